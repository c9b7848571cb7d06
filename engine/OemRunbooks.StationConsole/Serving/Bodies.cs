using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>What requests bring: JSON, bounded.</summary>
internal static class Bodies
{
    /// <summary>Bytes of JSON; an edited runbook of 256 KiB may be escaped to twice that.</summary>
    internal const int MostJson = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The values of a request.</summary>
    /// <exception cref="CodedException"><c>console.body</c></exception>
    internal static async Task<Value> JsonAsync(HttpRequest request)
    {
        if (request.ContentType?.Split(';')[0].Trim() != "application/json")
        {
            throw new CodedException(Faults.ConsoleBody("application/json"));
        }

        using var bytes = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted).ConfigureAwait(false);
            using var json = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Strict);
            var value = ForeignJson.Of(json.RootElement);
            return value.Kind == ValueKind.Map ? value : throw new CodedException(Faults.ConsoleBody("{…}"));
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new CodedException(Faults.ConsoleBody("JSON"));
        }
        catch (BadHttpRequestException)
        {
            throw new CodedException(Faults.ConsoleBody($"≤ {MostJson >> 10} KiB"));
        }
    }
}
