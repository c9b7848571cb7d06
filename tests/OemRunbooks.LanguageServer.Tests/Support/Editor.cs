using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>An editor that speaks to the server over two pipes, as a real one does.</summary>
internal sealed class Editor : IDisposable
{
    private const string Abilities = """
        {
          "textDocument": {"completion": {"completionItem": {"snippetSupport": true}}},
          "workspace": {"workspaceEdit": {"resourceOperations": ["create", "rename"]}}
        }
        """;

    private readonly Pipe toServer = new();
    private readonly Pipe fromServer = new();
    private readonly Dictionary<string, (int? Version, JsonArray Found)> diagnostics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> versions = new(StringComparer.Ordinal);
    private readonly Task<int> serving;
    private int lastId;

    internal Editor(string root, string locale = "en", bool begin = true)
    {
        var server = new LanguageServer(new(Shipped.Product, Locale.Pl, root, Shipped.Open));
        serving = Task.Factory.StartNew(
            () =>
            {
                using (fromServer)
                {
                    return server.Run(toServer, fromServer);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Root = root;
        if (begin)
        {
            Begun = Ask(
                "initialize",
                new JsonObject
                {
                    ["processId"] = null,
                    ["rootUri"] = new Uri(root + "/").AbsoluteUri,
                    ["locale"] = locale,
                    ["capabilities"] = JsonNode.Parse(Abilities),
                }
            );
            Tell("initialized", []);
        }
    }

    internal string Root { get; }

    /// <summary>What <c>initialize</c> answered.</summary>
    internal JsonNode? Begun { get; }

    /// <summary>Messages of the server that are neither answers nor diagnostics.</summary>
    internal List<JsonNode> Others { get; } = [];

    internal static string UriOf(string path) => new Uri(path).AbsoluteUri;

    internal void Open(string path, string? text = null)
    {
        versions[path] = versions.GetValueOrDefault(path) + 1;
        Tell(
            "textDocument/didOpen",
            new JsonObject
            {
                ["textDocument"] = new JsonObject
                {
                    ["uri"] = UriOf(path),
                    ["languageId"] = "yaml",
                    ["version"] = versions[path],
                    ["text"] = text ?? File.ReadAllText(path),
                },
            }
        );
    }

    /// <summary>Replaces a part of a text, or all of it.</summary>
    internal void Change(string path, string text, (int Line, int Character, int EndLine, int EndCharacter)? range = null)
    {
        var change = new JsonObject { ["text"] = text };
        if (range is { } at)
        {
            change["range"] = new JsonObject { ["start"] = At(at.Line, at.Character), ["end"] = At(at.EndLine, at.EndCharacter) };
        }

        Tell(
            "textDocument/didChange",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = UriOf(path), ["version"] = ++versions[path] },
                ["contentChanges"] = new JsonArray(change),
            }
        );
    }

    internal void Close(string path) =>
        Tell("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = UriOf(path) } });

    /// <summary>What the server says of the newest state of a text.</summary>
    internal JsonArray Diagnostics(string path)
    {
        var uri = UriOf(path);
        while (!diagnostics.TryGetValue(uri, out var told) || told.Version != versions[path])
        {
            Handle(Receive());
        }

        return diagnostics[uri].Found;
    }

    /// <summary>Asks about a place in a text, from 0.</summary>
    internal JsonNode? AskAt(string method, string path, int line, int character, JsonObject? more = null)
    {
        var parameters = more ?? [];
        parameters["textDocument"] = new JsonObject { ["uri"] = UriOf(path) };
        parameters["position"] = At(line, character);
        return Ask(method, parameters);
    }

    /// <summary>Asks about a text.</summary>
    internal JsonNode? AskOf(string method, string path, JsonObject? more = null)
    {
        var parameters = more ?? [];
        parameters["textDocument"] = new JsonObject { ["uri"] = UriOf(path) };
        return Ask(method, parameters);
    }

    internal JsonNode? Ask(string method, JsonNode? parameters)
    {
        var answer = Answer(method, parameters);
        return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : answer["result"];
    }

    /// <summary>The whole answer, which may be an error.</summary>
    internal JsonNode Answer(string method, JsonNode? parameters)
    {
        var id = ++lastId;
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id,
                ["method"] = method,
                ["params"] = parameters?.DeepClone(),
            }
        );
        return AnswerTo(id);
    }

    internal JsonNode AnswerTo(int id)
    {
        while (true)
        {
            var message = Receive();
            if (message["method"] is null && message["id"]?.ToJsonString() == id.ToString(CultureInfo.InvariantCulture))
            {
                return message;
            }

            Handle(message);
        }
    }

    internal void Tell(string method, JsonObject parameters) =>
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["method"] = method,
                ["params"] = parameters,
            }
        );

    internal void Send(JsonObject message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        SendRaw([
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")),
            .. body,
        ]);
    }

    internal void SendRaw(byte[] bytes)
    {
        toServer.Write(bytes);
        toServer.Flush();
    }

    /// <summary>Says goodbye as the protocol wants it; gives the exit code.</summary>
    internal int End(bool shutdown = true)
    {
        if (shutdown)
        {
            Ask("shutdown", null);
        }

        Tell("exit", []);
        return serving.GetAwaiter().GetResult();
    }

    internal JsonNode Receive()
    {
        var length = 0;
        for (var line = ReadLine(); line.Length > 0; line = ReadLine())
        {
            length = line.StartsWith("Content-Length:", StringComparison.Ordinal)
                ? int.Parse(line[15..], CultureInfo.InvariantCulture)
                : length;
        }

        var body = new byte[length];
        fromServer.ReadExactly(body);
        return JsonNode.Parse(body)!;
    }

    public void Dispose()
    {
        toServer.Dispose();
    }

    internal static JsonObject At(int line, int character) => new() { ["line"] = line, ["character"] = character };

    private void Handle(JsonNode message)
    {
        if ((string?)message["method"] == "textDocument/publishDiagnostics")
        {
            var parameters = message["params"]!;
            diagnostics[(string)parameters["uri"]!] = ((int?)parameters["version"], parameters["diagnostics"]!.DeepClone().AsArray());
        }
        else
        {
            Others.Add(message);
        }
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (var one = fromServer.ReadByte(); one != '\n'; one = fromServer.ReadByte())
        {
            line.Append(one < 0 ? throw new EndOfStreamException("the server has ended") : (char)one);
        }

        return line.ToString().TrimEnd('\r');
    }
}
