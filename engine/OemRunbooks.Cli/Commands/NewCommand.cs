using System.CommandLine;
using System.CommandLine.Completions;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workshop.Drafts;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook new</c>: by a template, or by a recipe.</summary>
internal sealed class NewCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 10;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "new",
            VerbGroup.Leads,
            "runbook new night-check --template check --set name.pl='Kontrola nocna' --set name.en='Night check'\n"
                + "runbook new --list\nrunbook new --from log-collection"
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string?>(globals.Say(Says.WordName))
        {
            Description = globals.Say(Says.NewRunbooksIdSuchNightCheck),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var template = new Option<string?>("--template")
        {
            Description = globals.Say(Says.NewTemplateMinimalCheckUpdateCase),
            HelpName = "NAME",
        };
        var from = new Option<string?>("--from") { Description = globals.Say(Says.NewFrom), HelpName = globals.Say(Says.NewRecipe) };
        from.CompletionSources.Add(static _ => new RecipeShelf(Globals.Product).All.Select(static r => new CompletionItem(r.Id)));
        var list = new Option<bool>("--list") { Description = globals.Say(Says.NewList) };
        var set = new Option<string[]>("--set")
        {
            Description = globals.Say(Says.NewAnswerNamePlNameEn),
            HelpName = "key=value",
            AllowMultipleArgumentsPerToken = false,
        };
        var target = new Option<string?>("--to")
        {
            Description = globals.Say(Says.NewDirectoryDefaultStationsRunbooks),
            HelpName = globals.Say(Says.WordDir),
        };
        return globals.Does(
            new Command("new", globals.Say(Says.NewBeginsNewRunbookFromTemplate)) { name, template, from, list, set, target },
            (parse, ui, _) =>
            {
                var recipe = parse.GetValue(from);
                Refuse(
                    ui,
                    ("--list", parse.GetValue(list)),
                    ("--from", recipe is not null),
                    ("--template", parse.GetValue(template) is not null)
                );
                if (parse.GetValue(list))
                {
                    return Task.FromResult(NewFromRecipe.List(ui));
                }

                var (id, directory) = Where(parse.GetValue(name), recipe is not null, parse.GetValue(target));
                if (recipe is null && id is null)
                {
                    throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageArgumentMissing(name.Name, "new"))));
                }

                var work = globals.Open(parse, ui);
                directory ??= Path.Combine(parse.GetValue(globals.Station)!, "runbooks");
                var answers = parse.GetValue(set) ?? [];
                var made = recipe is null
                    ? NewFromTemplate.Make(ui, work, NewAnswers.Id(id!), directory, parse.GetValue(template), answers)
                    : NewFromRecipe.Make(ui, work, new RecipeShelf(Globals.Product).Find(recipe), id, directory, answers);
                Tell(ui, made, recipe);
                if (work.Library.IsBuiltIn(made.Id))
                {
                    ui.Warn(Faults.RB0227(made.Id));
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    // With a recipe, which has a name already, the only word can be the directory.
    private static (string? Id, string? Directory) Where(string? word, bool isRecipe, string? target) =>
        isRecipe && target is null && word is not null && NewFromRecipe.IsDirectory(word) ? (null, word) : (word, target);

    private static void Refuse(Ui ui, params (string Option, bool IsGiven)[] ways)
    {
        var given = ways.Where(static w => w.IsGiven).Select(static w => w.Option).ToList();
        if (given.Count > 1)
        {
            throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageNotTogether(given[0], given[1]))));
        }
    }

    private static void Tell(Ui ui, NewFiles made, string? recipe)
    {
        if (ui.IsJson)
        {
            ui.Json(
                Value.MapOf(
                    ("id", Value.Of(made.Id)),
                    ("recipe", recipe is null ? Value.Null : Value.Of(recipe)),
                    ("files", Value.List(made.Written.Select(Value.Of)))
                )
            );
            return;
        }

        foreach (var file in made.Written)
        {
            ui.Raw.WriteLine(Visible.Text(file));
        }

        ui.Error.WriteLine(ui.Say(Says.NewNextEditThenRunbookLint(made.Id)));
    }
}
