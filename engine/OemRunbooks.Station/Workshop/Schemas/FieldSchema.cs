using System.Globalization;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Station.Workshop.Schemas;

/// <summary>What may stand under a field of an activity: a value of its type, or an expression that yields one.</summary>
/// <remarks>
/// As the loader converts them: a number written as text counts as a number. Source: language.md, "Conditions and values".
/// </remarks>
internal static class FieldSchema
{
    internal static JsonObject Of(Field field)
    {
        var schema = field.Items.IsEmpty
            ? Of(field.Type, field.Choices)
            : Js.Any(Js.List(Js.Any(With(field.Items), Computed())), Computed());
        var text = new LocalizedText(Sentence(field.Summary.Pl), Sentence(field.Summary.En));
        if (field.Changes)
        {
            text = Says.SchemaChanges(text).InBoth();
        }

        return schema.Told(Default(text, field.Default));
    }

    /// <summary>The mapping under <c>with</c>.</summary>
    internal static JsonObject With(IEnumerable<Field> fields) =>
        Js.Object([.. fields.Select(static f => (f.Required ? f.Name : f.Name + "?", Of(f)))]);

    internal static JsonObject Computed() => Js.Pattern(Js.Expression);

    internal static LocalizedText Default(LocalizedText text, string? otherwise) =>
        otherwise is null ? text : Says.SchemaDefault(text, otherwise).InBoth();

    internal static string Sentence(string text)
    {
        var whole = char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
        return whole[^1] is '.' or '!' or '?' ? whole : whole + ".";
    }

    private static JsonObject Of(InputType type, IReadOnlyList<string> choices) =>
        type switch
        {
            InputType.String or InputType.Version or InputType.File or InputType.Directory or InputType.Path => new()
            {
                ["type"] = Js.Texts(["string", "number", "boolean"]),
            },
            InputType.Integer => Scalar("integer", "^[+-]?[0-9]+$"),
            InputType.Number => Scalar("number", "^[+-]?[0-9]+([.][0-9]+)?$"),
            InputType.Boolean => Scalar("boolean", "^(true|false)$"),
            InputType.Choice => Js.Any(Js.Words(choices), Computed()),
            InputType.Duration => Js.Pattern($"^[0-9]{{1,9}}(ms|s|m|h|d)$|{Js.Expression}"),
            InputType.Size => Scalar("integer", "^[0-9]{1,15} *(B|kB|MB|GB|KiB|MiB|GiB|TiB)?$"),
            InputType.List => new() { ["type"] = Js.Texts(["array", "string"]) },
            InputType.Secret => Js.Pattern($"^(env|file):|{Js.Expression}"),
            InputType.Localized => Js.Any(Js.Text(), Js.Ref("localized")),
            InputType.Map => Js.Any(Js.Map(), Computed()),
            InputType.Any => [],
        };

    private static JsonObject Scalar(string type, string asText) =>
        new() { ["type"] = Js.Texts([type, "string"]), ["pattern"] = $"{asText}|{Js.Expression}" };
}
