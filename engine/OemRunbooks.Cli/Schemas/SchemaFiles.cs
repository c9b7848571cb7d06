using System.Text.Json.Nodes;
using OemRunbooks.Cli.Reference;

namespace OemRunbooks.Cli.Schemas;

/// <summary>Every schema, by the path that it has below <c>schemas/</c>.</summary>
internal static class SchemaFiles
{
    private static readonly Dictionary<string, Func<JsonObject>> Documents = new(StringComparer.Ordinal)
    {
        ["runbook"] = LanguageSchemas.Runbook,
        ["journal"] = JournalSchema.Document,
        ["report"] = ReportSchema.Document,
        ["test"] = LanguageSchemas.Test,
        ["teams"] = LanguageSchemas.Teams,
    };

    /// <summary>The names that <c>runbook schema</c> takes.</summary>
    internal static IEnumerable<string> Names => Documents.Keys;

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<(string Path, string Text)> All() =>
    [
        .. Documents.Select(static d => ($"{d.Key}.schema.json", Js.Write(d.Value()))),
        .. ActivityCatalogue.All.Select(static a => ($"activities/{a.Name}.json", Js.Write(LanguageSchemas.Activity(a)))),
    ];

    /// <summary>The text of one, or null when there is none of that name.</summary>
    internal static string? Find(string name) => Documents.TryGetValue(name, out var document) ? Js.Write(document()) : null;
}
