using System.Text.Json;

namespace OemRunbooks.Foundation.Values;

/// <summary>JSON that others wrote, as values: numbers as they stand, whatever spaces and order it has.</summary>
public static class ForeignJson
{
    /// <summary>The value of an element.</summary>
    /// <exception cref="FormatException">A number that no value holds.</exception>
    public static Value Of(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.True => Value.True,
            JsonValueKind.False => Value.False,
            JsonValueKind.Number => Value.Of(json.GetDecimal()),
            JsonValueKind.String => Value.Of(json.GetString()),
            JsonValueKind.Array => Value.List(json.EnumerateArray().Select(Of)),
            JsonValueKind.Object => Value.Map(json.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, Of(p.Value)))),
            _ => Value.Null,
        };
}
