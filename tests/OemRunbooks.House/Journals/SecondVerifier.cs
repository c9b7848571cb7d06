using System.Diagnostics;
using System.Text.Json;

namespace OemRunbooks.House.Journals;

/// <summary>The verifier in <c>docs/audit</c>, called for many runs by one process as its command line would be.</summary>
internal static class SecondVerifier
{
    // Starting an interpreter costs more than verifying a run.
    private const string Loop = """
        import contextlib, importlib.util, io, json, sys
        sys.dont_write_bytecode = True
        spec = importlib.util.spec_from_file_location("verify_journal", sys.argv[1])
        verifier = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(verifier)
        for line in sys.stdin:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                code = verifier.main(json.loads(line))
            print(out.getvalue().split("\n")[0], code, flush=True)
        """;

    /// <summary>Verdict and exit code for each run's directory in its station.</summary>
    internal static async Task<IReadOnlyList<string>> VerifyAsync(IReadOnlyList<string> runs, string keys)
    {
        var script = Path.Combine(Repository.Root, "docs", "audit", "verify_journal.py");
        var start = new ProcessStartInfo("python3", ["-I", "-c", Loop, script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start) ?? throw new InvalidOperationException("python3 does not start");
        var answers = new List<string>();
        foreach (var run in runs)
        {
            var words = Words(run, keys).Select(static w => $"\"{JsonEncodedText.Encode(w)}\"");
            await python.StandardInput.WriteLineAsync($"[{string.Join(',', words)}]");
            await python.StandardInput.FlushAsync();
            var answer = await python.StandardOutput.ReadLineAsync();
            answers.Add(answer ?? throw new InvalidOperationException($"verify_journal.py broke off at {run}"));
        }

        python.StandardInput.Close();
        await python.WaitForExitAsync();
        return answers;
    }

    private static string[] Words(string run, string keys)
    {
        var ledger = Path.GetFullPath(Path.Combine(run, "..", "..", "ledger.jsonl"));
        return [run, "--key", keys, .. File.Exists(ledger) ? ["--ledger", ledger] : Array.Empty<string>()];
    }
}
