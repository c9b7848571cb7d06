using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Execution;

/// <summary>Calls activities and turns whatever comes out of them into an outcome.</summary>
internal sealed class ActivityCaller(RunHost host, RunState state, StoredRun run, Action<string, Value> checkpoint)
{
    internal const string TimedOut = Codes.StepTimeout;

    // How long an activity that ran out of time may take to settle what it left.
    private static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(5);
    private readonly RunEvidence evidence = new(host, run);
    private readonly OwnThreads threads = new(host.Clock);
    private readonly InFlight inFlight = new();
    private Trail? trail;

    /// <summary>Nothing more is called for now.</summary>
    internal void Rest() => threads.Rest();

    /// <summary>Executes: ended, or stopped.</summary>
    internal async Task<Completion> ExecuteAsync(Decision.Execute execute, CancellationToken deadline, CancellationToken stop)
    {
        var activity = host.Activities[execute.Step.Activity!.Name];
        using var flight = inFlight.Begin();
        var saved = state.Checkpoint(execute.Fact.Path);
        var call = CallFor(execute.Fact.Path, execute.Fact.Attempt, execute.Fact.Inputs, saved, flight: flight);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline, stop);
        try
        {
            var outcome = await threads.RunAsync(() => activity.ExecuteAsync(call, linked.Token), linked.Token).ConfigureAwait(false);
            trail?.Leave(outcome.Artefacts);
            return new Completion.Ended(
                MayBeDone(execute.Step.Activity, outcome)
                    ? await SettleAsync(activity, execute, outcome, stop).ConfigureAwait(false)
                    : outcome
            );
        }
        catch (AbandonedException) when (deadline.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // A look at the world would hang where the work does.
            return new Completion.Ended(Outcome.Failed(Faults.StepTimeout(left: Says.StepLeft)));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            var late = Outcome.Failed(Faults.StepTimeout());
            return new Completion.Ended(await SettleAsync(activity, execute, late, stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new Completion.Stopped();
        }
        catch (Exception error) when (!IsJournal(error))
        {
            return new Completion.Ended(Failed(execute.Fact.Path, error));
        }
    }

    /// <summary>Looks at the world: found, not begun, ended because the look itself failed, or stopped.</summary>
    internal async Task<Completion> ReconcileAsync(Decision.Reconcile reconcile, CancellationToken stop)
    {
        var activity = host.Activities[reconcile.Step.Activity!.Name];
        var call = CallFor(reconcile.Path, reconcile.Attempt, reconcile.Inputs, state.Checkpoint(reconcile.Path));
        try
        {
            return Looked(await threads.RunAsync(() => activity.ReconcileAsync(call, stop), stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new Completion.Stopped();
        }
        catch (Exception error) when (!IsJournal(error))
        {
            return new Completion.Ended(Failed(reconcile.Path, error));
        }
    }

    /// <summary>Ends what interrupted steps may have left at work.</summary>
    internal async Task FenceAsync()
    {
        foreach (var (path, activity, inputs) in state.Interrupted.ToList())
        {
            await host.Activities[activity].FenceAsync(CallFor(path, 1, inputs, Value.Null)).ConfigureAwait(false);
        }
    }

    /// <summary>Carries out a compensation; one that was interrupted looks at the world first.</summary>
    internal async Task<Completion> UndoAsync(UndoStarted undo, CancellationToken stop)
    {
        var activity = host.Activities[undo.Action];
        using var flight = inFlight.Begin();
        trail?.Begin(activity.Info);
        var call = CallFor(undo.Path, 1, undo.Inputs, Value.Null, isUndo: true);
        try
        {
            if (undo.Rerun)
            {
                await activity.FenceAsync(call).ConfigureAwait(false);
            }

            if (
                undo.Rerun
                && activity.Info.Interruption == Interruption.Verify
                && await threads.RunAsync(() => activity.ReconcileAsync(call, stop), stop).ConfigureAwait(false) is { Outcome: { } settled }
            )
            {
                return new Completion.Ended(settled);
            }

            var outcome = await threads.RunAsync(() => activity.ExecuteAsync(call, stop), stop).ConfigureAwait(false);
            trail?.Leave(outcome.Artefacts);
            return new Completion.Ended(outcome);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new Completion.Stopped();
        }
        catch (Exception error) when (!IsJournal(error))
        {
            return new Completion.Ended(Failed(undo.Path, error));
        }
    }

    internal Call CallFor(string path, int attempt, Value inputs, Value saved, bool isUndo = false, InFlight.Flight? flight = null)
    {
        var own = new OwnFiles(host, run);
        return new()
        {
            Inputs = inputs,
            Station = host.Station,
            Site = new CallSite(
                run.Id,
                state.Runbook.Id,
                state.Runbook.Version,
                path,
                attempt,
                host.Station.Relative(run.Root),
                host.Operator,
                state.StartedAt(path) ?? host.Clock.GetUtcNow(),
                Facts(path)
            )
            {
                Machine = state.Started?.Station ?? Value.EmptyMap,
            },
            Clock = host.Clock,
            Secrets = host.Secrets,
            Redactor = host.Redactor,
            Progress = new Forward(host.Observer, path),
            Evidence = isUndo ? evidence.ForUndo(path) : evidence.For(path, attempt, p => state.Find(p)?.Attempt ?? 1),
            Environment = host.Environment,
            Messages = host.Messages,
            Companion = host.Companion,
            Recorded = host.Recorded is { } recorded ? () => recorded(path) : null,
            FootprintOf = isUndo || Undoes is not null ? at => (trail ??= TrailOf()).Of(at) : null,
            IsOwn = own.Holds,
            IsOfRun = own.HoldsOfRun,
            IsAlone = () => flight?.IsAlone ?? true,
            Checkpoint = saved,

            // An undoing that was interrupted looks at the world alone: its step's checkpoints tell of the doing.
            SaveCheckpoint = isUndo ? static _ => { } : data => checkpoint(path, data.Recorded()),
        };
    }

    private UndoneRun? Undoes => state.Started?.Undoes;

    // Who undoes a run puts back what that one changed, and keeps what others made of it since.
    private Trail TrailOf()
    {
        if (Undoes is not { } undone || !host.Store.Ids(undone.Run).Contains(undone.Run))
        {
            return new Trail(host, run);
        }

        using var former = host.Store.Open(undone.Run);
        return new Trail(host, former, run);
    }

    private static Completion Looked(Reconciliation look) =>
        (look.Found, look.Outcome) switch
        {
            ({ } found, { } outcome) => new Completion.Found(found, outcome),
            (null, { } failed) => new Completion.Ended(failed),
            (_, null) => new Completion.NotBegun(),
        };

    // The disk's error may have come after the change was made: whether it was, only a look at the world tells.
    private static bool MayBeDone(ActivityInfo activity, Outcome outcome) =>
        outcome.Failure is { } failure
        && activity.Interruption == Interruption.Verify
        && Errno.Codes.Contains(failure.Code, StringComparer.Ordinal);

    // What the step noted before it failed counts: its checkpoint is read anew.
    private async Task<Outcome> SettleAsync(IActivity activity, Decision.Execute execute, Outcome failed, CancellationToken stop)
    {
        if (execute.Step.Activity!.Interruption != Interruption.Verify)
        {
            return failed;
        }

        var path = execute.Fact.Path;
        var call = CallFor(path, execute.Fact.Attempt, execute.Fact.Inputs, state.Checkpoint(path));
        using var timer = new CancellationTokenSource(SettleTime, host.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            return
                (await threads.RunAsync(() => activity.ReconcileAsync(call, limit.Token), limit.Token).ConfigureAwait(false)).Outcome
                    is { Failure: null } done
                ? done with
                {
                    Remarks = [.. done.Remarks, .. failed.Remarks, Faults.StepFinishedAfterError(failed.Failure!.Code).AsRemark()],
                }
                : failed;
        }
        catch (Exception error) when (!IsJournal(error))
        {
            host.Observer.OnUnexpected(path, error);
            return failed;
        }
    }

    private Outcome Failed(string path, Exception error)
    {
        var failure = Failures.From(error);
        if (failure.Code == Codes.InternalError)
        {
            host.Observer.OnUnexpected(path, error);
        }

        return Outcome.Failed(failure);
    }

    // Of the runbook in which the step stands; only where that one has none, of the whole run.
    private Value Facts(string path) =>
        (state.Find(path)?.Scope.Invocation.Problem ?? state.Root?.Problem) is { } problem
            ? Value.MapOf(
                (
                    "failure",
                    Value.MapOf(
                        ("code", Value.Of(problem.Failure.Code)),
                        ("arguments", problem.Failure.Arguments),
                        ("step", Value.Of(problem.From))
                    )
                )
            )
            : Value.EmptyMap;

    private static bool IsJournal(Exception error) =>
        error is CodedException { Failure.Code: var code } && code.StartsWith("journal.", StringComparison.Ordinal);

    private sealed class Forward(IRunObserver observer, string path) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => observer.OnProgress(path, value);
    }
}
