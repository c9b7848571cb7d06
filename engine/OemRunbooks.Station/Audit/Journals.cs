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

    /// <summary>The run that must lie in a directory; null where its place does not say, as that of a copy.</summary>
    public static string? IdAt(string root) =>
        Path.GetFullPath(root).Replace('\\', '/').Split('/') is [.., "var", "runbook", "runs", var id] ? id : null;

    /// <summary>What is wrong with the ledger of a station, by itself and by what its runs say of it; null when nothing is.</summary>
    /// <param name="name">A station, or its directory of runs.</param>
    /// <param name="verified">Verifies its runs.</param>
    /// <param name="trusted">Keys that are vouched for.</param>
    public static (string Journal, Verification Result)? LedgerFindings(
        string name,
        Func<IReadOnlyList<Verification>> verified,
        IReadOnlyList<VerifyingKey> trusted
    )
    {
        if (!Directory.Exists(name) || DirectoryStore.IsRun(name) || IdAt(Path.Combine(RunsIn(name), "any")) is null)
        {
            return null;
        }

        var file = Path.GetFullPath(Path.Combine(RunsIn(name), "..", "ledger.jsonl"));
        var runs = verified();
        var pins = runs.Where(static r => r.Started?.Ledger is not null).Select(static r => (r.RunId!, r.Started!.Ledger!)).ToList();
        if (!File.Exists(file))
        {
            return pins.Count > 0 ? (file, new(Verdict.Truncated, [Faults.LedgerMissing(file)])) : null;
        }

        var book = new LedgerBook(file);
        var signers = runs.Select(static r => r.Signer).OfType<VerifyingKey>();
        var mustBeSigned = runs.Any(static r => r is { Started.Ledger: not null, IsFinished: true, Signer: not null });
        var (wrong, cut) = book.Check([.. trusted, .. signers], pins, mustBeSigned);
        var unknown = runs.Where(r => r.RunId is { } id && !book.Knows(id)).Select(static r => Faults.LedgerRunUnknown(r.RunId!));
        Failure[] all = [.. wrong, .. unknown];
        return all.Length > 0 ? (file, new(Verdict.Invalid, [.. all, .. cut]))
            : cut.Count > 0 ? (file, new(Verdict.Truncated, [.. cut]))
            : null;
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

        foreach (var (run, size) in new LedgerBook(ledger).Runs)
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
