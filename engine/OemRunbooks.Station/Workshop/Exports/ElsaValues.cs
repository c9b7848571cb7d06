using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Station.Workshop.Exports;

/// <summary>
/// Values and expressions as Elsa 3 spells the inputs of activities: <c>typeName</c> and <c>expression</c> with <c>type</c> and
/// <c>value</c>.
/// </summary>
public static partial class ElsaValues
{
    /// <summary>A value or expression of a runbook as an input.</summary>
    internal static JsonObject Input(Template template, string type) =>
        template switch
        {
            Template.Whole { Expression.Text: var text } => Of(type, "JavaScript", Script(text)),
            Template.Literal { Value.Kind: ValueKind.Text or ValueKind.Secret, Value: var value } => Literal(value.ToText(), type),
            Template.Literal { Value: var value } => Of(type, "Literal", Plain(value)),
            Template.Mixed mixed => Of(type, "JavaScript", string.Join(" + ", mixed.Parts.Select(Part))),
            _ => Of(type, "JavaScript", Part(template)),
        };

    internal static JsonObject Literal(string text, string type = "String") => Of(type, "Literal", JsonValue.Create(text));

    /// <summary>The expression with the names that JavaScript would read as a subtraction in brackets.</summary>
    public static string Script(string expression) => Kebab().Replace(expression, "$1[\"$2\"]");

    /// <summary>The name of a type in Elsa.</summary>
    internal static string TypeOf(InputType type) =>
        type switch
        {
            InputType.Integer or InputType.Size => "Int64",
            InputType.Number => "Decimal",
            InputType.Boolean => "Boolean",
            InputType.List or InputType.Map or InputType.Any or InputType.Localized => "Object",
            _ => "String",
        };

    private static JsonObject Of(string typeName, string type, JsonNode? value) =>
        new()
        {
            ["typeName"] = typeName,
            ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
        };

    private static string Part(Template template) =>
        template switch
        {
            Template.Whole { Expression.Text: var text } => $"({Script(text)})",
            Template.Literal { Value: var value } => Text(Plain(value)),
            Template.Mixed mixed => string.Join(" + ", mixed.Parts.Select(Part)),
            Template.Sequence list => $"[{string.Join(", ", list.Items.Select(Part))}]",
            Template.Mapping map =>
                $"{{{string.Join(", ", map.Members.Select(static m => $"{Text(JsonValue.Create(m.Name))}: {Part(m.Template)}"))}}}",
            _ => "null",
        };

    private static JsonNode? Plain(Value value) => value.IsNull ? null : JsonNode.Parse(CanonicalJson.Text(value.Recorded()));

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";

    [GeneratedRegex(@"\b(steps)\.([a-z0-9]+(?:-[a-z0-9]+)+)", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();
}
