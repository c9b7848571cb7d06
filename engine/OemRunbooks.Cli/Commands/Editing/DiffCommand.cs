using System.CommandLine;
using OemRunbooks.Language.Comparing;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary><c>runbook diff OLD NEW</c>.</summary>
internal static class DiffCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("diff", VerbGroup.Leads,
            "runbook show client-update --format yaml > edited.yaml; runbook diff client-update edited.yaml",
            new Exit(1, "z --exit-code: są różnice", "with --exit-code: there are differences")),
    ];

    internal static Command Create(Globals globals)
    {
        var old = new Argument<string>(globals.Say("STARY", "OLD")) { Description = globals.Say("runbook przed zmianą: nazwa albo plik", "the runbook before the change: a name or a file") };
        var edited = new Argument<string>(globals.Say("NOWY", "NEW")) { Description = globals.Say("runbook po zmianie: nazwa albo plik", "the runbook after the change: a name or a file") };
        var exitCode = new Option<bool>("--exit-code") { Description = globals.Say("kod wyjścia 1, gdy coś się różni", "exit code 1 when anything differs") };
        return globals.Does(
            new Command("diff", globals.Say("Pokazuje, co zmieniło się w znaczeniu, nie w tekście (--format text, md lub json).", "Shows what changed in meaning, not in text (--format text, md or json).")) { old, edited, exitCode },
            (parse, ui, _) =>
            {
                var format = globals.FormatOf(parse, "text", "md", "json");

                var work = globals.Open(parse, ui);
                if (Definitions.Load(ui, work, parse.GetValue(old)!) is not { } before || Definitions.Load(ui, work, parse.GetValue(edited)!) is not { } after)
                {
                    return Task.FromResult(ExitCode.WrongUse);
                }

                var changes = RunbookDiff.Compare(before, after);
                switch (format)
                {
                    case "json":
                        ui.Json(DiffText.Json(before, after, changes));
                        break;
                    case "md":
                        ui.Out.Write(new DiffText(ui).Markdown(before, after, changes));
                        break;
                    default:
                        new DiffText(ui).Show(before, after, changes);
                        break;
                }

                return Task.FromResult(parse.GetValue(exitCode) && !changes.IsEmpty ? ExitCode.Bad : ExitCode.Good);
            });
    }
}
