using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Audit;

/// <summary>Finds the journals that an auditor names: a run, a file, a run's directory, a directory of runs, a station.</summary>
public static class Journals
{
    private const string Name = "journal.jsonl";

    /// <summary>The runs that a name stands for, in the order of the runs' ids.</summary>
    /// <exception cref="CodedException"><c>journal.none-here</c>, <c>run.unknown</c>, <c>run.ambiguous</c></exception>
    public static IReadOnlyList<StoredRun> Of(Workplace work, string name)
    {
        if (File.Exists(name))
        {
            return [DirectoryStore.At(name)];
        }

        if (!Directory.Exists(name) || DirectoryStore.IsRun(name))
        {
            return [work.Run(name)];
        }

        var found = DirectoryStore.Below(RunsIn(name));
        return found.Count > 0 ? found : throw new CodedException(Faults.JournalNoneHere(name));
    }

    /// <summary>
    /// The runs that the ledger beside a directory of runs knows and that are not there; nothing when there is no ledger.
    /// </summary>
    public static IEnumerable<(string Journal, Verification Result)> Missing(string name)
    {
        if (!Directory.Exists(name) || DirectoryStore.IsRun(name) || LedgerOf(Path.Combine(RunsIn(name), "any")) is not { } ledger)
        {
            yield break;
        }

        foreach (var (run, size) in Ledger.Runs(ledger))
        {
            var directory = Path.Combine(Path.GetFullPath(RunsIn(name)), run);
            if (!DirectoryStore.IsRun(directory))
            {
                // One that was never sealed may never have been: the machine can die between the ledger's entry and the run's first.
                yield return (
                    Path.Combine(directory, Name),
                    new(size > 0 ? Verdict.Truncated : Verdict.Open, [Faults.LedgerRunMissing(run, size)]) { RunId = run }
                );
            }
        }
    }

    /// <summary>The ledger of the station that a run's directory lies in; a copied run has none beside it.</summary>
    public static string? LedgerOf(string directory)
    {
        var ledger = Path.GetFullPath(Path.Combine(directory, "..", "..", "ledger.jsonl"));
        return File.Exists(ledger) ? ledger : null;
    }

    private static string RunsIn(string directory) =>
        Path.Combine(directory, DirectoryStore.Runs) is var runs && Directory.Exists(runs) ? runs : directory;
}
