using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Store;
using OemRunbooks.Reports.Model;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook status [RUN]</c>.</summary>
internal sealed class StatusCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 70;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("status", VerbGroup.Technicians, "runbook status last", Exit.BadJournal)];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var run = new Argument<string>(globals.Say(Says.WordRunArgument))
        {
            Description = globals.Say(Says.StatusIdBeginningDirectoryLast),
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = static _ => "last",
        };
        return globals.Does(
            new Command("status", globals.Say(Says.StatusShowsOneRunStepStep)) { run },
            (parse, ui, _) =>
            {
                // A run that somebody names by its directory needs no station around it.
                var name = parse.GetValue(run)!;
                var work = DirectoryStore.IsRun(name) ? globals.Open(parse, ui) : globals.OpenStation(parse, ui);
                var stored = work.Run(name);
                ReportFiles.Complete(work, stored);
                var report = ReportFiles.Build(stored, work.Library.Loader, ui.Messages, work.Trusted());
                if (ui.IsJson)
                {
                    ui.Report(report, "json", ui.Language);
                    return Task.FromResult(ExitCode.Good);
                }

                var summary = RunSummary.Of(stored, work.Library.Loader);
                ui.Out.WriteLine($"{stored.Id}  ·  {summary.Said.In(ui.Language)}");
                var table = new Table(ui.Say(Says.WordStepArgument), ui.Say(Says.WordState), ui.Say(Says.WordTitle));
                foreach (var step in report.Steps)
                {
                    table.Add(step.Path, StateWords.OfStep(step.Standing.Word()).In(ui.Language), step.Title.In(ui.Language));
                }

                table.Write(ui);
                if (summary.Run is { Finished.Failure: not null } over)
                {
                    ui.Out.WriteLine();
                    ResultText.ShowWhy(ui, SessionResult.Again(work, stored, over));
                }

                foreach (var waiting in summary.Run?.Waiting ?? [])
                {
                    ui.Out.WriteLine();
                    WaitingView.Show(ui, stored.Id, waiting);
                }

                if (summary.State is "interrupted" or "answered")
                {
                    ui.Out.WriteLine();
                    ui.Raw.WriteLine($"  runbook resume {stored.Id}");
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
