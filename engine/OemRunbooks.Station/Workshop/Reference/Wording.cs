using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>Turns catalogue texts into the sentences of a reference page: no run is at hand, so arguments stand as names.</summary>
public static partial class Wording
{
    /// <summary>The pattern with each argument as <c>‹name›</c>, and of a plural its last form.</summary>
    public static string General(string pattern) =>
        Placeholder()
            .Replace(
                Section().Replace(pattern, ""),
                m =>
                    m.Value == "{{" ? "{"
                    : m.Groups[2].Success ? OneOf(m.Groups[2].Value.Split('|'), IsCount(pattern, m.Groups[1].Value))
                    : $"‹{m.Groups[1].Value}›"
            );

    private static string OneOf(string[] forms, bool isCount) => isCount ? forms[^1] : string.Join(" / ", forms);

    // A number, whose last form stands for all; a guess at a word is one word more often than not. Anything else is a choice.
    private static bool IsCount(string pattern, string name) =>
        name == "guess" || pattern.Contains("{" + name + "}", StringComparison.Ordinal);

    /// <summary>A text of both languages, as <see cref="General(string)"/> has it.</summary>
    public static string General(this LocalizedText text, Locale language) => General(text.In(language));

    /// <summary>What a code of an activity means; the words of one that a definition declares stand there.</summary>
    public static string Told(this ErrorCode error, Messages messages, Locale language) =>
        error.Own?.In(language) ?? messages.All.FirstOrDefault(m => m.Code == error.Code)?.Words.General(language) ?? error.Code;

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

    // What is said only when there is something to say.
    [GeneratedRegex(@"\[\[.*?\]\]")]
    private static partial Regex Section();

    [GeneratedRegex(@"\{\{|\{([^{}?]+)(?:\?([^{}]*))?\}")]
    private static partial Regex Placeholder();
}
