using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.StationConsole.Live;

/// <summary>
/// The question stands on the page, and its answer is handed to the run as from another terminal: judged where it is given, taken here.
/// </summary>
internal sealed class PageDesk : IPersonDesk
{
    /// <inheritdoc/>
    public bool AsksForTheRest => true;

    /// <inheritdoc/>
    public async ValueTask<PersonAnswered?> AskAsync(StepWaiting waiting, Failure? problem, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public void Refused(Failure problem) { }
}
