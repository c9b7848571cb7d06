using System.Diagnostics;
using System.Text;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a finished program left.</summary>
internal sealed record Finished(int ExitCode, string Out, string Error)
{
    internal string All => $"exit {ExitCode}\n--- out\n{Out}\n--- error\n{Error}";

    internal IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A program that was started, and is killed at the latest when the test ends.</summary>
internal sealed class Started : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder read = new();
    private readonly Task output;
    private readonly Task error;
    private readonly StringBuilder errors = new();

    internal Started(ProcessStartInfo how)
    {
        process = Process.Start(how)!;
        process.StandardInput.Close();
        output = ReadAsync(process.StandardOutput, read);
        error = ReadAsync(process.StandardError, errors);
    }

    /// <summary>What it wrote by the time that some words came on either stream.</summary>
    internal string ReadUntil(string words)
    {
        Assert.True(
            SpinWait.SpinUntil(() => Written().Contains(words, StringComparison.Ordinal), TimeSpan.FromSeconds(40)),
            $"\"{words}\" did not come; there is: {Written()}"
        );
        return Written();
    }

    private string Written()
    {
        lock (read)
        {
            lock (errors)
            {
                return read.ToString() + errors;
            }
        }
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await from.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            lock (to)
            {
                to.Append(buffer, 0, count);
            }
        }
    }

    internal bool IsOver => process.HasExited;

    /// <summary>SIGKILL to the program alone: what it started lives on, as after a real crash.</summary>
    internal void Kill() => process.Kill();

    internal void Interrupt() => Signal("-INT");

    /// <summary>As Ctrl-C; a program that was started in the background of a script ignores that one.</summary>
    internal void Terminate() => Signal("-TERM");

    /// <summary>As a terminal that is closed.</summary>
    internal void HangUp() => Signal("-HUP");

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits, and gives the most memory that was seen on the way, in bytes.</summary>
    internal Finished Wait(out long peak)
    {
        peak = 0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(5)))
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It ended between two looks.
            }
        }

        return Wait();
    }

    internal Finished Wait()
    {
        if (!process.WaitForExit(TimeSpan.FromSeconds(40)))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        output.GetAwaiter().GetResult();
        error.GetAwaiter().GetResult();
        return new(process.ExitCode, read.ToString(), errors.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }
}

/// <summary>The real program: the native one that <c>RUNBOOK_PROGRAM</c> names, else the one beside the tests.</summary>
internal static class Program
{
    /// <summary>How a shell starts the program.</summary>
    internal static string ShellCommand => Words.First is { } first ? $"'{Words.File}' '{first}'" : $"'{Words.File}'";

    private static (string File, string? First) Words =>
        Environment.GetEnvironmentVariable("RUNBOOK_PROGRAM") is { Length: > 0 } native
            ? (native, null)
            : (
                Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
                Path.Combine(AppContext.BaseDirectory, "runbook.dll")
            );

    internal static Finished Run(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Run(Environment.CurrentDirectory, environment, arguments);

    /// <summary>Runs, and watches how much memory the program has at most.</summary>
    internal static (Finished Finished, long Peak) Measured(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var started = Start(environment, arguments);
        return (started.Wait(out var peak), peak);
    }

    /// <summary>Runs it in a directory, in English.</summary>
    internal static Finished RunIn(string directory, params string[] arguments) =>
        Run(directory, new Dictionary<string, string> { ["RUNBOOK_LANG"] = "en" }, arguments);

    // Nothing here is about the process itself; what is, starts one.
    private static Finished Run(string directory, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var result = ScriptTests.Usual.Run(new(arguments, directory, environment));
        return new(result.ExitCode, result.Out, result.Error);
    }

    internal static Started StartIn(string directory, params string[] arguments) =>
        Start(directory, new Dictionary<string, string> { ["RUNBOOK_LANG"] = "en" }, arguments);

    internal static Started Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start("", environment, arguments);

    private static Started Start(string directory, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var (file, first) = Words;
        var how = new ProcessStartInfo(file) { WorkingDirectory = directory };
        if (first is not null)
        {
            how.ArgumentList.Add(first);
        }

        how.RedirectStandardError = how.RedirectStandardInput = how.RedirectStandardOutput = true;
        foreach (var argument in arguments)
        {
            how.ArgumentList.Add(argument);
        }

        foreach (
            var name in how
                .Environment.Keys.Where(static k =>
                    k.StartsWith("OEM_", StringComparison.Ordinal) || k.StartsWith("RUNBOOK_", StringComparison.Ordinal)
                )
                .ToList()
        )
        {
            how.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            how.Environment[name] = value;
        }

        return new Started(how);
    }
}
