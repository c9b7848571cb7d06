using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>Turns catalogue texts into the sentences of a reference page: no run is at hand, so arguments stand as names.</summary>
public static partial class Wording
{
    /// <summary>The pattern with each argument as <c>‹name›</c>, and of a plural its last form.</summary>
    public static string General(string pattern) =>
        Placeholder()
            .Replace(
                pattern,
                static m =>
                    m.Value == "{{" ? "{"
                    : m.Groups[2].Success ? m.Groups[2].Value.Split('|')[^1]
                    : $"‹{m.Groups[1].Value}›"
            );

    /// <summary>A text of both languages, as <see cref="General(string)"/> has it.</summary>
    public static string General(this LocalizedText text, Locale language) => General(text.In(language));

    /// <summary>The text as a sentence: first letter upper-case, a full stop at its end.</summary>
    public static string Sentence(string text)
    {
        var whole = char.ToUpperInvariant(text[0]) + text[1..];
        return whole[^1] is '.' or '!' or '?' ? whole : whole + ".";
    }

    /// <summary>The text where Markdown expects a table's cell.</summary>
    public static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "\\<", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal);

    /// <summary>One of two texts, by language.</summary>
    [GeneratedRegex(@"\{\{|\{([^{}?]+)(?:\?([^{}]*))?\}")]
    private static partial Regex Placeholder();
}
