using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Audit;

/// <summary>Finds the journals that an auditor names: a run, a file, a run's directory, a directory of runs, a station.</summary>
public static class Journals
{
    private const string Name = "journal.jsonl";

    /// <summary>The journal files that a name stands for, in the order of the runs' ids.</summary>
    /// <exception cref="CodedException"><c>journal.none-here</c>, <c>run.unknown</c>, <c>run.ambiguous</c></exception>
    public static IReadOnlyList<string> Of(Workplace work, string name)
    {
        if (File.Exists(name))
        {
            return [Path.GetFullPath(name)];
        }

        if (!Directory.Exists(name) || File.Exists(Path.Combine(name, Name)))
        {
            return [work.Run(name).Journal];
        }

        var found = Directory
            .EnumerateDirectories(RunsIn(name))
            .Select(static d => Path.Combine(Path.GetFullPath(d), Name))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count > 0 ? found : throw new CodedException(Faults.JournalNoneHere(name));
    }

    /// <summary>
    /// The runs that the ledger beside a directory of runs knows and that are not there; nothing when there is no ledger.
    /// </summary>
    public static IEnumerable<(string Journal, Verification Result)> Missing(string name)
    {
        if (
            !Directory.Exists(name)
            || File.Exists(Path.Combine(name, Name))
            || LedgerOf(Path.Combine(RunsIn(name), "any", Name)) is not { } ledger
        )
        {
            yield break;
        }

        foreach (var (run, size) in Ledger.Runs(ledger))
        {
            var journal = Path.Combine(Path.GetFullPath(RunsIn(name)), run, Name);
            if (!File.Exists(journal))
            {
                // One that was never sealed may never have been: the machine can die between the ledger's entry and the run's first.
                yield return (
                    journal,
                    new(size > 0 ? Verdict.Truncated : Verdict.Open, [Faults.LedgerRunMissing(run, size)]) { RunId = run }
                );
            }
        }
    }

    /// <summary>The ledger of the station that a journal lies in; a copied run has none beside it.</summary>
    public static string? LedgerOf(string journal)
    {
        var ledger = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(journal)!, "..", "..", "ledger.jsonl"));
        return File.Exists(ledger) ? ledger : null;
    }

    private static string RunsIn(string directory) =>
        Path.Combine(directory, RunDirectory.Runs) is var runs && Directory.Exists(runs) ? runs : directory;
}
