using System.Threading.Channels;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Engine.Execution;

/// <summary>Carries out what the planner decides, and journals what came of it.</summary>
/// <remarks>
/// The rules: it decides nothing; an outcome is on disk before the next step starts; the start of a step that is not repeatable is on disk
/// before its activity begins; when told to stop it starts nothing new, lets activities end where a reconcile can tell, and says so in the
/// journal.
/// Source: architecture.md, idea 2; journal.md, "Durability".
/// </remarks>
public sealed partial class Runner
{
    private readonly RunHost host;
    private readonly StoredRun run;
    private readonly RunState state;
    private readonly Lock gate = new();

    // The thread that brings an outcome goes on with the run: waking another one for it would cost more than most steps do.
    private readonly Channel<Returned> returns = Channel.CreateUnbounded<Returned>(new() { AllowSynchronousContinuations = true });
    private readonly Deadlines deadlines;
    private readonly ActivityCaller caller;
    private readonly List<Entry> untold = [];
    private int inFlight;

    /// <summary>A runner for one run.</summary>
    public Runner(RunHost host, StoredRun run, RunState state)
    {
        this.host = host;
        this.run = run;
        this.state = state;
        deadlines = new Deadlines(host.Clock);
        caller = new ActivityCaller(host, state, run, (path, data) => Append(new StepCheckpoint(path, data)));
    }

    /// <summary>Goes on until the run is over, waits for a person, or is told to stop.</summary>
    /// <exception cref="CodedException">
    /// <c>journal.write-failed</c>, <c>disk.full</c>: the journal can't be written, so nothing more is done.
    /// </exception>
    public async Task<RunEnd> RunAsync(CancellationToken stop)
    {
        try
        {
            return await ProceedAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            caller.Rest();
        }
    }

    private async Task<RunEnd> ProceedAsync(CancellationToken stop)
    {
        await caller.FenceAsync().ConfigureAwait(false);
        while (true)
        {
            TakeReturned();
            if (stop.IsCancellationRequested)
            {
                return await StopAsync().ConfigureAwait(false);
            }

            Decision decision;
            lock (gate)
            {
                decision = Planner.Next(state);
            }

            if (Departure(decision) is { } departed)
            {
                Departed = departed;
                return await StopAsync("plan").ConfigureAwait(false);
            }

            if (!await GoesOnAsync(decision, stop).ConfigureAwait(false))
            {
                return await StopAsync().ConfigureAwait(false);
            }

            switch (decision)
            {
                case Decision.Record record:
                    AppendOrFail(record.Fact);
                    break;
                case Decision.Execute execute:
                    Start(execute, stop);
                    break;
                case Decision.Reconcile reconcile:
                    await ReconcileAsync(reconcile, stop).ConfigureAwait(false);
                    break;
                case Decision.Retry retry:
                    var until = Rounded(host.Clock.GetUtcNow() + retry.Delay);
                    Append(new RetryScheduled(retry.Path, retry.Attempt, (long)retry.Delay.TotalMilliseconds, until));
                    break;
                case Decision.Undo undo:
                    Append(undo.Fact);
                    Push();
                    Launch(undo.Fact.Path, caller.UndoAsync(undo.Fact, stop), CallKind.Undo);
                    break;
                case Decision.Wait wait:
                    if (await WaitAsync(wait, stop).ConfigureAwait(false) is { } end)
                    {
                        return end;
                    }

                    break;
                case Decision.Done:
                    return RunEnd.Finished;
            }
        }
    }

    private void Start(Decision.Execute execute, CancellationToken stop)
    {
        if (!AppendOrFail(execute.Fact))
        {
            return;
        }

        // Killed meanwhile, the run must tell what was at work.
        Push();

        Launch(
            execute.Fact.Path,
            caller.ExecuteAsync(execute, deadlines.For(state, execute.Fact.Path, execute.Step), stop),
            CallKind.Execute
        );
    }

    // Until its answer is in the journal the planner would ask for it again: nothing else is decided meanwhile.
    private async Task ReconcileAsync(Decision.Reconcile reconcile, CancellationToken stop)
    {
        Launch(reconcile.Path, caller.ReconcileAsync(reconcile, stop), CallKind.Reconcile);
        while (true)
        {
            var returned = await returns.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (returned.Kind == CallKind.Reconcile && FindingOf(returned.How) is { } found)
            {
                // It travels with the start or the end that the planner prescribes next.
                Append(new StepReconciled(reconcile.Path, found));
            }

            Complete(returned);
            if (returned.Kind == CallKind.Reconcile)
            {
                return;
            }
        }
    }

    private static Finding? FindingOf(Completion how) =>
        how switch
        {
            Completion.Found found => found.What,
            Completion.NotBegun => Finding.NotBegun,
            _ => null,
        };

    private void Push()
    {
        lock (gate)
        {
            run.Push();
        }
    }

    private void Launch(string path, Task<Completion> work, CallKind kind)
    {
        inFlight++;
        _ = ForwardAsync(path, work, kind);
    }

    private async Task ForwardAsync(string path, Task<Completion> work, CallKind kind)
    {
        Completion how;
        try
        {
            how = await work.ConfigureAwait(false);
        }
        catch (CodedException error)
        {
            // Only a journal that can't be written comes this way.
            how = new Completion.Broken(error);
        }

        await returns.Writer.WriteAsync(new(path, kind, how)).ConfigureAwait(false);
    }

