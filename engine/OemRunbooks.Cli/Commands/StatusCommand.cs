using System.CommandLine;
using OemRunbooks.Cli.Runs;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Sealing;
using OemRunbooks.Reports;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook status [RUN]</c>.</summary>
internal static class StatusCommand
{
    internal static Command Create(Globals globals)
    {
        var run = new Argument<string>(globals.Say("PRZEBIEG", "RUN"))
        {
            Description = globals.Say("identyfikator, jego początek, katalog lub „last”", "an id, its beginning, a directory, or \"last\""),
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = static _ => "last",
        };
        return globals.Does(
            new Command("status", globals.Say("Pokazuje jeden przebieg krok po kroku.", "Shows one run step by step.")) { run },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var directory = work.Run(parse.GetValue(run)!);
                var report = ReportFiles.Build(directory, work.Library.Loader, ui.Messages, Keys.Trusted(work.Environment, null));
                if (ui.IsJson)
                {
                    ui.Out.WriteLine(ReportRenderer.Json(report).TrimEnd());
                    return Task.FromResult(ExitCode.Good);
                }

                var summary = RunSummary.Of(directory, work.Library.Loader);
                ui.Out.WriteLine($"{directory.Id}  ·  {RunSummary.Words(ui, summary.State)}");
                var table = new Table(ui.Say("KROK", "STEP"), ui.Say("STAN", "STATE"), ui.Say("TYTUŁ", "TITLE"));
                foreach (var step in report.Steps)
                {
                    table.Add(step.Path, step.Standing.Word(), step.Title.In(ui.Language));
                }

                table.Write(ui);
                foreach (var waiting in summary.Run?.Waiting ?? [])
                {
                    ui.Out.WriteLine();
                    ui.Out.WriteLine($"? {waiting.Path}: {Visible.Text(TerminalDesk.Prompt(waiting, ui.Language))}");
                    if (waiting.Kind == "approve")
                    {
                        ui.Out.WriteLine(ui.Say($"  wyzwanie dla L2: {Approvals.Challenge(directory.Id, waiting)}", $"  challenge for L2: {Approvals.Challenge(directory.Id, waiting)}"));
                    }

                    ui.Out.WriteLine($"  runbook confirm {directory.Id} {waiting.Path}");
                }

                return Task.FromResult(ExitCode.Good);
            });
    }
}
