using System.Globalization;
using System.Text.Json.Nodes;

namespace OemRunbooks.Testing.Scripts;

/// <summary><c>json [FILE] PATH [names …|length N|VALUE]</c>: a value in the last standard output, or in a file.</summary>
internal static class JsonVerb
{
    internal static void Json(Line line, ScriptState state)
    {
        var (path, wanted, root, where) = Read(line.Rest, state);
        var isThere = JsonSelector.Find(root, path, out var found);
        var holds = isThere && (wanted.Length == 0 || Is(found, wanted, state));
        if (holds == line.Not)
        {
            throw new ScriptException($"{path} in {where} is {(isThere ? JsonSelector.Show(found) : "not there")}");
        }
    }

    /// <summary>Splits <c>[FILE] PATH REST</c>, and reads the JSON that is meant.</summary>
    internal static (string Path, string Wanted, JsonNode? Root, string Where) Read(string text, ScriptState state)
    {
        var (first, rest) = Verbs.FirstAndRest(text, state);
        var (where, json) = ("standard output", "");
        if (first.StartsWith('.'))
        {
            json = state.Last.Out;
        }
        else
        {
            (where, json) = (first, File.ReadAllText(state.One(first)));
            (first, rest) = Verbs.FirstAndRest(rest, state);
        }

        return (first, rest, JsonSelector.Parse(json), where);
    }

    private static bool Is(JsonNode? found, string wanted, ScriptState state)
    {
        if (wanted.Split(' ', 2) is ["names", var names] && found is JsonObject o)
        {
            return o.Select(static p => p.Key).SequenceEqual(Words.Split(names, state.Value));
        }

        if (wanted.Split(' ', 2) is ["length", var length])
        {
            return (found as JsonArray)?.Count == int.Parse(Words.Fill(length, state.Value), CultureInfo.InvariantCulture);
        }

        if (found is JsonValue text && text.TryGetValue<string>(out var actual))
        {
            return Pattern.Read(wanted, state.Value).Is(actual);
        }

        // A list of words needs no brackets and quotes.
        if (found is JsonArray list && wanted[0] != '[')
        {
            return list.Select(JsonSelector.Text).SequenceEqual(Words.Split(wanted, state.Value));
        }

        return JsonNode.DeepEquals(found, Parsed(Words.Fill(wanted, state.Value)));
    }

    private static JsonNode? Parsed(string wanted)
    {
        try
        {
            return JsonNode.Parse(wanted);
        }
        catch (System.Text.Json.JsonException)
        {
            // A text is no value of this kind; it is shown beside what was found.
            return wanted;
        }
    }
}
