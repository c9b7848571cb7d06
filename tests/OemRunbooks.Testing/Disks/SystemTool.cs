using System.Diagnostics;

namespace OemRunbooks.Testing.Disks;

/// <summary>A program of the system, for what .NET cannot do to a file: <c>mkfifo</c>, <c>chown</c>, <c>stat</c>.</summary>
public static class SystemTool
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>What it wrote to standard output, without blanks around it.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public static string Run(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{name} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
