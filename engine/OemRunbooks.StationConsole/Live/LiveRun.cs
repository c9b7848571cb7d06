using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.StationConsole.Live;

/// <summary>One run while this process is at it.</summary>
internal sealed class LiveRun(Bell bell) : IRunView
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private long progressed;
    private readonly TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredRun? run;

    /// <summary>Asks for a safe point to stop at.</summary>
    internal CancellationTokenSource Stop { get; } = new();

    /// <summary>Its id, once it is open; or what kept it from being opened.</summary>
    internal Task<string> Opening => opened.Task;

    internal string Id => run?.Id ?? "";

    /// <summary>Ends when it does.</summary>
    internal Task Over { get; private set; } = Task.CompletedTask;

    internal bool IsOver { get; private set; }

    /// <summary>Why it came to a stop that is no end, or null.</summary>
    internal Failure? Problem { get; private set; }

    internal void Begin(Task<SessionResult> work) => Over = FollowAsync(work);

    /// <inheritdoc/>
    public void Opened(Runbook runbook, StoredRun run)
    {
        this.run = run;
        opened.TrySetResult(run.Id);
    }

    /// <inheritdoc/>
    public void Ended(SessionResult result) { }

    /// <inheritdoc/>
    public void ReportsFailed(Failure failure, StoredRun run) => Problem = failure;

    /// <inheritdoc/>
    public void OnEntry(Entry entry, RunState state)
    {
        // What is told is that something is there to be read: so it has to be.
        run?.Push();
        if (run is not null)
        {
            bell.Ring(run.Id, new FileInfo(run.Journal).Length);
        }
    }

    /// <inheritdoc/>
    public void OnProgress(string path, WorkProgress progress)
    {
        // Ten times in a second is as often as anybody sees.
        if (TimeProvider.System.GetElapsedTime(Interlocked.Read(ref progressed)) >= Pause)
        {
            Interlocked.Exchange(ref progressed, TimeProvider.System.GetTimestamp());
            bell.Progress(Id, path, progress);
        }
    }

    /// <inheritdoc/>
    public void OnUnexpected(string path, Exception exception) { }

    private async Task FollowAsync(Task<SessionResult> work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (CodedException error)
        {
            Problem = error.Failure;
            opened.TrySetException(error);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            Problem = Failures.From(error);
            opened.TrySetException(error);
        }
        finally
        {
            IsOver = true;
            if (run is not null)
            {
                bell.Ring(run.Id, -1);
            }
        }
    }
}
