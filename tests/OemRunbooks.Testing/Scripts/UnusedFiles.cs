namespace OemRunbooks.Testing.Scripts;

/// <summary>A file of a script that no line speaks of is a leftover, and misleads whoever reads it.</summary>
internal static class UnusedFiles
{
    private static readonly char[] Between = [' ', '\t', '"', '\'', '=', ',', ':'];

    internal static void Check(Script script)
    {
        var words = script
            .Phases.SelectMany(static p => p.Lines.Select(l => Filled(l.Text, p.Values)))
            .SelectMany(static l => l.Split(Between))
            .ToHashSet(StringComparer.Ordinal);
        if (script.Files.Names.FirstOrDefault(n => !IsUsed(n, words)) is { } unused)
        {
            throw new ScriptException($"no line uses the file \"{unused}\"");
        }
    }

    private static string Filled(string text, IReadOnlyDictionary<string, string> values) =>
        values.Aggregate(text, static (t, v) => t.Replace($"${v.Key}", v.Value, StringComparison.Ordinal));

    // By its name, by a directory that it lies in (a station's, for one), or, a runbook, by the name that it or its tests go by.
    private static bool IsUsed(string name, HashSet<string> words)
    {
        var segments = name.Split('/');
        var (file, stem) = (segments[^1], segments[^1].Split('.')[0]);
        return words.Any(w => w == file || w.EndsWith("/" + file, StringComparison.Ordinal))
            || Enumerable.Range(1, segments.Length - 1).Select(n => string.Join('/', segments[..n])).Any(d => words.Any(w => IsPlace(w, d)))
            || (file.EndsWith(".yaml", StringComparison.Ordinal) && words.Any(w => Path.GetFileName(w).Split('.')[0] == stem));
    }

    private static bool IsPlace(string word, string directory) =>
        word.TrimEnd('/') is var place && (place == directory || place == $"$WORK/{directory}");
}
