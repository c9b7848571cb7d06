using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Station.Workshop.Exports;

/// <summary>
/// Values as Elsa 3 spells the inputs of activities: <c>typeName</c> and <c>expression</c> with <c>type</c> and <c>value</c>.
/// </summary>
internal static class ElsaValues
{
    /// <summary>A fixed text.</summary>
    internal static JsonObject Literal(string text) => Of("String", "Literal", JsonValue.Create(text));

    /// <summary>Yes.</summary>
    internal static JsonObject Yes() => Of("Boolean", "Literal", JsonValue.Create(true));

    /// <summary>What is computed when the activity begins.</summary>
    internal static JsonObject Script(string typeName, string script) => Of(typeName, "JavaScript", JsonValue.Create(script));

    /// <summary>A text, number or truth value that needs no computing; null when it does.</summary>
    internal static JsonObject? Fixed(Template template) =>
        (template as Template.Literal)?.Value switch
        {
            { Kind: ValueKind.Text or ValueKind.Secret } text => Of("Object", "Literal", JsonValue.Create(text.ToText())),
            { Kind: ValueKind.Boolean } truth => Of("Object", "Literal", JsonValue.Create(truth.IsTruthy)),
            { Kind: ValueKind.Integer } whole => Of("Object", "Literal", JsonValue.Create(whole.AsInteger())),
            _ => null,
        };

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
}
