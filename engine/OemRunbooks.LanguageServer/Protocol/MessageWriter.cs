using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>Sends messages, each whole, from whichever thread.</summary>
internal sealed class MessageWriter(Stream output)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock writing = new();

    /// <summary>Sends an answer.</summary>
    internal void Answer(JsonNode? id, JsonNode? result) =>
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id?.DeepClone(),
                ["result"] = result,
            }
        );

    /// <summary>Sends an error.</summary>
    internal void Fail(JsonNode? id, int code, string message) =>
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id?.DeepClone(),
                ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
            }
        );

    /// <summary>Tells the client something, or asks it when there is an id.</summary>
    internal void Tell(string method, JsonObject? parameters, string? id = null)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
        if (id is not null)
        {
            message["id"] = id;
        }

        if (parameters is not null)
        {
            message["params"] = parameters;
        }

        Send(message);
    }

    /// <summary>Sends a message.</summary>
    internal void Send(JsonObject message)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Options))
        {
            message.WriteTo(json);
        }

        lock (writing)
        {
            output.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"));
            body.WriteTo(output);
            output.Flush();
        }
    }
}
