using System.Text;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Verbs that compare files and directories.</summary>
internal static class CompareVerbs
{
    /// <summary><c>cmp stdout|stderr|FILE FILE</c>; in a text that comes with the script, <c>…</c> stands for anything on a line.</summary>
    internal static void Cmp(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 2);
        var actual = words[0] switch
        {
            "stdout" => Encoding.UTF8.GetBytes(state.Show(state.Last.Out)),
            "stderr" => Encoding.UTF8.GetBytes(state.Show(state.Last.Error)),
            var file => File.ReadAllBytes(state.One(file)),
        };
        var isOurs = state.Files.Contains(words[1]);
        var expected = isOurs ? state.Files[words[1]] : File.ReadAllBytes(state.One(words[1]));
        if (actual.AsSpan().SequenceEqual(expected) || (isOurs && Difference(expected, actual) is null))
        {
            return;
        }

        if (isOurs && state.IsUpdating)
        {
            (state.Files[words[1]], state.IsChanged) = (actual, true);
            return;
        }

        throw new ScriptException($"{words[0]} is not \"{words[1]}\": {Difference(expected, actual) ?? "the bytes differ"}");
    }

    /// <summary><c>snapshot NAME</c>: keeps what all of the station is now.</summary>
    internal static void Snapshot(Line line, ScriptState state) =>
        state.Snapshots[Verbs.Arguments(line, state, 1, 1)[0]] = Tree.Of(state.Directory);

    /// <summary><c>same PLACE PLACE [except PATTERN…]</c>: names, modes and bytes are equal; a place may lie in a snapshot.</summary>
    internal static void Same(Line line, ScriptState state)
    {
        var words = Verbs.Arguments(line, state, 2, 99);
        if (words.Count == 3 || (words.Count > 3 && words[2] != "except"))
        {
            throw new ScriptException("it is \"same PLACE PLACE except PATTERN…\"");
        }

        var (first, second) = (TreeOf(words[0], state), TreeOf(words[1], state));
        if (first.IsEmpty && second.IsEmpty)
        {
            throw new ScriptException("there is nothing in either place");
        }

        var differences = first.Differences(second, words[Math.Min(3, words.Count)..]);
        if (differences.Count > 0 != line.Not)
        {
            var told = string.Join('\n', [$"{differences.Count} differ", .. differences.Take(20)]);
            throw new ScriptException(line.Not ? "they are the same" : told);
        }
    }

    private static Tree TreeOf(string path, ScriptState state)
    {
        var parts = path.Split('/', 2);
        if (state.Snapshots.TryGetValue(parts[0], out var snapshot))
        {
            return parts.Length == 1 ? snapshot : snapshot.Below(parts[1].TrimEnd('/'));
        }

        // What is gone is an empty place: that is a difference, not a mistake of the script.
        return Tree.Of(state.All(path) is [var one] ? one : state.Place(path));
    }

    // The first line that differs, or nothing.
    private static string? Difference(byte[] expected, byte[] actual)
    {
        var (wanted, found) = (Lines(expected), Lines(actual));
        for (var i = 0; i < Math.Max(wanted.Length, found.Length); i++)
        {
            if (i >= wanted.Length || i >= found.Length || !Pattern.LineIs(wanted[i], found[i]))
            {
                return $"line {i + 1}\n  expected: {Show(wanted, i)}\n  found:    {Show(found, i)}";
            }
        }

        return null;
    }

    private static string[] Lines(byte[] text) => Encoding.UTF8.GetString(text).TrimEnd('\n').Split('\n');

    private static string Show(string[] lines, int at) => at < lines.Length ? lines[at] : "(the text is over)";
}
