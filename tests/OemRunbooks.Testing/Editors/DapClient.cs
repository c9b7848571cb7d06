using System.Globalization;
using System.Text.Json.Nodes;

namespace OemRunbooks.Testing.Editors;

/// <summary>A debugger that speaks to an adapter over two streams.</summary>
/// <remarks>Source: Debug Adapter Protocol.</remarks>
public sealed class DapClient(Stream toServer, Stream fromServer)
{
    private readonly Messages messages = new(toServer, fromServer);
    private readonly List<JsonNode> events = [];
    private int last;

    /// <summary>What the adapter has shown so far.</summary>
    public string Shown =>
        string.Concat(events.Where(static e => (string?)e["event"] == "output").Select(static e => (string)e["body"]!["output"]!));

    /// <summary>Asks, and expects no refusal; gives the body of the answer.</summary>
    public JsonNode Ask(string command, string arguments = "{}")
    {
        var answer = Answer(command, arguments);
        return (bool)answer["success"]!
            ? answer["body"] ?? new JsonObject()
            : throw new InvalidOperationException($"{command}: {answer.ToJsonString()}");
    }

    /// <summary>The whole answer, which may be a refusal.</summary>
    public JsonNode Answer(string command, string arguments = "{}") => AnswerTo(Send(command, arguments));

    /// <summary>Sends a request; gives its number.</summary>
    public int Send(string command, string arguments = "{}")
    {
        messages.Send(
            new JsonObject
            {
                ["seq"] = ++last,
                ["type"] = "request",
                ["command"] = command,
                ["arguments"] = JsonNode.Parse(arguments),
            }
        );
        return last;
    }

    /// <summary>Sends whatever it is.</summary>
    public void SendRaw(byte[] bytes) => messages.SendRaw(bytes);

    /// <summary>The answer to a request that was sent.</summary>
    public JsonNode AnswerTo(int request)
    {
        while (true)
        {
            var message = messages.Receive();
            if ((string?)message["type"] == "response" && (int)message["request_seq"]! == request)
            {
                return message;
            }

            events.Add(message);
        }
    }

    /// <summary>The next event of one of these names; what came before it is kept.</summary>
    public JsonNode Until(params ReadOnlySpan<string> names)
    {
        for (var i = 0; ; i++)
        {
            if (i == events.Count)
            {
                events.Add(messages.Receive());
            }

            if (names.Contains((string?)events[i]["event"] ?? ""))
            {
                var found = events[i];
                events.RemoveAt(i);
                return found;
            }
        }
    }

    /// <summary>Asks for a move, and gives where it led: each frame as <c>step · runbook file:line</c>, the innermost first.</summary>
    public IReadOnlyList<string> Go(string command, string arguments = """{"threadId": 1}""")
    {
        Ask(command, arguments);
        return (string)Until("stopped", "terminated")["event"]! == "stopped" ? Frames() : [];
    }

    /// <summary>The frames of the present stop.</summary>
    public IReadOnlyList<string> Frames() =>
        [
            .. Ask("stackTrace", """{"threadId": 1}""")["stackFrames"]!
                .AsArray()
                .Select(static f =>
                    string.Create(CultureInfo.InvariantCulture, $"{(string)f!["name"]!} {(string)f["source"]!["name"]!}:{(int)f["line"]!}")
                ),
        ];

    /// <summary>What a frame knows: the values of each group, as <c>name = value</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Scopes(int frame = 1) =>
        Ask("scopes", $$"""{"frameId": {{frame}}}""")["scopes"]!
            .AsArray()
            .ToDictionary(
                static s => (string)s!["name"]!,
                s =>
                    Ask("variables", $$"""{"variablesReference": {{(int)s!["variablesReference"]!}}}""")["variables"]!
                        .AsArray()
                        .Select(static v => $"{(string)v!["name"]!} = {(string)v["value"]!}")
                        .ToArray()
            );

    /// <summary>What an expression gives in a frame.</summary>
    public string Evaluate(string expression, int frame = 1) =>
        (string)Ask("evaluate", new JsonObject { ["expression"] = expression, ["frameId"] = frame }.ToJsonString())["result"]!;
}
