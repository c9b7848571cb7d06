namespace OemRunbooks.Engine.Execution;

/// <summary>A call was told to stop, did not come back in time, and was left to itself: what it still does nobody waits for.</summary>
internal sealed class AbandonedException(CancellationToken stop) : OperationCanceledException(stop);

/// <summary>Calls activities, each on a thread of its own.</summary>
/// <remarks>
/// Activities wait for programs and disks: as many as run side by side would block a pool's few threads and wait for one another.
/// A call that hangs in the system can't be ended, only left. Source: trust.md, "Nothing blocks for ever".
/// </remarks>
/// <param name="clock">Measures how long a call may take to end after it was told to.</param>
internal sealed class OwnThreads(TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    /// <summary>What a call comes to.</summary>
    /// <exception cref="AbandonedException">It did not end when it was told to.</exception>
    internal async Task<T> RunAsync<T>(Func<ValueTask<T>> call, CancellationToken stop)
    {
        var running = Task
            .Factory.StartNew(
                () => call().AsTask(),
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default
            )
            .Unwrap();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(told.SetResult).ConfigureAwait(false))
        {
            return
                await Task.WhenAny(running, told.Task).ConfigureAwait(false) == running
                || await Task.WhenAny(running, Task.Delay(Grace, clock, CancellationToken.None)).ConfigureAwait(false) == running
                ? await running.ConfigureAwait(false)
                : throw new AbandonedException(stop);
        }
    }
}
