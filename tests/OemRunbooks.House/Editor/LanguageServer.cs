using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OemRunbooks.House.Editor;

/// <summary>The YAML language server that editors use, spoken to over its standard input and output.</summary>
/// <remarks>LSP 3.17: JSON-RPC with a Content-Length header.</remarks>
public sealed class LanguageServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Dictionary<string, JsonArray> diagnostics = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stop = new(TimeSpan.FromMinutes(5));
    private int lastId;

    public LanguageServer()
    {
        var how = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        how.ArgumentList.Add(Script);
        how.ArgumentList.Add("--stdio");
        process = Process.Start(how)!;
        _ = process.StandardError.ReadToEndAsync();
        Ask(
            "initialize",
            new JsonObject
            {
                ["processId"] = Environment.ProcessId,
                ["rootUri"] = new Uri(Repository.Root + "/").AbsoluteUri,
                ["capabilities"] = JsonNode.Parse(
                    """
                    {
                      "textDocument": {
                        "hover": {"contentFormat": ["markdown"]},
                        "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": true}},
                        "publishDiagnostics": {}
                      },
                      "workspace": {"configuration": true}
                    }
                    """
                ),
            }
        );
        Tell("initialized", []);
    }

    internal static bool IsInstalled { get; } = File.Exists(Script) && OnPath("node");

    private static string Script =>
        Path.Combine(Repository.Root, "tests/editor/node_modules/yaml-language-server/bin/yaml-language-server");

    /// <summary>Opens a text as if it were a file of the repository, and gives what the server finds wrong with it.</summary>
    internal IReadOnlyList<string> Open(string path, string text)
    {
        var uri = UriOf(path);
        diagnostics.Remove(uri);
        Tell(
            "textDocument/didOpen",
            new JsonObject
            {
                ["textDocument"] = new JsonObject
                {
                    ["uri"] = uri,
                    ["languageId"] = "yaml",
                    ["version"] = 1,
                    ["text"] = text,
                },
            }
        );
        while (!diagnostics.ContainsKey(uri))
        {
            Handle(Receive());
        }

        return [.. diagnostics[uri].Select(static d => $"{(int)d!["range"]!["start"]!["line"]! + 1}: {(string)d["message"]!}")];
    }

    internal void Close(string path) =>
        Tell("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = UriOf(path) } });

    /// <summary>What the editor shows when somebody points at a place; empty for nothing.</summary>
    internal string Hover(string path, int line, int column) =>
        (string?)Ask("textDocument/hover", At(path, line, column))?["contents"]?["value"] ?? "";

    /// <summary>What the editor proposes at a place: label and documentation.</summary>
    internal IReadOnlyDictionary<string, string> Complete(string path, int line, int column)
    {
        var answer = Ask("textDocument/completion", At(path, line, column));
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
        stop.Dispose();
    }

    private static bool OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, tool)));

    private static string UriOf(string path) => new Uri(Path.Combine(Repository.Root, path)).AbsoluteUri;

    private static JsonObject At(string path, int line, int column) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = UriOf(path) },
            ["position"] = new JsonObject { ["line"] = line, ["character"] = column },
        };

    private JsonNode? Ask(string method, JsonObject parameters)
    {
        var id = ++lastId;
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id,
                ["method"] = method,
                ["params"] = parameters,
            }
        );
        while (true)
        {
            var message = Receive();
            if (message["method"] is null && (int?)message["id"] == id)
            {
                return message["error"] is { } error ? throw new InvalidOperationException(error.ToJsonString()) : message["result"];
            }

            Handle(message);
        }
    }

    private void Tell(string method, JsonObject parameters) =>
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["method"] = method,
                ["params"] = parameters,
            }
        );

    private void Handle(JsonNode message)
    {
        if ((string?)message["method"] == "textDocument/publishDiagnostics")
        {
            diagnostics[(string)message["params"]!["uri"]!] = message["params"]!["diagnostics"]!.DeepClone().AsArray();
        }
        else if (message["id"] is { } id && message["method"] is not null)
        {
            // It asks for settings: every section as it is by default, with hover, completion and validation on.
            var count = (message["params"]?["items"] as JsonArray)?.Count ?? 0;
            var result =
                count == 0
                    ? null
                    : (JsonNode)
                        new JsonArray([
                            .. Enumerable
                                .Range(0, count)
                                .Select(static i =>
                                    i == 0
                                        ? JsonNode.Parse(
                                            """{"hover":true,"completion":true,"validate":true,"schemaStore":{"enable":false}}"""
                                        )
                                        : null
                                ),
                        ]);
            Send(
                new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["id"] = id.DeepClone(),
                    ["result"] = result,
                }
            );
        }
    }

    private void Send(JsonObject message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = process.StandardInput.BaseStream;
        stream.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"));
        stream.Write(body);
        stream.Flush();
    }

    private JsonNode Receive()
    {
        var length = 0;
        for (var line = ReadLine(); line.Length > 0; line = ReadLine())
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line[15..], CultureInfo.InvariantCulture);
            }
        }

        var body = new byte[length];
        Read(body);
        return JsonNode.Parse(body)!;
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        for (Read(one); one[0] != '\n'; Read(one))
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }

    // A server that says nothing for so long is a failure of the test, not a hang of the suite.
    private void Read(byte[] buffer)
    {
        var reading = process.StandardOutput.BaseStream.ReadExactlyAsync(buffer, stop.Token).AsTask();
        if (!reading.Wait(Patience))
        {
            throw new TimeoutException("the language server does not answer");
        }
    }
}
