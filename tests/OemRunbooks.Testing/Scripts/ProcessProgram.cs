using System.Diagnostics;
using System.Text;

namespace OemRunbooks.Testing.Scripts;

/// <summary>The real program: the native one that <c>RUNBOOK_PROGRAM</c> names, else the one that was built beside the tests.</summary>
public sealed class ProcessProgram : IProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public bool IsProcess => true;

    /// <inheritdoc/>
    /// <remarks>The program takes the machine's time; scripts that move the clock need one that is told its time.</remarks>
    public bool HasClock => false;

    /// <summary>Whether a native program was named.</summary>
    public static bool IsNative => Environment.GetEnvironmentVariable("RUNBOOK_PROGRAM") is { Length: > 0 };

    /// <summary>The words that start the program, its own arguments apart.</summary>
    public static IReadOnlyList<string> Words =>
        Environment.GetEnvironmentVariable("RUNBOOK_PROGRAM") is { Length: > 0 } native
            ? [Path.GetFullPath(native)]
            : [Host, Path.Combine(AppContext.BaseDirectory, "runbook.dll")];

    private static string Host =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <inheritdoc/>
    public Result Run(Invocation call)
    {
        using var process = Process.Start(How(call))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Feed(process, call.StandardInput);
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        return new Result(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>The environment of a call: this process's own without the OEM's variables, then the script's.</summary>
    public static Dictionary<string, string> EnvironmentOf(Invocation call)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            all[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        foreach (var name in all.Keys.Where(IsOurs).ToList())
        {
            all.Remove(name);
        }

        foreach (var (name, value) in call.Environment)
        {
            all[name] = value;
        }

        return all;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("OEM_", StringComparison.Ordinal) || name.StartsWith("RUNBOOK_", StringComparison.Ordinal);

    private static ProcessStartInfo How(Invocation call)
    {
        var how = new ProcessStartInfo(Words[0], [.. Words.Skip(1), .. call.Arguments])
        {
            WorkingDirectory = call.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        how.Environment.Clear();
        foreach (var (name, value) in EnvironmentOf(call))
        {
            how.Environment[name] = value;
        }

        return how;
    }

    private static void Feed(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; what it says about that is the script's subject.
        }
    }
}
