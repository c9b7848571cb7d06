using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Finds a value in JSON: <c>.steps[0].id</c>, <c>.steps[-1]</c>, <c>.steps[id=keep].path</c>, <c>.["a.b"]</c>.</summary>
/// <remarks><c>[]</c> makes a list of what follows, one item for each element that has it.</remarks>
internal static partial class JsonSelector
{
    /// <summary>Reads one document, or, where there are several lines of them, a list.</summary>
    internal static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException) when (text.AsSpan().TrimEnd().Contains('\n'))
        {
            return new JsonArray([.. text.Split('\n').Where(static l => l.Trim().Length > 0).Select(static l => JsonNode.Parse(l))]);
        }
    }

    /// <summary>Looks for a value; JSON's null is a value that is there.</summary>
    internal static bool Find(JsonNode? root, string path, out JsonNode? found)
    {
        var steps = Step().Matches(path);
        if (steps.Sum(static s => s.Length) != path.Length)
        {
            throw new ScriptException($"\"{path}\" is no path in JSON, such as .steps[0].id");
        }

        return Follow(root, [.. steps.Select(static s => s.Value).Where(static s => s != ".")], out found);
    }

    /// <summary>A value as it stands in a message.</summary>
    internal static string Show(JsonNode? node) =>
        node?.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        ?? "null";

    private static bool Follow(JsonNode? at, ReadOnlySpan<string> steps, out JsonNode? found)
    {
        found = at;
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] == "[]")
            {
                return Gather(found, steps[(i + 1)..], out found);
            }

            if (!One(found, steps[i], out found))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Gather(JsonNode? from, ReadOnlySpan<string> steps, out JsonNode? found)
    {
        var list = new JsonArray();
        foreach (var item in from as JsonArray ?? [])
        {
            if (Follow(item, steps, out var value))
            {
                list.Add(value?.DeepClone());
            }
        }

        found = list;
        return from is JsonArray;
    }

    private static bool One(JsonNode? at, string step, out JsonNode? found)
    {
        found = null;
        if (step[0] == '.')
        {
            return at is JsonObject o && o.TryGetPropertyValue(step[1..], out found);
        }

        var inside = step[1..^1];
        if (inside.StartsWith('"'))
        {
            return at is JsonObject o && o.TryGetPropertyValue(inside.Trim('"'), out found);
        }

        if (at is not JsonArray list)
        {
            return false;
        }

        if (inside.Split('=', 2) is [var name, var value])
        {
            found = list.FirstOrDefault(i => i is JsonObject o && o.TryGetPropertyValue(name, out var v) && Text(v) == value);
            return found is not null;
        }

        var index = int.Parse(inside, CultureInfo.InvariantCulture);
        index = index < 0 ? list.Count + index : index;
        found = index >= 0 && index < list.Count ? list[index] : null;
        return index >= 0 && index < list.Count;
    }

    internal static string Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : Show(node);

    [GeneratedRegex("""\.[A-Za-z_][\w-]*|\[-?\d+\]|\[\]|\["[^"]*"\]|\[[\w-]+=[^\]]*\]|\.(?=\[|$)""")]
    private static partial Regex Step();
}
