using System.Diagnostics;

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
    private readonly Task<string> output;
    private readonly Task<string> error;

    internal Started(ProcessStartInfo how)
    {
        process = Process.Start(how)!;
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    internal bool IsOver => process.HasExited;

    /// <summary>SIGKILL to the program alone: what it started lives on, as after a real crash.</summary>
    internal void Kill() => process.Kill();

    internal void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
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

        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
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
        Environment.GetEnvironmentVariable("RUNBOOK_PROGRAM") is { Length: > 0 } native ? (native, null)
        : (Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", Path.Combine(AppContext.BaseDirectory, "runbook.dll"));

    internal static Finished Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var started = Start(environment, arguments);
        return started.Wait();
    }

    /// <summary>Runs, and watches how much memory the program has at most.</summary>
    internal static (Finished Finished, long Peak) Measured(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var started = Start(environment, arguments);
        return (started.Wait(out var peak), peak);
    }

    internal static Started Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var (file, first) = Words;
        var how = new ProcessStartInfo(file);
        if (first is not null)
        {
            how.ArgumentList.Add(first);
        }

        how.RedirectStandardError = how.RedirectStandardInput = how.RedirectStandardOutput = true;
        foreach (var argument in arguments)
        {
            how.ArgumentList.Add(argument);
        }

        foreach (var name in how.Environment.Keys.Where(static k => k.StartsWith("OEM_", StringComparison.Ordinal) || k.StartsWith("RUNBOOK_", StringComparison.Ordinal)).ToList())
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
