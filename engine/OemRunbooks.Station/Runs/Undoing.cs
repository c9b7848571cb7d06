using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Judges whether a finished run can be undone, and says how.</summary>
/// <remarks>
/// The rules: only a run of this station that is over, verifies, and was not undone; nothing that a later run changed since; what nothing
/// takes back is named. Source: ADR 0020; cli.md, "Added".
/// </remarks>
public static class Undoing
{
    /// <summary>How a run would be undone.</summary>
    /// <exception cref="CodedException">
    /// <c>undo.not-finished</c>, <c>undo.other-station</c>, <c>undo.not-verified</c>, <c>undo.again</c>, <c>undo.open</c>,
    /// <c>undo.already</c>, <c>undo.rolled-back</c>, <c>undo.nothing</c>, <c>undo.later-runs</c>, <c>undo.copy-changed</c>,
    /// <c>runbook.revoked</c>, <c>runbook.untrusted</c>, and what reading throws
    /// </exception>
    public static UndoPlan Prepare(Workplace work, string name)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var run = work.Run(name);
        DemandHere(work, run);
        var (state, reader) = RunService.Read(run, work.Library.Loader, null);
        DemandOver(run, state);
        DemandVerified(work, run);
        work.Trust.Demand(state.Runbook);
        var undone = Before(work, run.Id);
        var how = state.Compensations.Where(c => !undone.Contains(c.Path)).ToList();
        if (how.Count == 0)
        {
            throw new CodedException(Nothing(run, state, undone.Count > 0));
        }

        new LaterRuns(work).Demand(run, how);
        new KeptCopies(work).Demand(run, how);
        var (text, inputs) = UndoDefinition.Of(run.Id, state.Runbook, how, state.Irreversible);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var runbook =
            work.Library.Loader.Recorded($"{UndoDefinition.IdOf(state.Runbook.Id)}.yaml", bytes, [])
            ?? throw new CodedException(Faults.UndoImpossible(run.Id));
        return new(new(run.Id, state.Seq, reader.LastHash, [.. how.Select(static h => h.Path)]), runbook, inputs)
        {
            Undone = [.. how.Select(h => UndoPlan.TitleOf(state.Runbook, h.Path))],
            Left = [.. state.Irreversible.Select(p => UndoPlan.TitleOf(state.Runbook, p))],
        };
    }

    /// <summary>The newest run that took back anything of another one; null when none did.</summary>
    public static string? By(Workplace work, string run)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Runs(work, run).FirstOrDefault(static u => UndoneBy(u.Run, u.Started.Undoes!).Any()).Run?.Id;
    }

    private static void DemandHere(Workplace work, StoredRun run)
    {
        if (!work.Store.Ids(run.Id).Contains(run.Id) || Durable.ParentOf(run.Root) != Path.Combine(work.Station.Root, DirectoryStore.Runs))
        {
            throw new CodedException(Faults.UndoOtherStation(run.Id));
        }

        var then = (run.Read().FirstOrDefault()?.Fact as RunStarted)?.Station["id"].AsText();
        var now = StationFile.IdentityOf(work.Station.Root)["id"].AsText();
        if (then is not null && now is not null && then != now)
        {
            throw new CodedException(Faults.UndoOtherStation(run.Id));
        }
    }

    private static void DemandOver(StoredRun run, RunState state)
    {
        if (state.Started!.Undoes is { } of)
        {
            throw new CodedException(Faults.UndoAgain(run.Id, of.Run));
        }

        if (state.Finished is null)
        {
            throw new CodedException(Faults.UndoNotFinished(run.Id));
        }
    }

    private static void DemandVerified(Workplace work, StoredRun run)
    {
        var result = JournalVerifier.Verify(
            new(run, work.Trusted()) { Ledger = Path.Combine(work.Station.Root, "var", "runbook", "ledger.jsonl"), RunId = run.Id }
        );
        if (result.Verdict is not (Verdict.Valid or Verdict.Unsigned))
        {
            throw new CodedException(Faults.UndoNotVerified(run.Id, Verification.Word(result.Verdict)));
        }
    }

    private static Failure Nothing(StoredRun run, RunState state, bool isUndone) =>
        isUndone ? Faults.UndoAlready(run.Id)
        : state.Finished!.Undone > 0 ? Faults.UndoRolledBack(run.Id)
        : Faults.UndoNothing(run.Id);

    // Paths of the steps that an earlier undoing took back; one that is still open has to be ended first.
    private static HashSet<string> Before(Workplace work, string run)
    {
        var undone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (stored, started) in Runs(work, run))
        {
            using (stored)
            {
                var state = RunService.Read(stored, work.Library.Loader, null).State;
                if (state.Finished is null)
                {
                    throw new CodedException(Faults.UndoOpen(run, stored.Id));
                }

                undone.UnionWith(UndoneBy(stored, started.Undoes!));
            }
        }

        return undone;
    }

    // By the numbers of its steps: that of what takes back the first is 1.
    private static IEnumerable<string> UndoneBy(StoredRun undoing, UndoneRun of)
    {
        var done = undoing
            .Read()
            .Select(static e => e.Fact)
            .OfType<StepSucceeded>()
            .Select(static d => d.Path)
            .ToHashSet(StringComparer.Ordinal);
        return of.Steps.Where((_, i) => done.Contains(UndoDefinition.StepOf(i)));
    }

    private static IEnumerable<(StoredRun Run, RunStarted Started)> Runs(Workplace work, string run) =>
        work
            .Store.Newest()
            .Select(static r => (Run: r, Started: StartOf(r)))
            .Where(r => r.Started?.Undoes?.Run == run)
            .Select(static r => (r.Run, r.Started!));

    internal static RunStarted? StartOf(StoredRun run)
    {
        try
        {
            return run.Read().FirstOrDefault()?.Fact as RunStarted;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return null;
        }
    }
}
