using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace OemRunbooks.EndToEnd.Editors;

/// <summary>A directory with runbooks, and the program as an editor starts it: by one name.</summary>
internal sealed class StartedByEditors : IDisposable
{
    internal StartedByEditors()
    {
        Directory.CreateDirectory(Path.Combine(Root, "runbooks"));
        File.WriteAllText(Server, $"#!/bin/sh\nexec {Program.ShellCommand} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Server, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    internal string Root { get; } = Directory.CreateTempSubdirectory("editor-").FullName;

    /// <summary>The program.</summary>
    internal string Server => Path.Combine(Root, "server");

    internal string Write(string name, string text)
    {
        var path = Path.Combine(Root, "runbooks", name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Launches something, stops at a line, and gives what was seen there and after each move.</summary>
    internal JsonNode Debug(string launch, string file, int line, params string[] moves)
    {
        var script = Path.Combine(Repository.Root, "tests/editor/debugger.cjs");
        return JsonNode.Parse(Run("node", [script, Server, launch, file, line.ToString(CultureInfo.InvariantCulture), .. moves], []))!;
    }

    internal static string Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var how = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            how.Environment[name] = value;
        }

        using var process = Process.Start(how)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), $"{program} does not end");
        Assert.True(process.ExitCode == 0, $"{program}: {error.GetAwaiter().GetResult()}{output.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
