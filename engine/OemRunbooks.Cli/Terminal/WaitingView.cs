using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Shows what a waiting step asks, and the command that answers it.</summary>
internal static class WaitingView
{
    /// <summary>The command with everything that the kind of question demands, ready to be edited.</summary>
    internal static string Command(Ui ui, string run, StepWaiting waiting)
    {
        var value = ui.Say(Says.WaitingValue);
        var rest = waiting.Kind switch
        {
            "checklist" => Ticks(waiting, ui.Say(Says.WaitingFile)),
            "ask" => string.Concat(
                PersonFields
                    .Fields.In(waiting.Request)
                    .Where(static f => QuestionFields.Required.In(f))
                    .Select(f =>
                        QuestionFields.Evidence.In(f)
                            ? $" --attach {QuestionFields.Name.In(f)}={ui.Say(Says.WaitingFile)}"
                            : $" --set {QuestionFields.Name.In(f)}={value}"
                    )
            ),
            "interrupted" => " --choice rerun",
            _ => "",
        };
        return $"runbook confirm {run} {Visible.Text(waiting.Path)}{Visible.Text(rest)}";
    }

    // Once a part is ticked, the rest was left open on purpose: each item is named, and so is what takes a file.
    private static string Ticks(StepWaiting waiting, string file)
    {
        var items = PersonFields.Items.In(waiting.Request);
        var evidence = People.EvidenceItems(waiting.Request).ToHashSet(StringComparer.Ordinal);
        return People.IsRest(waiting) || evidence.Count > 0
            ? string.Concat(items.Select(People.ItemId).Select(id => evidence.Contains(id) ? $" --attach {id}={file}" : $" --tick {id}"))
            : " --tick all";
    }

    internal static void Show(Ui ui, string run, StepWaiting waiting)
    {
        ui.Out.WriteLine($"? {Visible.Text(waiting.Path)}: {Visible.Text(Answers.Prompt(waiting, ui.Language))}");
        foreach (var (id, text) in Items(waiting, ui.Language))
        {
            ui.Out.WriteLine($"    {Visible.Text(id)}: {Visible.Text(text)}");
        }

        if (waiting.Kind == "approve")
        {
            ui.Out.WriteLine("  " + ui.Say(Says.DeskChallenge(Approvals.Challenge(run, waiting))));
        }

        ui.Raw.WriteLine($"  {Command(ui, run, waiting)}");
    }

    private static IEnumerable<(string Id, string Text)> Items(StepWaiting waiting, Locale language) =>
        waiting.Kind switch
        {
            "checklist" => PersonFields
                .Items.In(waiting.Request)
                .Select((item, i) => (People.ItemId(item, i), People.ItemText(item).In(language))),
            "ask" => PersonFields
                .Fields.In(waiting.Request)
                .Select(f => (QuestionFields.Name.In(f), QuestionFields.Prompt.In(f)?.In(language) ?? "")),
            _ => [],
        };
}
