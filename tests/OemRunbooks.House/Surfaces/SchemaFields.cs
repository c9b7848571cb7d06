using System.Text.Json.Nodes;

namespace OemRunbooks.House.Surfaces;

/// <summary>The fields that a schema names, a line each: where, whether it may be missing, of which type.</summary>
internal static class SchemaFields
{
    internal static IEnumerable<string> Of(JsonNode schema)
    {
        foreach (var line in Members("", schema))
        {
            yield return line;
        }

        foreach (var (name, definition) in schema["$defs"]!.AsObject().OrderBy(static d => d.Key, StringComparer.Ordinal))
        {
            yield return "";
            yield return $"# {name}: {Type(definition!)}";
            foreach (var line in Members("", definition!))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Members(string place, JsonNode at)
    {
        var required = at["required"]?.AsArray().Select(static r => (string)r!).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, member) in (at["properties"]?.AsObject() ?? []).OrderBy(static p => p.Key, StringComparer.Ordinal))
        {
            yield return $"{place}{name}{(required.Contains(name) ? "" : "?")}: {Type(member!)}";
            foreach (
                var line in Members($"{place}{name}.", member!)
                    .Concat(member!["items"] is { } items ? Members($"{place}{name}[].", items) : [])
            )
            {
                yield return line;
            }
        }
    }

    private static string Type(JsonNode at) =>
        (string?)at["$ref"] is { } reference ? reference[(reference.LastIndexOf('/') + 1)..]
        : at["enum"] is JsonArray words ? string.Join('|', words.Select(static w => w?.ToString() ?? "null"))
        : at["const"] is { } only ? only.ToString()
        : at["type"] is JsonArray types ? string.Join('|', types.Select(static t => (string)t!))
        : (string?)at["type"] is "array" ? $"list of {(at["items"] is { } items ? Type(items) : "any")}"
        : (string?)at["type"] ?? "any";
}
