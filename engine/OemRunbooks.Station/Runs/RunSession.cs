using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>What a started or resumed run came to.</summary>
public sealed record SessionResult(RunEnd End, RunFinished? Finished, StoredRun Run, TimeSpan Took, IReadOnlyList<string> Reports)
{
    /// <summary>What a finished run came to, told again from what is stored.</summary>
    public static SessionResult Again(Workplace work, StoredRun run, RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(RunEnd.Finished, state.Finished, run, TimeSpan.Zero, [])
        {
            Runbook = state.Runbook,
            Retryable = state.Retryable,
            NotUndone = state.NotUndone,
            Handover = Handover.Of(work, run, state.Finished),
        };
    }

    /// <summary>The receipt of the run's newest seal, or null when it is not sealed.</summary>
    public string? Receipt { get; init; }

    /// <summary>After a rollback: steps that were done and that nothing takes back.</summary>
    public IReadOnlyList<string> NotUndone { get; init; } = [];

    /// <summary>How often people departed from the runbook.</summary>
    public long Departures { get; init; }

    /// <summary>The step that can be tried again after the run failed, or null.</summary>
    public string? Retryable { get; init; }

    /// <summary>Its definition.</summary>
    public required Runbook Runbook { get; init; }

    /// <summary>The name of a step; null when the definition gives it none.</summary>
    public LocalizedText? Title(string path) => StepPath.TryParse(path) is { } at ? Runbook.Resolve(at)?.Step.Name : null;

    /// <summary>To whom it handed its case; null when nobody was told.</summary>
    public Handover? Handover { get; init; }

    /// <summary>The step before which it stopped because the approved plan says that it does not run; or null.</summary>
    public string? Departed { get; init; }

    /// <summary>The step that waits for a person, or null.</summary>
    public StepWaiting? WaitsAt { get; init; }

    /// <summary>The exit code that tells it.</summary>
    public int ExitCode => Departed is null ? Runs.ExitCode.Of(End, Finished) : Runs.ExitCode.SomebodyMustAct;
}

/// <summary>Shows a run while it goes.</summary>
public interface IRunView : IRunObserver
{
    /// <summary>The run is open; what comes from here on is new.</summary>
    void Opened(Runbook runbook, StoredRun run);

    /// <summary>The run ended, waits or was stopped, and that is on the disk; its reports are still to be written.</summary>
    void Ended(SessionResult result);

    /// <summary>The reports could not be written; they can be made later, the run has ended all the same.</summary>
    void ReportsFailed(Failure failure, StoredRun run);
}

/// <summary>Runs or resumes under the station's lock, with log and reports around it.</summary>
/// <param name="work">Where.</param>
/// <param name="desk">Asks people; null when nobody can be asked.</param>
/// <param name="view">Shows the run.</param>
/// <param name="stop">Asks for a safe point to stop at.</param>
public sealed class RunSession(Workplace work, IPersonDesk? desk, IRunView view, CancellationToken stop)
{
    /// <summary>Is asked before each step; null when nobody goes through the run step by step.</summary>
    public IStepper? Stepper { get; init; }

    /// <summary>Opens a run and goes on until it is over, waits or was stopped.</summary>
    public Task<SessionResult> StartAsync(Runbook runbook, Value inputs, string? runId, RunBasis? basis = null)
    {
        RunInputs.Grant(work, runbook, inputs);
        var id = runId ?? RunService.NewId(TimeProvider.System, runbook.Id);
        return GoAsync(id, host => RunService.Open(host, runbook, inputs, id, basis), basis?.NotRun);
    }

