using System.Runtime.InteropServices;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Journal;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Sealing;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Cli.Runs;

/// <summary>What a started or resumed run came to.</summary>
internal sealed record SessionResult(RunEnd End, RunFinished? Finished, RunDirectory Directory, TimeSpan Took, IReadOnlyList<string> Reports)
{
    /// <summary>The receipt of the run's newest seal, or null when it is not sealed.</summary>
    internal string? Receipt { get; init; }

    /// <summary>The step that waits for a person, or null.</summary>
    internal StepWaiting? WaitsAt { get; init; }

    internal int ExitCode => Shell.ExitCode.Of(End, Finished);
}

/// <summary>Runs or resumes under the station's lock, with log, progress, signals and reports around it.</summary>
internal sealed class RunSession(Workplace work, bool yes)
{
    /// <summary>Asks people instead of the terminal; null for the terminal.</summary>
    internal IPersonDesk? Desk { get; init; }

    private readonly Ui ui = work.Ui;

    internal Task<SessionResult> StartAsync(Runbook runbook, Value inputs, string? runId, RunBasis? basis = null)
    {
        foreach (var input in runbook.Inputs.Where(static i => i.Type is InputType.File or InputType.Directory or InputType.Path))
        {
            work.Station.Grant(inputs[input.Name].AsText() ?? "");
        }

        var id = runId ?? RunService.NewId(TimeProvider.System, runbook.Id);
        return GoAsync(runbook, id, host => RunService.Open(host, runbook, inputs, id, basis));
    }

    internal Task<SessionResult> ResumeAsync(RunDirectory directory, DeviationRequest? wanted = null)
    {
        var (state, _) = RunService.Read(directory, work.Library.Loader, null);
        foreach (var input in state.Runbook.Inputs.Where(static i => i.Type is InputType.File or InputType.Directory or InputType.Path))
        {
            work.Station.Grant(state.Started!.Inputs[input.Name].AsText() ?? "");
        }

        return GoAsync(state.Runbook, directory.Id, host =>
        {
            foreach (var value in (wanted?.Inputs ?? Value.EmptyMap).Members.Values)
            {
                work.Station.Grant(value.AsText() ?? "");
            }

            var (journal, resumed) = RunService.Resume(host, directory, work.Library.Loader, wanted);
            return (directory, journal, resumed);
        });
    }

    private async Task<SessionResult> GoAsync(Runbook runbook, string id, Func<RunHost, (RunDirectory Directory, IJournal Journal, RunState State)> open)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var held = StationLock.Take(work.Station, TimeProvider.System);
        var redactor = new Redactor();
        using var log = new RunLog(work.Station, redactor, work.IsVerbose ? ui.Error : null);
        var view = new ProgressView(ui, runbook) { IsOn = false };
        using var signer = Keys.Signer(ui, work.Environment);
        var host = work.Host(new Observers(view, log), Desk ?? new TerminalDesk(ui, work.Operator, yes), redactor, signer);
        var since = TimeProvider.System.GetTimestamp();
        held.IsAt(id);
        var (directory, journal, state) = open(host);
        ui.Error.WriteLine($"{runbook.Name.In(ui.Language)}  ·  {ui.Say("przebieg", "run")} {directory.Id}");
        view.IsOn = true;
        RunEnd end;
        try
        {
            end = await new Runner(host, journal, state, directory).RunAsync(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            journal.Dispose();
        }

        IReadOnlyList<string> reports = [];
        if (end == RunEnd.Finished)
        {
            reports = WriteReports(directory);
        }

        return new(end, state.Finished, directory, TimeProvider.System.GetElapsedTime(since), reports)
        {
            Receipt = (journal as SealedJournal)?.LastSeal?.Receipt,
            WaitsAt = end == RunEnd.Waiting ? state.Waiting.FirstOrDefault() : null,
        };
    }

    // The journal is the run; a report that can't be written now is rendered from it later and must not hide how the run ended.
    private IReadOnlyList<string> WriteReports(RunDirectory directory)
    {
        try
        {
            return ReportFiles.Write(ReportFiles.Build(directory, work.Library.Loader, ui.Messages, Keys.Trusted(work.Environment, null)), directory.Root, [Language.Pl, Language.En], ["html", "md", "json"]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ui.Error.WriteLine(ui.Line(Failures.From(error), ui.Say($"raport (później: runbook report {directory.Id})", $"report (later: runbook report {directory.Id})")));
            return [];
        }
    }

    // The first signal asks for a safe point; a second one is left to the system's own handling, which ends the process: a run survives that too.
    private void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        signal.Cancel = true;
        ui.Error.WriteLine();
        ui.Error.WriteLine(ui.Say("Zatrzymywanie w bezpiecznym punkcie…", "Stopping at a safe point…"));
        stop.Cancel();
    }
}
