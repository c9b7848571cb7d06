using System.Collections.Concurrent;

namespace OemRunbooks.Engine.Execution;

/// <summary>A call was told to stop, did not come back in time, and was left to itself: what it still does nobody waits for.</summary>
internal sealed class AbandonedException(CancellationToken stop) : OperationCanceledException(stop);

/// <summary>Calls activities, each on a thread of its own; a thread that is done takes the next call.</summary>
/// <remarks>
/// What waits for a call goes on on the call's thread, so that steps in a line need one thread and no waking of another.
/// Activities wait for programs and disks: as many as run side by side would block a pool's few threads and wait for one another.
/// A call that hangs in the system can't be ended, only left, and its thread with it. Source: trust.md, "Nothing blocks for ever".
/// </remarks>
/// <param name="clock">Measures how long a call may take to end after it was told to.</param>
internal sealed class OwnThreads(TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);
    private readonly ConcurrentBag<Worker> idle = [];

    /// <summary>What a call comes to.</summary>
    /// <exception cref="AbandonedException">It did not end when it was told to.</exception>
    internal async Task<T> RunAsync<T>(Func<ValueTask<T>> call, CancellationToken stop)
    {
        var running = new TaskCompletionSource<T>();
        if (!idle.TryTake(out var worker))
        {
            worker = new Worker(idle);
        }

        worker.Begin(() => Carry(call, running));
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(told.SetResult).ConfigureAwait(false))
        {
            return
                await Task.WhenAny(running.Task, told.Task).ConfigureAwait(false) == running.Task
                || await Task.WhenAny(running.Task, Task.Delay(Grace, clock, CancellationToken.None)).ConfigureAwait(false) == running.Task
                ? await running.Task.ConfigureAwait(false)
                : throw new AbandonedException(stop);
        }
    }

    /// <summary>Ends the threads that wait for a call.</summary>
    /// <remarks>Many runs in one process would leave as many behind, and each collection looks through all of their stacks.</remarks>
    internal void Rest()
    {
        while (idle.TryTake(out var worker))
        {
            worker.End();
        }
    }

    // What it comes to; told when the thread is free, so that the next call finds it.
    private static Action Carry<T>(Func<ValueTask<T>> call, TaskCompletionSource<T> running)
    {
        try
        {
            var called = call();
            if (called.IsCompletedSuccessfully)
            {
                var result = called.Result;
                return () => running.SetResult(result);
            }

            var going = called.AsTask();
            return () => going.ContinueWith(running.SetFromTask, TaskScheduler.Default);
        }
        catch (Exception error)
        {
            return () => running.SetException(error);
        }
    }

    private sealed class Worker
    {
        private readonly object gate = new();
        private readonly ConcurrentBag<Worker> idle;
        private Func<Action>? work;
        private bool isEnded;

        internal Worker(ConcurrentBag<Worker> idle)
        {
            this.idle = idle;
            new Thread(Work) { IsBackground = true, Name = "activity" }.Start();
        }

        internal void Begin(Func<Action> call)
        {
            lock (gate)
            {
                work = call;
                Monitor.Pulse(gate);
            }
        }

        internal void End()
        {
            lock (gate)
            {
                isEnded = true;
                Monitor.Pulse(gate);
            }
        }

        private void Work()
        {
            while (true)
            {
                Func<Action> call;
                lock (gate)
                {
                    while (work is null)
                    {
                        if (isEnded)
                        {
                            return;
                        }

                        Monitor.Wait(gate);
                    }

                    (call, work) = (work, null);
                }

                var tell = call();
                idle.Add(this);
                tell();
            }
        }
    }
}
