using OemRunbooks.Testing.Journals;

namespace OemRunbooks.House.Journals;

/// <summary>What the second verifier says of runs, in the words of <c>expected.txt</c>.</summary>
internal static class SecondVerifier
{
    /// <summary>Verdict and exit code for each run's directory in its station.</summary>
    internal static Task<IReadOnlyList<string>> VerifyAsync(IReadOnlyList<string> runs, string keys) =>
        Task.Run<IReadOnlyList<string>>(() =>
            [.. AuditVerifier.Verify([.. runs.Select(r => Words(r, keys))]).Select(static a => $"{a.Verdict} {a.Exit}")]
        );

    private static string[] Words(string run, string keys)
    {
        var ledger = Path.GetFullPath(Path.Combine(run, "..", "..", "ledger.jsonl"));
        return [run, "--key", keys, .. File.Exists(ledger) ? ["--ledger", ledger] : Array.Empty<string>()];
    }
}
