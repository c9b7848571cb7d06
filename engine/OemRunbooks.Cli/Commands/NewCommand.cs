using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Drafts;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook new NAME</c>.</summary>
internal sealed partial class NewCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 10;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("new", VerbGroup.Leads, "runbook new night-check --template check --set name.pl='Kontrola nocna' --set name.en='Night check'")];

    private static readonly string[] Keys = ["name.pl", "name.en", "team", "inputs"];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string>(globals.Say(Says.WordName)) { Description = globals.Say(Says.NewRunbooksIdSuchNightCheck) };
        var template = new Option<string?>("--template")
        {
            Description = globals.Say(Says.NewTemplateMinimalCheckUpdateCase),
            HelpName = "NAME",
        };
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
            new Command("new", globals.Say(Says.NewBeginsNewRunbookFromTemplate)) { name, template, set, target },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var directory = parse.GetValue(target) ?? Path.Combine(parse.GetValue(globals.Station)!, "runbooks");
                var id = Checked(
                    "NAME",
                    parse.GetValue(name)!,
                    static t => Kebab().IsMatch(t) && t.Length <= 64 && t is not ("finally" or "escalations" or "catch"),
                    Says.NewIdForm
                );
                var files = new[] { Path.Combine(directory, id + ".yaml"), Path.Combine(directory, id + ScenarioFile.Ending) };
                if (files.FirstOrDefault(File.Exists) is { } taken)
                {
                    throw new CodedException(Faults.NewExists(taken));
                }

                var draft = Ask(ui, work, id, parse.GetValue(template), Given(parse.GetValue(set) ?? []));
                Durable.CreateDirectory(Path.GetFullPath(directory));
                Write(files[0], draft.Runbook());
                Write(files[1], draft.Tests());
                Tell(ui, files, id);
                if (work.Library.IsBuiltIn(id))
                {
                    ui.Warn(Faults.RB0227(id));
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Camel();

    private static Draft Ask(Ui ui, Workplace work, string id, string? template, Dictionary<string, string> given)
    {
        var templates = DraftTemplates.All.Select(static t => t.Name).ToList();
        var chosen = template ?? (Ui.IsInteractive ? Answer(ui, ui.Say(Says.NewTemplate(Choices(ui))), "minimal") : "minimal");
        Checked("--template", chosen, templates.Contains, string.Join(", ", templates));
        var pl = Of("name.pl", ui.Say(Says.NewTitlePolish), Title(id));
        var en = Of("name.en", ui.Say(Says.NewTitleEnglish), Title(id));
        var teams = Teams(work);
        var team = Of("team", ui.Say(Says.NewTeam(string.Join(", ", teams))), teams.FirstOrDefault() ?? "l3");
        Checked("team", team, t => teams.Count == 0 ? Kebab().IsMatch(t) : teams.Contains(t), string.Join(", ", teams));
        var inputs = Of("inputs", ui.Say(Says.NewInputsNameTypeSeparatedCommas), "");
        return new(
            id,
            chosen,
            new(Shown("name.pl", pl), Shown("name.en", en)),
            team,
            [
                .. inputs
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(Input)
                    .DistinctBy(static i => i.Name),
            ]
        );

        string Of(string key, string question, string otherwise) =>
            given.TryGetValue(key, out var value) ? value
            : Ui.IsInteractive ? Answer(ui, question, otherwise)
            : otherwise;
    }

    private static DraftInput Input(string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        var (name, type) = (parts[0], parts.Length == 2 ? parts[1] : "string");
        Checked(
            "inputs",
            text,
            _ => Camel().IsMatch(name) && name is not ("bundle" or "bundleKey") && Draft.Types.Contains(type),
            $"name:type ({string.Join(", ", Draft.Types)})"
        );
        return new(name, type);
    }

    private static string Answer(Ui ui, string question, string otherwise)
    {
        ui.Error.Write($"{question}{(otherwise.Length > 0 ? $" [{otherwise}]" : "")}: ");
        return Console.In.ReadLine() is { Length: > 0 } answer ? answer.Trim() : otherwise;
    }

    private static Dictionary<string, string> Given(string[] set)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in set)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            given[
                Checked(
                    "--set",
                    equals < 0 ? pair : pair[..equals],
                    k => equals > 0 && Keys.Contains(k),
                    string.Join(", ", Keys.Select(static k => k + "=…"))
                )
            ] = pair[(equals + 1)..];
        }

        return given;
    }

    private static List<string> Teams(Workplace work) =>
        work.Library.Companion(TeamsFile.FileName) is { } file
            ? [.. TeamsFile.Read(file.Path, file.Bytes, Activities.OemActivities.Collectors).Teams.Keys]
            : [];

    private static string Title(string id) => char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    private static string Shown(string key, string text) =>
        Checked(key, text, static t => t.Length is > 0 and <= 200 && !t.Any(char.IsControl), "1–200");

    private static string Choices(Ui ui) => string.Join(", ", DraftTemplates.All.Select(t => $"{t.Name} – {t.Meaning.In(ui.Language)}"));

    private static string Checked(string option, string given, Func<string, bool> fits, string allowed) =>
        Checked(option, given, fits, LocalizedText.Both(allowed));

    private static string Checked(string option, string given, Func<string, bool> fits, LocalizedText allowed) =>
        fits(given) ? given : throw new CodedException(Faults.NewAnswerInvalid(option, given, allowed));

    // Never over a file that somebody made in the meantime.
    private static void Write(string file, string text)
    {
        Disk.All.CreateNew(file, Encoding.UTF8.GetBytes(text));
    }

    private static void Tell(Ui ui, string[] files, string id)
    {
        if (ui.IsJson)
        {
            ui.Json(Value.MapOf(("id", Value.Of(id)), ("files", Value.List(files.Select(Value.Of)))));
            return;
        }

        foreach (var file in files)
        {
            ui.Raw.WriteLine(Visible.Text(file));
        }

        ui.Error.WriteLine(ui.Say(Says.NewNextEditThenRunbookLint(id)));
    }
}
