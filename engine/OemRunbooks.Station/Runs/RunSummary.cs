using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workplaces;

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
    /// <summary>Where it stands, with all that must be said of it in the same breath.</summary>
    public Sentence Said =>
        StateWords.OfRun(State, departures: Run?.Departures ?? 0, halfDone: Run?.HalfDone.Count > 0, notUndone: Run?.NotUndone.Count > 0);

    /// <summary>Whether it can go on.</summary>
    public bool CanResume => State is "waiting" or "answered" or "interrupted";

    /// <summary>Reads a run; a damaged one is listed as such, not hidden.</summary>
    public static RunSummary Of(StoredRun run, RunbookLoader loader)
    {
        DateTimeOffset? at = null;
        try
        {
            var first = new First();
            var (state, _) = RunService.Read(run, loader, first);
            at = first.At;
            if (state.Started!.RunId != run.Id)
            {
                return new(
                    run.Id,
                    state.Runbook.Id,
                    state.Runbook.Version,
                    at,
                    "damaged",
                    null,
                    Faults.JournalAnotherRun(state.Started.RunId, run.Id).Code
                );
            }

            return new(run.Id, state.Runbook.Id, state.Runbook.Version, at, RunStandings.Of(state, run.IsHeld).Word(), state, null);
        }
        catch (CodedException error)
        {
            var state = error.Failure.Code == Codes.RunNeverBegan ? "not-begun" : "damaged";
            return new(run.Id, "", "", at, state, null, error.Failure.Code);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // One run that can't be read keeps nobody from the others.
            return new(run.Id, "", "", at, "damaged", null, Failures.From(error).Code);
        }
    }

    /// <summary>The newest run that can go on, open for that; null when there is none among the newest five hundred.</summary>
    public static StoredRun? NewestToResume(Workplace work)
    {
        foreach (var run in work.Store.Newest(FileUse.Change).Take(MostLookedAt))
        {
            if (!run.LooksFinished && Of(run, work.Library.Loader).CanResume)
            {
                return run;
            }

            run.Dispose();
        }

        return null;
    }

    /// <summary>The newest run of a runbook, when it was interrupted; null otherwise.</summary>
    public static string? InterruptedOf(Workplace work, string runbook)
    {
        const int looked = 20;
        var newest = work.Store.Newest().Take(looked).FirstOrDefault(r => RunbookOf(r) == runbook);
        return newest is not null && Of(newest, work.Library.Loader) is { State: "interrupted" } ? newest.Id : null;
    }

    // By its first entry alone: every start asks this, however long the runs before it were.
    private static string? RunbookOf(StoredRun run)
    {
        try
        {
            return (run.Read().FirstOrDefault()?.Fact as RunStarted)?.Definition.Id;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return null;
        }
    }

    private const int MostLookedAt = 500;

    private sealed class First : IRunObserver
    {
        internal DateTimeOffset? At { get; private set; }

        public void OnEntry(Entry entry, RunState state) { }

        public void OnRead(Entry entry, RunState state) => At ??= entry.At;

        public void OnProgress(string path, WorkProgress progress) { }

        public void OnUnexpected(string path, Exception exception) { }
    }
}
