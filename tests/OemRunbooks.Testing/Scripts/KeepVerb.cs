using System.Globalization;
using System.Security.Cryptography;

namespace OemRunbooks.Testing.Scripts;

/// <summary><c>keep NAME …</c>: a value for later lines, in which it is <c>$NAME</c>.</summary>
internal static class KeepVerb
{
    internal static void Keep(Line line, ScriptState state)
    {
        var (name, rest) = Verbs.FirstAndRest(line.Rest, state);
        if (!name.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new ScriptException($"\"{name}\" is no name: capitals, digits and underscores make one");
        }

        var (how, of) = Verbs.FirstAndRest(rest, state);
        state.Keep(
            name,
            how switch
            {
                "sha256" => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(state.One(of)))),
                "line" => LineOf(of, state),
                "repeat" => Repeated(of, state),
                "json" => FromJson(of, state),
                "typed" => Words.Fill(of, state.Value).ToLowerInvariant().Replace('-', ' '),
                _ => Shown(rest, state),
            }
        );
    }

    // The part that "…" stands for.
    private static string Shown(string text, ScriptState state)
    {
        var pattern = Pattern.Read(text, state.Value);
        return pattern.Part(state.Last.Out)
            ?? pattern.Part(state.Last.Error)
            ?? throw new ScriptException($"the program does not show \"{text}\"");
    }

    private static string LineOf(string of, ScriptState state)
    {
        var (file, text) = Verbs.FirstAndRest(of, state);
        var pattern = Pattern.Read(text, state.Value);
        var at = Array.FindIndex(File.ReadAllLines(state.One(file)), pattern.IsIn);
        return at >= 0
            ? (at + 1).ToString(CultureInfo.InvariantCulture)
            : throw new ScriptException($"no line of \"{file}\" holds \"{text}\"");
    }

    private static string Repeated(string of, ScriptState state)
    {
        var (count, text) = Verbs.FirstAndRest(of, state);
        return string.Concat(Enumerable.Repeat(text, int.Parse(count, CultureInfo.InvariantCulture)));
    }

    private static string FromJson(string of, ScriptState state)
    {
        var (path, _, root, where) = JsonVerb.Read(of, state);
        return JsonSelector.Find(root, path, out var found)
            ? JsonSelector.Text(found)
            : throw new ScriptException($"{path} is not in {where}");
    }
}
