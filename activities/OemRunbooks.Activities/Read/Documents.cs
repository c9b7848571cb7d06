using System.Text.Json;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Activities.Read;

/// <summary>JSON and YAML as values, within the bounds that hold for all that comes from a station.</summary>
internal static class Documents
{
    private const int MaxDepth = 24;

    /// <summary>A JSON document; a member that stands twice is an error.</summary>
    /// <exception cref="CodedException"><c>content.malformed</c> with the line</exception>
    internal static Value Json(string text, StationPath path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text,
                new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false }
            );
            return ForeignJson.Of(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new CodedException(Faults.ContentMalformed(path.Shown, "JSON", (error.LineNumber ?? 0) + 1));
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            // A number that nothing here can hold.
            throw new CodedException(Faults.ContentMalformed(path.Shown, "JSON", 1));
        }
    }

    /// <summary>A YAML document, without anchors, tags and second documents.</summary>
    /// <exception cref="CodedException"><c>content.malformed</c> with the line</exception>
    internal static Value Yaml(byte[] bytes, StationPath path)
    {
        var findings = new Findings(path.Shown);
        var node = YamlNode.Read(bytes, findings);
        return findings.Sorted.FirstOrDefault(static d => d.Severity == Severity.Error) is { } wrong
                ? throw new CodedException(Faults.ContentMalformed(path.Shown, "YAML", wrong.Span.Line))
            : node is null ? Value.Null
            : node.AsValue;
    }
}
