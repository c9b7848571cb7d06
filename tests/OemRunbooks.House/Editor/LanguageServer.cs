using System.Diagnostics;
using System.Text.Json.Nodes;
using OemRunbooks.Testing.Editors;

namespace OemRunbooks.House.Editor;

/// <summary>The YAML language server that editors use, spoken to over its standard input and output.</summary>
public sealed class LanguageServer : IDisposable
{
    private const string Abilities = """
        {
          "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": true}},
            "publishDiagnostics": {}
          },
          "workspace": {"configuration": true}
        }
        """;

    private readonly Process process;
    private readonly Client client;

    public LanguageServer()
    {
        var how = new ProcessStartInfo("node", [Script, "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(how)!;
        _ = process.StandardError.ReadToEndAsync();
        client = new(process.StandardInput.BaseStream, new PatientStream(process.StandardOutput.BaseStream, TimeSpan.FromSeconds(60)));
        client.Begin(Repository.Root, "en", Abilities);
    }

    internal static bool IsInstalled { get; } = File.Exists(Script) && OnPath("node");

    private static string Script =>
        Path.Combine(Repository.Root, "tests/editor/node_modules/yaml-language-server/bin/yaml-language-server");

    /// <summary>Opens a text as if it were a file of the repository, and gives what the server finds wrong with it.</summary>
    internal IReadOnlyList<string> Open(string path, string text)
    {
        client.Open(At(path), text);
        return [.. client.Diagnostics(At(path)).Select(static d => $"{(int)d!["range"]!["start"]!["line"]! + 1}: {(string)d["message"]!}")];
    }

    internal void Close(string path) => client.Close(At(path));

    /// <summary>What the editor shows when somebody points at a place; empty for nothing.</summary>
    internal string Hover(string path, int line, int column) =>
        (string?)client.AskAt("textDocument/hover", At(path), line, column)?["contents"]?["value"] ?? "";

    /// <summary>What the editor proposes at a place: label and documentation.</summary>
    internal IReadOnlyDictionary<string, string> Complete(string path, int line, int column)
    {
        var answer = client.AskAt("textDocument/completion", At(path), line, column);
        var items = answer as JsonArray ?? answer?["items"]?.AsArray() ?? [];
        return items
            .GroupBy(static i => (string)i!["label"]!)
            .ToDictionary(
                static g => g.Key,
                static g => (string?)(g.First()!["documentation"] as JsonObject)?["value"] ?? g.First()!["documentation"]?.ToString() ?? ""
            );
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static bool OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, tool)));

    private static string At(string path) => Path.Combine(Repository.Root, path);

    // It asks for settings: every section as it is by default, with hover, completion and validation on.
    private sealed class Client(Stream toServer, Stream fromServer) : LspClient(toServer, fromServer)
    {
        private const string Settings = """{"hover":true,"completion":true,"validate":true,"schemaStore":{"enable":false}}""";

        protected override JsonNode? AnswerOf(JsonNode question)
        {
            var count = (question["params"]?["items"] as JsonArray)?.Count ?? 0;
            return count == 0
                ? null
                : new JsonArray([.. Enumerable.Range(0, count).Select(static i => i == 0 ? JsonNode.Parse(Settings) : null)]);
        }
    }
}
