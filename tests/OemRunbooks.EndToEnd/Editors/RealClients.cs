using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace OemRunbooks.EndToEnd.Editors;

/// <summary>The program's language server, asked by clients that others wrote: that of Visual Studio Code, and Neovim.</summary>
public sealed class RealClients : IDisposable
{
    private const string Text = """
        schemaVersion: "1.0"
        id: here
        version: 1.0.0
        name: Here
        inputs:
          store: {type: string, default: a}
        steps:
          - id: keep
            action: backup.file
            with: {source: "${{ inputs.store }}", target: b}
          - id: again
            action: backup.file
            with: {source: "${{ steps.keep.outputs.path }}", target: "${{ inputs.store }}.c"}

        """;

    // In the name of the input that the first step reads.
    private const int Line = 9;
    private const int Character = 33;
    private readonly string root = Directory.CreateTempSubdirectory("editor-").FullName;

    public RealClients()
    {
        Directory.CreateDirectory(Path.Combine(root, "runbooks"));
        File.WriteAllText(FilePath, Text);
        File.WriteAllText(Server, $"#!/bin/sh\nexec {Program.ShellCommand} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Server, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string FilePath => Path.Combine(root, "runbooks/here.yaml");

    private string Server => Path.Combine(root, "server");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [NeedsProgramFact("node", "tests/editor/node_modules/vscode-jsonrpc")]
    public void The_client_of_Visual_Studio_Code_completes_goes_to_definitions_and_renames()
    {
        var script = Path.Combine(Repository.Root, "tests/editor/client.cjs");
        var (line, character) = (Line.ToString(CultureInfo.InvariantCulture), Character.ToString(CultureInfo.InvariantCulture));
        var answer = JsonNode.Parse(Run("node", [script, Server, root, FilePath, line, character], []))!;
        Assert.Equal("runbook", (string)answer["server"]!);
        Assert.Empty(answer["diagnostics"]!.AsArray());
        Assert.Contains("inputs.store", answer["completion"]!.AsArray().Select(static l => (string)l!));
        Assert.Equal(5, (int)Assert.Single(answer["definition"]!.AsArray())!["line"]!);
        Assert.Equal(3, (int)Assert.Single(answer["rename"]!.AsArray())!);
        Assert.Equal(0, (int)answer["exit"]!);
    }

    [NeedsProgramFact("nvim")]
    public void Neovim_completes_goes_to_definitions_and_renames()
    {
        var result = Path.Combine(root, "result");
        var script = Path.Combine(Repository.Root, "tests/editor/neovim.lua");
        Run(
            "nvim",
            ["--headless", "-u", "NONE", "-i", "NONE", "-c", $"luafile {script}"],
            new()
            {
                ["PROGRAM"] = Server,
                ["ROOT"] = root,
                ["FILE"] = FilePath,
                ["LINE"] = Line.ToString(CultureInfo.InvariantCulture),
                ["CHARACTER"] = Character.ToString(CultureInfo.InvariantCulture),
                ["RESULT"] = result,
                ["XDG_STATE_HOME"] = root,
                ["XDG_CACHE_HOME"] = root,
            }
        );
        var told = File.ReadAllLines(result);
        Assert.Contains("completion inputs.store", told);
        Assert.Contains("definition 5", told);
        Assert.Contains("text   renamed: {type: string, default: a}", told);
        Assert.Equal(2, told.Count(static l => l.Contains("inputs.renamed", StringComparison.Ordinal)));
    }

    private static string Run(string program, string[] arguments, Dictionary<string, string> environment)
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
}
