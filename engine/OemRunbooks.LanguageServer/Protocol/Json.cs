using System.Text.Json;
using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>Reads what a client sent: a value of another kind than expected counts as missing.</summary>
internal static class Json
{
    /// <summary>A member below a member; null when there is none.</summary>
    internal static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>A text below a member; null when there is none.</summary>
    internal static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A whole number below a member; null when there is none.</summary>
    internal static int? NumberAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number)
            ? number
            : null;

    /// <summary>Whether <c>true</c> stands below a member.</summary>
    internal static bool FlagAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValueKind() == JsonValueKind.True;

    /// <summary>The objects of a list below a member.</summary>
    internal static IEnumerable<JsonNode> ListAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonNode>() : [];

    /// <summary>The texts of a list below a member.</summary>
    internal static IEnumerable<string> TextsAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.ListAt(path)
            .OfType<JsonValue>()
            .Where(static v => v.GetValueKind() == JsonValueKind.String)
            .Select(static v => v.GetValue<string>());

    /// <summary>A place; null when it is none.</summary>
    internal static Position? PositionAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is { } at && at.NumberAt("line") is { } line && at.NumberAt("character") is { } character
            ? new(Math.Max(0, line), Math.Max(0, character))
            : null;

    /// <summary>A place, as it is sent.</summary>
    internal static JsonObject Of(Position position) => new() { ["line"] = position.Line, ["character"] = position.Character };

    /// <summary>A part of a text, as it is sent.</summary>
    internal static JsonObject Of(SourceText text, TextSpan span) =>
        new() { ["start"] = Of(text.PositionOf(span.Start)), ["end"] = Of(text.PositionOf(span.End)) };

    /// <summary>A list of anything.</summary>
    internal static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);
}
