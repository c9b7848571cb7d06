using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>The verifier in <c>docs/audit</c>, called for many runs by one process as its command line would be.</summary>
internal static class Python
{
    private const string Loop = """
        import contextlib, io, json, sys
        sys.dont_write_bytecode = True
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
    internal static string? WhyNot
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

    /// <summary>The first line of what it says (a verdict, or why it has none), its exit code, and all that it says.</summary>
    internal static IReadOnlyList<(string Verdict, int Exit, string Text)> Verify(IEnumerable<string[]> calls)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "OemRunbooks.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var how = new ProcessStartInfo("python3", ["-B", "-c", Loop, Path.Combine(root, "docs", "audit")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(how)!;
        var output = python.StandardOutput.ReadToEndAsync();
        foreach (var call in calls)
        {
            python.StandardInput.WriteLine(JsonSerializer.Serialize(call));
        }

        python.StandardInput.Close();
        var lines = output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return
        [
            .. lines.Select(static l => JsonDocument.Parse(l).RootElement).Select(static a => (Text(a[0]), a[1].GetInt32(), Text(a[2]))),
        ];
    }

    internal static (string Verdict, int Exit, string Text) Verify(params string[] call) => Verify([call])[0];

    private static string Text(JsonElement element) => string.Create(CultureInfo.InvariantCulture, $"{element.GetString()}");
}

/// <summary>Skipped by name where there is no Python.</summary>
internal sealed class Python3FactAttribute : FactAttribute
{
    public Python3FactAttribute() => Skip = Python.WhyNot;
}

/// <summary>Skipped by name where there is no Python.</summary>
internal sealed class Python3TheoryAttribute : TheoryAttribute
{
    public Python3TheoryAttribute() => Skip = Python.WhyNot;
}
