using System.Globalization;
using OemRunbooks.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.House.Journals;

/// <summary>What the product says of a recorded run, in the words of <c>expected.txt</c>.</summary>
/// <remarks>The one file of these tests that names types of the product: when they move, only it changes; what it says does not.</remarks>
internal static class Verdicts
{
    private const string NothingSealed = "- -";

    // Definitions come from the run's own copies; today's runbooks must not matter.
    private static readonly RunbookLoader Loader = new(OemActivities.All.Select(static a => a.Info), static _ => null);

    /// <summary>Verdict, exit code, entries, sealed entries, receipt and root of the newest good seal.</summary>
    /// <param name="run">The run's directory in its station.</param>
    /// <param name="keys">A file of trusted public keys.</param>
    internal static string Verify(string run, string keys)
    {
        var request = new VerificationRequest(DirectoryStore.At(run), KeyRing.Parse(File.ReadAllText(keys)))
        {
            Ledger = LedgerIn(Path.GetFullPath(Path.Combine(run, "..", ".."))),
        };
        var found = JournalVerifier.Verify(request);
        var seal = found.LastSeal is { } last ? $"{last.Receipt} {Convert.ToHexStringLower(last.Root)}" : NothingSealed;
        return Line(found.Verdict, found.Entries, found.SealedEntries, seal);
    }

    /// <summary>Whether the replay is the same, how many decisions it compared, and how the run ended.</summary>
    internal static string Replay(string run)
    {
        var stored = DirectoryStore.At(run);
        try
        {
            var definition = RunService.Definition(stored, Loader, stored.Read().First());
            var replayed = new Replayer(definition).Run(stored.Read());
            return replayed.Difference is { } other
                ? string.Create(CultureInfo.InvariantCulture, $"differs:{other.Seq} {replayed.Decisions} | -")
                : string.Create(CultureInfo.InvariantCulture, $"same {replayed.Decisions} | {Ended(stored)}");
        }
        catch (CodedException error)
        {
            return $"cannot-tell:{error.Failure.Code} 0 | -";
        }
        catch (InvalidOperationException)
        {
            // There is no first entry; the command names it so.
            return "cannot-tell:journal.out-of-order 0 | -";
        }
    }

    /// <summary>A run's definition and entries; null when it was damaged on purpose, so that it says nothing whole.</summary>
    internal static (Runbook Runbook, IReadOnlyList<Entry> Entries)? Read(string run)
    {
        var stored = DirectoryStore.At(run);
        try
        {
            List<Entry> entries = [.. stored.Read()];
            return entries.Count == 0 ? null : (RunService.Definition(stored, Loader, entries[0]), entries);
        }
        catch (CodedException)
        {
            return null;
        }
    }

    /// <summary>The verdict on each run that a station's ledger knows and that is not there.</summary>
    internal static IEnumerable<(string Run, string Verdict)> Missing(string station) =>
        (LedgerIn(Path.Combine(station, "var", "runbook")) is { } ledger ? new LedgerBook(ledger).Runs : [])
            .Where(r => !DirectoryStore.IsRun(Path.Combine(station, DirectoryStore.Runs, r.RunId)))
            .Select(static r => (r.RunId, Line(r.Size > 0 ? Verdict.Truncated : Verdict.Open, 0, 0, NothingSealed)));

    private static string Ended(StoredRun run)
    {
        var (state, _) = RunService.Read(run, Loader, null);
        return state.Finished?.Outcome.Word()
            ?? (RunStandings.Of(state, isHeld: false) is RunStanding.Waiting or RunStanding.Answered ? "waiting" : "open");
    }

    private static string? LedgerIn(string directory) =>
        Path.Combine(directory, "ledger.jsonl") is var file && File.Exists(file) ? file : null;

    private static string Line(Verdict verdict, long entries, long sealedEntries, string seal)
    {
        var exit = verdict == Verdict.Valid ? 0 : 1;
        var word = verdict.ToString().ToUpperInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{word} {exit} {entries} {sealedEntries} {seal}");
    }
}
