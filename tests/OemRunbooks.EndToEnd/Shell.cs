using System.Diagnostics;

namespace OemRunbooks.EndToEnd;

/// <summary>A POSIX shell in which <c>runbook</c> is the program under test, as on a technician's machine.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal static class Shell
{
    /// <summary>Runs a script in a directory; the OEM's variables of the tests' own environment are not there.</summary>
    /// <returns>The exit code, and standard output and standard error in the order in which they were written.</returns>
    internal static (int ExitCode, string Output) Run(string directory, string script, string? language = null)
    {
        var tools = Directory.CreateTempSubdirectory("runbook-e2e-path-");
        try
        {
            var program = Path.Combine(tools.FullName, "runbook");
            File.WriteAllText(program, $"#!/bin/sh\nexec {Program.ShellCommand} \"$@\"\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var shell = new ProcessStartInfo("sh")
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            shell.ArgumentList.Add("-c");
            shell.ArgumentList.Add("exec 2>&1\n" + script);
            shell.Environment["PATH"] = $"{tools.FullName}:{shell.Environment["PATH"]}";
            foreach (
                var name in shell
                    .Environment.Keys.Where(static k =>
                        k.StartsWith("OEM_", StringComparison.Ordinal) || k.StartsWith("RUNBOOK_", StringComparison.Ordinal)
                    )
                    .ToList()
            )
            {
                shell.Environment.Remove(name);
            }

            if (language is not null)
            {
                shell.Environment["RUNBOOK_LANG"] = language;
            }

            using var process = Process.Start(shell)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        finally
        {
            tools.Delete(recursive: true);
        }
    }
}
