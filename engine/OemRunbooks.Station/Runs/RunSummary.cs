using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Runs;

/// <summary>A run as lists show it.</summary>
public sealed record RunSummary(
    string Id,
    string Runbook,
    string Version,
    DateTimeOffset? Started,
    string State,
    RunState? Run,
    string? Problem
)
{
    /// <summary>Whether it can go on.</summary>
    public bool CanResume => State is "waiting" or "answered" or "interrupted";

    /// <summary>Reads a run; a damaged one is listed as such, not hidden.</summary>
    public static RunSummary Of(RunDirectory directory, RunbookLoader loader)
    {
        DateTimeOffset? at = null;
        try
        {
            var first = new First();
            var (state, _) = RunService.Read(directory, loader, first);
            at = first.At;
            return new(
                directory.Id,
                state.Runbook.Id,
                state.Runbook.Version,
                at,
                RunStandings.Of(state, StationLock.IsHeldFor(directory)).Word(),
                state,
                null
            );
        }
        catch (CodedException error)
        {
            return new(directory.Id, "", "", at, "damaged", null, error.Failure.Code);
        }
    }

    private sealed class First : IRunObserver
    {
        internal DateTimeOffset? At { get; private set; }

        public void OnEntry(Entry entry, RunState state) => At ??= entry.At;

        public void OnProgress(string path, WorkProgress progress) { }

        public void OnUnexpected(string path, Exception exception) { }
    }
}
