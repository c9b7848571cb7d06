using System.Text.Json.Nodes;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Products;

namespace OemRunbooks.Station.Workshop.Schemas;

/// <summary>Every schema, by the path that it has below <c>schemas/</c>.</summary>
/// <param name="product">Whose activities there are.</param>
/// <param name="made">Activities made of YAML that a library has besides.</param>
public sealed class SchemaFiles(Product product, IReadOnlyList<ActivityInfo> made)
{
    private readonly Dictionary<string, Func<JsonObject>> documents = new(StringComparer.Ordinal)
    {
        ["runbook"] = new LanguageSchemas(product, made).Runbook,
        ["activity"] = new LanguageSchemas(product, made).MadeActivity,
        ["journal"] = JournalSchema.Document,
        ["report"] = ReportSchema.Document,
        ["test"] = new LanguageSchemas(product, made).Test,
        ["teams"] = new LanguageSchemas(product, made).Teams,
    };

    /// <summary>The names that <c>runbook schema</c> takes.</summary>
    public IEnumerable<string> Names => documents.Keys;

    /// <summary>All of them.</summary>
    public IReadOnlyList<(string Path, string Text)> All() =>
        [
            .. documents.Select(static d => ($"{d.Key}.schema.json", Js.Write(d.Value()))),
            .. product.Descriptors.Concat(made).Select(static a => ($"activities/{a.Name}.json", Js.Write(LanguageSchemas.Activity(a)))),
        ];

    /// <summary>The text of one, or null when there is none of that name.</summary>
    public string? Find(string name) => documents.TryGetValue(name, out var document) ? Js.Write(document()) : null;
}
