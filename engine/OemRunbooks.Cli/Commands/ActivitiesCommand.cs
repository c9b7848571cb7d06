using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook activities [NAME]</c>.</summary>
internal sealed class ActivitiesCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 90;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("activities", VerbGroup.Leads, "runbook activities backup.file")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string?>(globals.Say(Says.WordName))
        {
            Description = globals.Say(Says.ActivitiesActivitySuchBackupFileWithout),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var format = globals.PageFormat();
        return globals.Does(
            new Command("activities", globals.Say(Says.ActivitiesDescribesActivitiesInputsOutputsCodes)) { name, format },
            (parse, ui, _) =>
                Task.FromResult(
                    Run(ui, Known(globals.Open(parse, ui)), parse.GetValue(name), globals.PageFormatOf(parse.GetValue(format)!))
                )
        );
    }

    // Those of the library stand behind the built-in ones.
    private static List<ActivityInfo> Known(Workplace work) => [.. Globals.Product.Descriptors, .. work.Library.MadeActivities];

    private static int Run(Ui ui, List<ActivityInfo> known, string? name, string format)
    {
        var info = name is null ? null : known.Find(i => i.Name == name) ?? throw Unknown(known, name);
        switch (format)
        {
            case "json":
                ui.Json(info is null ? Value.List(known.Select(ActivityCard.Json)) : ActivityCard.Json(info));
                break;
            case "md":
                var page = new ActivityPage(Globals.Product, ui.Language);
                ui.Raw.Write(info is null ? page.All() : page.Single(info));
                break;
            default:
                Show(ui, known, info);
                break;
        }

        return ExitCode.Good;
    }

    private static void Show(Ui ui, List<ActivityInfo> known, ActivityInfo? info)
    {
        if (info is not null)
        {
            ActivityCard.Show(ui, info);
            return;
        }

        var table = new Table(ui.Say(Says.ActivitiesActivity), ui.Say(Says.ActivitiesWhatDoes));
        foreach (var each in known)
        {
            table.Add(each.Name, Wording.Sentence(each.Summary.In(ui.Language)));
        }

        table.Write(ui);
    }

    private static CodedException Unknown(List<ActivityInfo> known, string name)
    {
        var closest = Closest.To(name, known.Select(static i => i.Name));
        return new CodedException(Faults.ActivityUnknown(name, closest));
    }
}
