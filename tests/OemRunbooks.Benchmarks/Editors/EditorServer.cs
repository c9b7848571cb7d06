using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OemRunbooks.Testing.Editors;

namespace OemRunbooks.Benchmarks.Editors;

/// <summary>A <c>runbook lsp</c> of its own, and the editor that speaks to it.</summary>
internal sealed class EditorServer : IDisposable
{
    private const string Abilities = """
        {
          "textDocument": {"completion": {"completionItem": {"snippetSupport": true}}},
          "workspace": {"workspaceEdit": {"resourceOperations": ["create", "rename"]}}
        }
        """;

    private readonly Process process;
    private readonly long begin = Stopwatch.GetTimestamp();

    /// <summary>Starts it for a workspace and introduces itself.</summary>
    internal EditorServer(string program, string root)
    {
        var how = new ProcessStartInfo(program, ["lsp"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = root,
        };
        process = Process.Start(how) ?? throw new InvalidOperationException(program + " does not start");
        Client = new(process.StandardInput.BaseStream, new PatientStream(process.StandardOutput.BaseStream, TimeSpan.FromMinutes(2)));
        Client.Begin(root, "en", Abilities);
        Initialized = SinceStart;
    }

    /// <summary>The editor.</summary>
    internal LspClient Client { get; }

    /// <summary>From the program's start to its answer to <c>initialize</c>, in milliseconds.</summary>
    internal double Initialized { get; }

    /// <summary>Milliseconds since the program was started.</summary>
    internal double SinceStart => Stopwatch.GetElapsedTime(begin).TotalMilliseconds;

    /// <summary>The most memory that it has held so far, in MiB.</summary>
    internal double PeakMemory => MemoryOf("VmHWM:");

    /// <summary>Types one character in a line, or takes it away, and waits for nothing.</summary>
    internal void Key(string path, int line, int character, bool isTyped) =>
        Client.Change(path, isTyped ? "x" : "", (line, character, line, isTyped ? character : character + 1));

    /// <summary>How many milliseconds something takes: by the clock, and of the program's processor time.</summary>
    internal (double Wall, double Processor) Time(Action work)
    {
        var (since, busy) = (Stopwatch.GetTimestamp(), Processor);
        work();
        return (Stopwatch.GetElapsedTime(since).TotalMilliseconds, Processor - busy);
    }

    /// <summary>Processor time of all threads so far, in milliseconds.</summary>
    /// <remarks>On a machine that others use it tells what the clock does not. Source: the kernel's sched-stats.rst.</remarks>
    internal double Processor =>
        Directory
            .EnumerateDirectories($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/task")
            .Sum(static t => double.Parse(File.ReadAllText(t + "/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1_000_000);

    /// <summary>Asks about a place, and demands that there is an answer.</summary>
    internal JsonNode Ask(string method, string path, (int Line, int Character) at, JsonObject? more = null) =>
        Client.AskAt(method, path, at.Line, at.Character, more) ?? throw new InvalidOperationException($"{method} answers nothing");

    public void Dispose()
    {
        Client.Ask("shutdown", null);
        Client.Tell("exit", []);
        process.WaitForExit();
        process.Dispose();
    }

    // Source: proc_pid_status(5); in KiB.
    private double MemoryOf(string name) =>
        File.ReadLines($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status")
            .Where(l => l.StartsWith(name, StringComparison.Ordinal))
            .Select(l => double.Parse(l[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture))
            .First() / 1024;
}
