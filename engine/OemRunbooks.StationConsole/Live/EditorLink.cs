using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Live;

/// <summary>The language server of one browser, within this process: the very one that editors start.</summary>
/// <remarks>
/// What it answers and finds comes from there alone. It lives as long as the process does.
/// Source: LSP 3.17, "Base Protocol".
/// </remarks>
internal sealed class EditorLink
{
    private const string Header = "Content-Length: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Pipe toServer = new();
    private readonly Pipe fromServer = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> asked = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> awaited = new(StringComparer.Ordinal);
    private readonly Stream output;
    private readonly Lock writing = new();
    private int last;

    internal EditorLink(ConsoleSettings settings, Visit visit)
    {
        output = toServer.Writer.AsStream();
        var language = visit.Language;
        var server = new LanguageServer.LanguageServer(
            new(settings.Product, language, settings.Station, (_, texts) => settings.Open(language, texts, null))
            {
                IsLanguageChosen = true,
                IsStationChosen = true,
            }
        );
        Begin(() => server.Run(toServer.Reader.AsStream(), fromServer.Writer.AsStream()), "language server");
        Begin(Listen, "language server's answers");
        Tell("initialize", new JsonObject { ["capabilities"] = new JsonObject() }, Next());
        Tell("initialized", [], null);
    }

    /// <summary>Asks something; null when it is not answered in time.</summary>
    internal async Task<JsonNode?> AskAsync(string method, JsonObject parameters)
    {
        var id = Next();
        var answer = asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Tell(method, parameters, id);
        return await InTimeAsync(answer.Task).ConfigureAwait(false);
    }

    /// <summary>Tells how a text is now, and waits for what is found in it.</summary>
    internal async Task<JsonNode?> FindingsAsync(string method, JsonObject parameters)
    {
        var uri = (string?)parameters["textDocument"]?["uri"] ?? "";
        var found = awaited[uri] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Tell(method, parameters, null);
        return await InTimeAsync(found.Task).ConfigureAwait(false);
    }

    private static async Task<JsonNode?> InTimeAsync(Task<JsonNode?> task)
    {
        try
        {
            return await task.WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private int Next() => Interlocked.Increment(ref last);

    private void Tell(string method, JsonObject parameters, int? id)
    {
        var message = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["method"] = method,
            ["params"] = parameters,
        };
        if (id is { } number)
        {
            message["id"] = number;
        }

        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        lock (writing)
        {
            output.Write(Encoding.ASCII.GetBytes($"{Header}{body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"));
            output.Write(body);
            output.Flush();
        }
    }

    private static void Begin(Action work, string name) => new Thread(() => work()) { IsBackground = true, Name = name }.Start();

    private static void Begin(Func<int> work, string name) =>
        Begin(
            () =>
            {
                work();
            },
            name
        );

    private void Listen()
    {
        using var input = fromServer.Reader.AsStream();
        while (Length(input) is { } length)
        {
            var body = new byte[length];
            input.ReadExactly(body);
            if (JsonNode.Parse(body) is JsonObject message)
            {
                Hear(message);
            }
        }
    }

    private void Hear(JsonObject message)
    {
        if (message["id"] is JsonValue id && id.TryGetValue<int>(out var number) && asked.TryRemove(number, out var waits))
        {
            waits.TrySetResult(message["result"]?.DeepClone());
        }
        else if ((string?)message["method"] == "textDocument/publishDiagnostics")
        {
            if (awaited.TryRemove((string?)message["params"]?["uri"] ?? "", out var found))
            {
                found.TrySetResult(message["params"]!["diagnostics"]!.DeepClone());
            }
        }
    }

    // A header is one line and an empty one.
    private static int? Length(Stream input)
    {
        var line = new StringBuilder();
        while (!line.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (input.ReadByte() is not (>= 0 and var next))
            {
                return null;
            }

            line.Append((char)next);
        }

        var text = line.ToString();
        var at = text.IndexOf(Header, StringComparison.OrdinalIgnoreCase);
        return int.Parse(text.AsSpan(at + Header.Length, text.IndexOf('\r', at) - at - Header.Length), CultureInfo.InvariantCulture);
    }
}