    /// <summary>Undoes a finished run, as a run of its own.</summary>
    /// <param name="seen">What it came to when somebody looked.</param>
    /// <param name="partly">Whether steps that nothing takes back may stay.</param>
    /// <param name="runId">The id of the run that undoes; null for a new one.</param>
    public Task<SessionResult> UndoAsync(UndoPlan seen, bool partly, string? runId)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var id = runId ?? RunService.NewId(TimeProvider.System, seen.Runbook.Id);
        return GoAsync(
            id,
            host =>
            {
                // Judged anew now that nobody else is at the station: whoever was may have undone it.
                var plan = Undoing.Prepare(work, seen.Of.Run).Demand(partly, work.Settings.Locale);
                RunInputs.Grant(work, plan.Runbook, plan.Inputs);
                return RunService.Open(host, plan.Runbook, plan.Inputs, id, new(null, null) { Undoes = plan.Of });
            }
        );
    }

    /// <summary>Goes on with a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="wanted">What a person wants otherwise than the runbook, or null.</param>
    public async Task<SessionResult> ResumeAsync(StoredRun run, DeviationRequest? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (wanted?.Retry is not null && Undoing.By(work, run.Id) is { } by)
        {
            throw new CodedException(Faults.UndoTakenBack(run.Id, by));
        }

        try
        {
            return await GoAsync(
                    run.Id,
                    host =>
                    {
                        GrantInputs(run);
                        foreach (var value in (wanted?.Inputs ?? Value.EmptyMap).Members.Values)
                        {
                            work.Station.Grant(value.AsText() ?? "");
                        }

                        return (run, RunService.Resume(host, run, work.Library.Loader, wanted));
                    }
                )
                .ConfigureAwait(false);
        }
        catch (CodedException error) when (error.Failure.Code == Codes.RunFinished)
        {
            ReportFiles.Complete(work, run);
            throw;
        }
    }

    // Its first entry tells; what is wrong with the others is told where they are read.
    private void GrantInputs(StoredRun run)
    {
        if (run.Read().FirstOrDefault() is not { Fact: RunStarted started } first)
        {
            return;
        }

        RunInputs.Grant(work, RunService.Definition(run, work.Library.Loader, first), started.Inputs);
    }

    private async Task<SessionResult> GoAsync(
        string id,
        Func<RunHost, (StoredRun Run, RunState State)> open,
        IReadOnlySet<string>? notRun = null
    )
    {
        using var held = work.Store.Lock(TimeProvider.System);
        var redactor = new Redactor();
        using var log = new RunLog(work.Station, redactor, work.Settings.Verbose);
        using var signer = work.Signer();
        var host = work.Host(new Observers(view, log), desk, redactor, signer) with { Stepper = Stepper };
        var since = TimeProvider.System.GetTimestamp();
        held.IsAt(id);
        var (run, state) = open(host);
        using (run)
        {
            view.Opened(state.Runbook, run);
            var runner = new Runner(host, run, state) { NotRun = notRun ?? new HashSet<string>() };
            var end = await GoOnAsync(host, runner, run, state).ConfigureAwait(false);
            var result = new SessionResult(end, state.Finished, run, TimeProvider.System.GetElapsedTime(since), [])
            {
                Runbook = state.Runbook,
                Departed = runner.Departed,
                Receipt = run.LastSeal?.Receipt,
                Departures = state.Departures,
                NotUndone = state.NotUndone,
                Retryable = state.Retryable,
                Handover = end == RunEnd.Finished ? Handover.Of(work, run, state.Finished) : null,
                WaitsAt = end == RunEnd.Waiting ? state.Waiting.FirstOrDefault() : null,
            };
            view.Ended(result);
            return end == RunEnd.Finished ? result with { Reports = WriteReports(run) } : result;
        }
    }

    // What can't be written any more ends the process, not the run: the journal holds all that was done, and it goes on from there.
    private async Task<RunEnd> GoOnAsync(RunHost host, Runner runner, StoredRun run, RunState state)
    {
        try
        {
            return await runner.RunAsync(stop).ConfigureAwait(false);
        }
        catch (Exception error)
            when (error is CodedException { Failure.Code: Codes.DiskFull or Codes.DiskReadOnly or Codes.JournalWriteFailed }
                || Errno.IsSystems(error)
            )
        {
            var cause = Failures.From(error);
            if (state.Finished is not null)
            {
                // Its end is recorded, and only what follows an end is missing: a last seal, which verifying tells.
                view.ReportsFailed(cause, run);
                return RunEnd.Finished;
            }

            var said = new LocalizedText(
                host.Messages.Words(cause.Code, cause.Arguments, Locale.Pl),
                host.Messages.Words(cause.Code, cause.Arguments, Locale.En)
            );
            throw new CodedException(Faults.RunStopped(cause.Code, said, run.Id), error);
        }
    }

    // The journal is the run; a report that can't be written now is rendered from it later and must not hide how the run ended.
    private IReadOnlyList<string> WriteReports(StoredRun run)
    {
        try
        {
            return ReportFiles.Write(work, run);
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or CodedException { Failure.Code: Codes.ReportTooLarge })
        {
            view.ReportsFailed(Failures.From(error), run);
            return [];
        }
    }
}
