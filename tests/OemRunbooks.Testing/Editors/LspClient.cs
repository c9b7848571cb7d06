using System.Globalization;
using System.Text.Json.Nodes;

namespace OemRunbooks.Testing.Editors;

/// <summary>An editor that speaks to a language server over two streams.</summary>
/// <remarks>Source: LSP 3.17.</remarks>
public class LspClient
{
    private readonly Messages messages;
    private readonly Dictionary<string, (int? Version, JsonArray Found)> diagnostics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> versions = new(StringComparer.Ordinal);
    private int lastId;

    /// <summary>Speaks over two streams.</summary>
    public LspClient(Stream toServer, Stream fromServer) => messages = new(toServer, fromServer);

    /// <summary>What <c>initialize</c> answered.</summary>
    public JsonNode? Begun { get; private set; }

    /// <summary>Messages of the server that are neither answers nor diagnostics.</summary>
    public IList<JsonNode> Others { get; } = [];

    /// <summary>How often the server told of diagnostics.</summary>
    public int Published { get; private set; }

    /// <summary>A file's address.</summary>
    public static string UriOf(string path) => new Uri(path).AbsoluteUri;

    /// <summary>A place, from 0.</summary>
    public static JsonObject At(int line, int character) => new() { ["line"] = line, ["character"] = character };

    /// <summary>Introduces itself.</summary>
    public void Begin(string root, string locale, string abilities)
    {
        Begun = Ask(
            "initialize",
            new JsonObject
            {
                ["processId"] = null,
                ["rootUri"] = new Uri(root + "/").AbsoluteUri,
                ["locale"] = locale,
                ["capabilities"] = JsonNode.Parse(abilities),
            }
        );
        Tell("initialized", []);
    }

    /// <summary>Opens a text: that of the file, unless another one is given.</summary>
    public void Open(string path, string? text = null)
    {
        versions[path] = versions.GetValueOrDefault(path) + 1;
        diagnostics.Remove(UriOf(path));
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
    public void Change(string path, string text, (int Line, int Character, int EndLine, int EndCharacter)? range = null)
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

    /// <summary>Closes a text.</summary>
    public void Close(string path) =>
        Tell("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = UriOf(path) } });

    /// <summary>What the server says of the newest state of a text; of one that counts no states, since the text was opened.</summary>
    public JsonArray Diagnostics(string path)
    {
        var uri = UriOf(path);
        while (!diagnostics.TryGetValue(uri, out var told) || (told.Version is { } version && version != versions[path]))
        {
            Handle(Receive());
        }

        return diagnostics[uri].Found;
    }

    /// <summary>Asks about a place in a text, from 0.</summary>
    public JsonNode? AskAt(string method, string path, int line, int character, JsonObject? more = null)
    {
        var parameters = more ?? [];
        parameters["position"] = At(line, character);
        return AskOf(method, path, parameters);
    }

    /// <summary>Asks about a text.</summary>
    public JsonNode? AskOf(string method, string path, JsonObject? more = null)
    {
        var parameters = more ?? [];
        parameters["textDocument"] = new JsonObject { ["uri"] = UriOf(path) };
        return Ask(method, parameters);
    }

    /// <summary>Asks, and expects no error.</summary>
    public JsonNode? Ask(string method, JsonNode? parameters)
    {
        var answer = Answer(method, parameters);
        return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : answer["result"];
    }

    /// <summary>The whole answer, which may be an error.</summary>
    public JsonNode Answer(string method, JsonNode? parameters)
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

    /// <summary>The answer to a request that was sent.</summary>
    public JsonNode AnswerTo(int id)
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

    /// <summary>Tells the server something.</summary>
    public void Tell(string method, JsonObject parameters) =>
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["method"] = method,
                ["params"] = parameters,
            }
        );

    /// <summary>Sends a message.</summary>
    public void Send(JsonObject message) => messages.Send(message);

    /// <summary>Sends whatever it is.</summary>
    public void SendRaw(byte[] bytes) => messages.SendRaw(bytes);

    /// <summary>The next message.</summary>
    public JsonNode Receive() => messages.Receive();

    /// <summary>What the client says to a question of the server.</summary>
    protected virtual JsonNode? AnswerOf(JsonNode question) => null;

    private void Handle(JsonNode message)
    {
        if ((string?)message["method"] == "textDocument/publishDiagnostics")
        {
            var parameters = message["params"]!;
            Published++;
            diagnostics[(string)parameters["uri"]!] = ((int?)parameters["version"], parameters["diagnostics"]!.DeepClone().AsArray());
            return;
        }

        Others.Add(message);
        if (message["method"] is not null && message["id"] is { } id)
        {
            Send(
                new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["id"] = id.DeepClone(),
                    ["result"] = AnswerOf(message),
                }
            );
        }
    }
}
