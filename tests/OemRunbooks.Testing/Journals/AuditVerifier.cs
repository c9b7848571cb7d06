using System.Diagnostics;
using System.Text.Json;

namespace OemRunbooks.Testing.Journals;

/// <summary>What the second verifier answered.</summary>
/// <param name="Verdict">The first line of what it said: a verdict, or why it has none.</param>
/// <param name="Exit">Its exit code.</param>
/// <param name="Text">All that it said.</param>
public sealed record AuditAnswer(string Verdict, int Exit, string Text);

/// <summary>The verifier in <c>docs/audit</c>, called for many runs by one process as its command line would be.</summary>
public static class AuditVerifier
{
    // Starting an interpreter costs more than verifying a run.
    private const string Loop = """
        import contextlib, io, json, sys
        sys.path.insert(0, sys.argv[1])
        import verify_journal
        for line in sys.stdin:
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = verify_journal.main(json.loads(line))
            text = out.getvalue() + err.getvalue()
            print(json.dumps([text.split("\n")[0], code, text]), flush=True)
        """;

    /// <summary>Why nothing can be compared; null when it can.</summary>
    public static string? WhyNot
    {
        get
        {
            try
            {
                using var python = Process.Start(new ProcessStartInfo("python3", ["--version"]) { RedirectStandardOutput = true })!;
                python.WaitForExit();
                return null;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return "python3 is not installed: would compare our verdicts with those of docs/audit/verify_journal.py";
            }
        }
    }

    /// <summary>The answers to calls, each with the words of its command line.</summary>
    public static IReadOnlyList<AuditAnswer> Verify(IReadOnlyList<string[]> calls)
    {
        var how = new ProcessStartInfo("python3", ["-I", "-B", "-c", Loop, Path.Combine(Root(), "docs", "audit")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(how) ?? throw new InvalidOperationException("python3 does not start");
        var output = python.StandardOutput.ReadToEndAsync();
        try
        {
            foreach (var call in calls)
            {
                python.StandardInput.WriteLine(JsonSerializer.Serialize(call));
            }

            python.StandardInput.Close();
        }
        catch (IOException)
        {
            // It broke off; how far it came is told below.
        }

        var lines = output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        return python.ExitCode == 0 && lines.Length == calls.Count
            ? [.. lines.Select(Read)]
            : throw new InvalidOperationException(
                $"verify_journal.py broke off at {string.Join(' ', calls.ElementAtOrDefault(lines.Length) ?? [])}"
            );
    }

    private static AuditAnswer Read(string line)
    {
        using var answer = JsonDocument.Parse(line);
        var parts = answer.RootElement;
        return new(parts[0].GetString()!, parts[1].GetInt32(), parts[2].GetString()!);
    }

    private static string Root()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "OemRunbooks.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("OemRunbooks.sln");
        }

        return root;
    }
}
