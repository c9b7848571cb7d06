using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>Sends what a debugger's client gets: answers, refusals, events, each with its number.</summary>
/// <remarks>Source: Debug Adapter Protocol, "Base Protocol".</remarks>
internal sealed class Wire(MessageWriter writer)
{
    private int sent;

    /// <summary>Answers a request.</summary>
    internal void Answer(JsonObject request, JsonObject? body) => Respond(request, isGood: true, null, body);

    /// <summary>Refuses a request, with words for people.</summary>
    internal void Fail(JsonObject request, string words) =>
        Respond(
            request,
            isGood: false,
            words,
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["id"] = 1,
                    ["format"] = words.Replace("{", "{{", StringComparison.Ordinal),
                    ["showUser"] = true,
                },
            }
        );

    /// <summary>Tells of an event.</summary>
    internal void Tell(string name, JsonObject? body = null)
    {
        var message = new JsonObject
        {
            ["seq"] = ++sent,
            ["type"] = "event",
            ["event"] = name,
        };
        if (body is not null)
        {
            message["body"] = body;
        }

        writer.Send(message);
    }

    /// <summary>Shows something on the debugger's console.</summary>
    internal void Show(string text, string category = "console") =>
        Tell("output", new JsonObject { ["category"] = category, ["output"] = text + "\n" });

    private void Respond(JsonObject request, bool isGood, string? words, JsonObject? body)
    {
        var message = new JsonObject
        {
            ["seq"] = ++sent,
            ["type"] = "response",
            ["request_seq"] = request["seq"]?.DeepClone() ?? 0,
            ["success"] = isGood,
            ["command"] = request.TextAt("command") ?? "",
        };
        if (words is not null)
        {
            message["message"] = words;
        }

        if (body is not null)
        {
            message["body"] = body;
        }

        writer.Send(message);
    }
}
