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
    private readonly StartedByEditors editor = new();

    public RealClients() => editor.Write("here.yaml", Text);

    private string FilePath => Path.Combine(editor.Root, "runbooks/here.yaml");

    public void Dispose() => editor.Dispose();

    [NeedsProgramFact("node", "tests/editor/node_modules/vscode-jsonrpc")]
    public void The_client_of_Visual_Studio_Code_completes_goes_to_definitions_and_renames()
    {
        var script = Path.Combine(Repository.Root, "tests/editor/client.cjs");
        var (line, character) = (Line.ToString(CultureInfo.InvariantCulture), Character.ToString(CultureInfo.InvariantCulture));
        var answer = JsonNode.Parse(StartedByEditors.Run("node", [script, editor.Server, editor.Root, FilePath, line, character], []))!;
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
        var result = Path.Combine(editor.Root, "result");
        var script = Path.Combine(Repository.Root, "tests/editor/neovim.lua");
        StartedByEditors.Run(
            "nvim",
            ["--headless", "-u", "NONE", "-i", "NONE", "-c", $"luafile {script}"],
            new()
            {
                ["PROGRAM"] = editor.Server,
                ["ROOT"] = editor.Root,
                ["FILE"] = FilePath,
                ["LINE"] = Line.ToString(CultureInfo.InvariantCulture),
                ["CHARACTER"] = Character.ToString(CultureInfo.InvariantCulture),
                ["RESULT"] = result,
                ["XDG_STATE_HOME"] = editor.Root,
                ["XDG_CACHE_HOME"] = editor.Root,
            }
        );
        var told = File.ReadAllLines(result);
        Assert.Contains("completion inputs.store", told);
        Assert.Contains("definition 5", told);
        Assert.Contains("text   renamed: {type: string, default: a}", told);
        Assert.Equal(2, told.Count(static l => l.Contains("inputs.renamed", StringComparison.Ordinal)));
    }
}
