using System.Globalization;
using System.Text;

namespace OemRunbooks.Oem.Text;

/// <summary>Case folding and canonical decomposition from tables of our own.</summary>
/// <remarks>
/// Without ICU (invariant globalisation) the base library's normalisation returns its input, so it cannot tell that two names look alike.
/// </remarks>
internal static class UnicodeTables
{
    private static readonly Lazy<Dictionary<int, string>> Folds = new(() => Load("CaseFolding.txt"));
    private static readonly Lazy<Dictionary<int, string>> Decompositions = new(() => Load("Decompositions.txt"));
    private static readonly Lazy<Dictionary<int, int>> Classes = new(LoadClasses);

    /// <summary>Full case folding: <c>ß</c> becomes <c>ss</c>.</summary>
    internal static string Fold(string text) =>
        Ascii.IsValid(text)
            ? text.ToLowerInvariant()
            : Map(text, static r => r.IsAscii ? null : Folds.Value.GetValueOrDefault(r.Value), lowerAscii: true);

    /// <summary>Equal for two names that a file system may take for one: same letters in another case or another Unicode form.</summary>
    internal static string Likeness(string name) => Ascii.IsValid(name) ? name.ToLowerInvariant() : Decompose(Fold(Decompose(name)));

    /// <summary>Unicode form NFD.</summary>
    internal static string Decompose(string text) => Ascii.IsValid(text) ? text : Reorder(Map(text, DecompositionOf, lowerAscii: false));

    private static string? DecompositionOf(Rune rune)
    {
        const int firstSyllable = 0xAC00,
            syllables = 11172,
            vowelsTimesTrails = 588,
            trails = 28;
        var index = rune.Value - firstSyllable;
        if (index is < 0 or >= syllables)
        {
            return rune.IsAscii ? null : Decompositions.Value.GetValueOrDefault(rune.Value);
        }

        var lead = (char)(0x1100 + (index / vowelsTimesTrails));
        var vowel = (char)(0x1161 + (index % vowelsTimesTrails / trails));
        var trail = index % trails;
        return trail == 0 ? $"{lead}{vowel}" : $"{lead}{vowel}{(char)(0x11A7 + trail)}";
    }

    private static string Map(string text, Func<Rune, string?> map, bool lowerAscii)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(map(rune) ?? (lowerAscii && rune.IsAscii ? char.ToLowerInvariant((char)rune.Value).ToString() : rune.ToString()));
        }

        return result.ToString();
    }

    private static string Reorder(string text)
    {
        var runes = text.EnumerateRunes().Select(static r => (Rune: r, Class: Classes.Value.GetValueOrDefault(r.Value))).ToArray();
        for (var start = 0; start < runes.Length; start++)
        {
            var end = start;
            while (end < runes.Length && runes[end].Class != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                // OrderBy is stable, as canonical ordering has to be.
                runes[start..end].OrderBy(static r => r.Class).ToArray().CopyTo(runes, start);
            }

            start = end;
        }

        return string.Concat(runes.Select(static r => r.Rune.ToString()));
    }

    private static Dictionary<int, string> Load(string name) =>
        Lines(name)
            .ToDictionary(
                static l => Hex(l.Key),
                static l => string.Concat(l.Value.Split(' ').Select(static h => char.ConvertFromUtf32(Hex(h))))
            );

    private static Dictionary<int, int> LoadClasses()
    {
        var classes = new Dictionary<int, int>();
        foreach (var (key, value) in Lines("CombiningClasses.txt"))
        {
            var dots = key.IndexOf("..", StringComparison.Ordinal);
            var first = Hex(dots < 0 ? key : key[..dots]);
            var last = Hex(dots < 0 ? key : key[(dots + 2)..]);
            for (var c = first; c <= last; c++)
            {
                classes[c] = int.Parse(value, CultureInfo.InvariantCulture);
            }
        }

        return classes;
    }

    private static IEnumerable<(string Key, string Value)> Lines(string name)
    {
        using var stream =
            typeof(UnicodeTables).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"resource {name} is not in the assembly");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] != '#')
            {
                yield return (line[..equals], line[(equals + 1)..]);
            }
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
