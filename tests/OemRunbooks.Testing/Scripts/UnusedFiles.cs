namespace OemRunbooks.Testing.Scripts;

/// <summary>A file of a script that no line speaks of is a leftover, and misleads whoever reads it.</summary>
internal static class UnusedFiles
{
    internal static void Check(Script script)
    {
        var words = script.Phases.SelectMany(static p => p.Lines.Select(static l => l.Text).Concat(p.Values.Values))
            .SelectMany(static l => l.Split([' ', '\t', '"', '\'', '=', ',', ':'])).ToHashSet(StringComparer.Ordinal);
        if (script.Files.Names.FirstOrDefault(n => !IsUsed(n, words)) is { } unused)
        {
            throw new ScriptException($"no line uses the file \"{unused}\"");
        }
    }

    // By its name, by a directory that it lies in (a station's, for one), or, a runbook, by the name that one runs it by.
    private static bool IsUsed(string name, HashSet<string> words)
    {
        var segments = name.Split('/');
        var file = segments[^1];
        return words.Any(w => w.EndsWith(name, StringComparison.Ordinal) || w.EndsWith("/" + file, StringComparison.Ordinal) || w == file)
            || Enumerable.Range(1, segments.Length - 1).Select(n => string.Join('/', segments[..n])).Any(d => words.Any(w => IsPlace(w, d)))
            || (segments.Length > 1 && file.EndsWith(".yaml", StringComparison.Ordinal) && words.Contains(file.Split('.')[0]));
    }

    private static bool IsPlace(string word, string directory) =>
        word.TrimEnd('/') is var place && (place == directory || place == $"$WORK/{directory}");
}