    // Outcomes that come together are on disk by one sync; until then nobody is told of any, and nothing follows from them.
    private void TakeReturned()
    {
        while (returns.Reader.TryRead(out var returned))
        {
            Complete(returned, isFollowed: returns.Reader.TryPeek(out _));
        }

        lock (gate)
        {
            if (untold.Count > 0)
            {
                run.Sync();
                Tell();
            }
        }
    }

    private void Tell()
    {
        untold.ForEach(e => host.Observer.OnEntry(e, state));
        untold.Clear();
    }

    private void Complete(Returned returned, bool isFollowed = false)
    {
        inFlight--;
        switch (returned.How)
        {
            case Completion.Broken broken:
                throw broken.Error;
            case Completion.Ended ended:
                Complete(returned, ended.Outcome, isFollowed);
                break;
            case Completion.Stopped or Completion.NotBegun:
                // The planner says how it goes on.
                break;
        }
    }

    private void Complete(Returned returned, Outcome outcome, bool isFollowed)
    {
        if (returned.Kind == CallKind.Undo)
        {
            AppendOrFail(
                outcome.Failure is { } failure
                    ? new UndoFailed(returned.Path, failure with { Arguments = failure.Arguments.Recorded() })
                    {
                        Artefacts = outcome.Artefacts,
                    }
                    : new UndoSucceeded(returned.Path, outcome.Outputs.Recorded())
                    {
                        Artefacts = outcome.Artefacts,
                        Remarks = outcome.Remarks,
                    },
                isFollowed
            );
            return;
        }

        Fact fact;
        lock (gate)
        {
            fact = deadlines.Judge(returned.Path, Planner.Completed(state, returned.Path, outcome, returned.Kind == CallKind.Reconcile));
        }

        AppendOrFail(fact, isFollowed);
    }

    private async Task<RunEnd?> WaitAsync(Decision.Wait wait, CancellationToken stop)
    {
        Push();
        if (inFlight == 0 && wait.Delayed.IsEmpty)
        {
            return wait.People.IsEmpty ? RunEnd.Interrupted : await AskAsync(wait.People[0], stop).ConfigureAwait(false);
        }

        if (wait.Delayed.IsEmpty)
        {
            try
            {
                await returns.Reader.WaitToReadAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // What goes on ends first; then the run stops.
            }

            return null;
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var next = wait.Delayed.MinBy(static d => d.Until);
        var delay = TimeSpan.FromTicks(Math.Min((next.Until - host.Clock.GetUtcNow()).Ticks, TimeSpan.TicksPerDay));
        if (delay <= TimeSpan.Zero)
        {
            return await BeginDelayedAsync(next.Path, stop).ConfigureAwait(false);
        }

        var elapsed = Task.Delay(delay, host.Clock, timer.Token);
        var something = returns.Reader.WaitToReadAsync(timer.Token).AsTask();
        await Task.WhenAny(elapsed, something).ConfigureAwait(false);
        await timer.CancelAsync().ConfigureAwait(false);
        return null;
    }

    private async Task<RunEnd?> BeginDelayedAsync(string path, CancellationToken stop)
    {
        Decision begin;
        lock (gate)
        {
            begin = Planner.Begin(state, path);
        }

        if (!await GoesOnAsync(begin, stop).ConfigureAwait(false))
        {
            return await StopAsync().ConfigureAwait(false);
        }

        if (begin is Decision.Execute execute)
        {
            Start(execute, stop);
        }
        else if (begin is Decision.Record record)
        {
            AppendOrFail(record.Fact);
        }

        return null;
    }

    private async Task<RunEnd> StopAsync(string reason = "signal")
    {
        while (inFlight > 0)
        {
            Complete(await returns.Reader.ReadAsync().ConfigureAwait(false));
        }

        if (state.Finished is null)
        {
            Append(new RunInterrupted(reason));
            return RunEnd.Interrupted;
        }

        return RunEnd.Finished;
    }

    // A fact that no entry can hold (too large, or text that is none) is a failure of its step, not of the run's journal.
    private bool AppendOrFail(Fact fact, bool isFollowed = false)
    {
        try
        {
            Append(fact, isFollowed);
            return true;
        }
        catch (CodedException error) when (error.Failure.Code is Codes.JournalEntryTooLarge or Codes.JournalEntryMalformed)
        {
            var code = error.Failure.Code == Codes.JournalEntryTooLarge ? Codes.StepOutputTooLarge : Codes.StepOutputMalformed;
            var failure = error.Failure with { Code = code };
            Append(Instead(fact, failure));
            return false;
        }
    }

    // What another outcome follows at once is synced with it.
    private void Append(Fact fact, bool isFollowed = false)
    {
        lock (gate)
        {
            var entry = run.Append(isFollowed ? fact with { IsSynced = false } : fact);
            state.Apply(entry);
            if (fact is StepSucceeded or StepFailed)
            {
                deadlines.Forget(fact.StepPath!);
            }

            untold.Add(entry);
            if (!isFollowed && (fact.IsSynced || untold.Count == 1))
            {
                Tell();
            }
        }
    }

    private static DateTimeOffset Rounded(DateTimeOffset at) => FactCodec.ParseTime(FactCodec.Time(at));

    private enum CallKind
    {
        Execute,
        Reconcile,
        Undo,
    }

    private sealed record Returned(string Path, CallKind Kind, Completion How);
}
