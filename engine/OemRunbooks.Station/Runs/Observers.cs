using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Station.Runs;

/// <summary>Tells several observers.</summary>
public sealed class Observers(params IRunObserver[] all) : IRunObserver
{
    /// <inheritdoc/>
    public void OnEntry(Entry entry, RunState state)
    {
        foreach (var observer in all)
        {
            observer.OnEntry(entry, state);
        }
    }

    /// <inheritdoc/>
    public void OnRead(Entry entry, RunState state)
    {
        foreach (var observer in all)
        {
            observer.OnRead(entry, state);
        }
    }

    /// <inheritdoc/>
    public void OnProgress(string path, WorkProgress progress)
    {
        foreach (var observer in all)
        {
            observer.OnProgress(path, progress);
        }
    }

    /// <inheritdoc/>
    public void OnUnexpected(string path, Exception exception)
    {
        foreach (var observer in all)
        {
            observer.OnUnexpected(path, exception);
        }
    }
}
