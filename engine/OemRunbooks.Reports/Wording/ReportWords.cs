using System.Collections.Frozen;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Reports.Wording;

/// <summary>The report's own words: headings, labels, names of states, sentences.</summary>
/// <remarks>One table; a text with <c>|</c> holds plural forms (Polish three, English two).</remarks>
internal static class ReportWords
{
    private static readonly FrozenDictionary<string, LocalizedText> ByKey =
        WordTable.Rows.ToFrozenDictionary(static w => w.Key, static w => new LocalizedText(w.Pl, w.En), StringComparer.Ordinal);

    /// <summary>All keys with their words.</summary>
    internal static IEnumerable<KeyValuePair<string, LocalizedText>> All => ByKey.OrderBy(static w => w.Key, StringComparer.Ordinal);

    /// <summary>The words of a key; a missing key is a bug, found by the first test that renders it.</summary>
    internal static string Say(string key, Locale language) => ByKey[key].In(language);

    /// <summary>The words of a key, or the fallback for one that comes from a journal and is not known here.</summary>
    internal static string SayOr(string key, string fallback, Locale language) => ByKey.TryGetValue(key, out var text) ? text.In(language) : fallback;

    /// <summary>Words with <c>{0}</c>, <c>{1}</c> … filled in; filled-in text is not searched again.</summary>
    internal static string Say(string key, Locale language, params ReadOnlySpan<string> arguments)
    {
        var pattern = Say(key, language);
        var text = new System.Text.StringBuilder(pattern.Length + 64);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '{' && i + 2 < pattern.Length && char.IsAsciiDigit(pattern[i + 1]) && pattern[i + 2] == '}')
            {
                text.Append(arguments[pattern[i + 1] - '0']);
                i += 2;
            }
            else
            {
                text.Append(pattern[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>A number with the form of its noun.</summary>
    internal static string Count(string key, long count, Locale language) =>
        $"{Figures.Number(count, language)} {Plurals.Choose(count, Say(key, language).Split('|'), language)}";
}
