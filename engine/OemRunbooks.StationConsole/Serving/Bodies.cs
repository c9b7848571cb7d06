using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>What requests bring: JSON, bounded.</summary>
internal static class Bodies
{
    /// <summary>Bytes of JSON; an edited runbook of 256 KiB may be escaped to twice that.</summary>
    internal const int MostJson = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The values of a request.</summary>
    /// <exception cref="CodedException"><c>console.body</c></exception>
    internal static async Task<Value> JsonAsync(HttpRequest request)
    {
        var bytes = await ReadAsync(request).ConfigureAwait(false);
        return Understood(() =>
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            return ForeignJson.Of(json.RootElement) is { Kind: ValueKind.Map } values ? values : null;
        });
    }

    /// <summary>The same as it stands, for whoever passes it on.</summary>
    /// <exception cref="CodedException"><c>console.body</c></exception>
    internal static async Task<JsonObject> NodesAsync(HttpRequest request)
    {
        var bytes = await ReadAsync(request).ConfigureAwait(false);
        return Understood(() => JsonNode.Parse(bytes.Span, null, Strict) as JsonObject);
    }

    private static T Understood<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read() ?? throw new CodedException(Faults.ConsoleBody("{…}"));
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new CodedException(Faults.ConsoleBody("JSON"));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        if (request.ContentType?.Split(';')[0].Trim() != "application/json")
        {
            throw new CodedException(Faults.ConsoleBody("application/json"));
        }

        using var bytes = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return bytes.ToArray();
        }
        catch (BadHttpRequestException)
        {
            throw new CodedException(Faults.ConsoleBody($"≤ {MostJson >> 10} KiB"));
        }
    }
}
