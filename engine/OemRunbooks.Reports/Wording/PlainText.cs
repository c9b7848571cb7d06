using System.Globalization;
using System.Text;

namespace OemRunbooks.Reports.Wording;

/// <summary>Makes text from a station harmless to look at: what can't be seen is spelt out.</summary>
/// <remarks>
/// Control characters drive terminals, bidirectional marks reorder what is read, invisible ones hide in names. Source: trust.md.
/// </remarks>
internal static class PlainText
{
    /// <summary>Longer texts are cut; the JSON report and the journal hold all of it.</summary>
    internal const int Longest = 4000;

    /// <summary>The text with every invisible character as <c>⟨U+001B⟩</c>; line ends become <c>\n</c>, tabs become spaces.</summary>
    internal static string Of(string text, int longest = Longest)
    {
        if (text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var result = new StringBuilder(Math.Min(text.Length, longest) + 16);
        var shown = 0;
        for (var i = 0; i < text.Length && shown < longest; shown++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                Spell(result, text[i++]);
                continue;
            }

            i += rune.Utf16SequenceLength;
            switch (rune.Value)
            {
                case '\r' when i < text.Length && text[i] == '\n':
                    break;
                case '\r' or '\n':
                    result.Append('\n');
                    break;
                case '\t':
                    result.Append("    ");
                    break;
                case var value when IsHidden(rune):
                    Spell(result, value);
                    break;
                default:
                    result.Append(text, i - rune.Utf16SequenceLength, rune.Utf16SequenceLength);
                    break;
            }
        }

        // A cut is said by its length, which is the same in both languages.
        return shown < longest || text.Length <= longest ? result.ToString() : $"{result}… [+{text.Length - longest}]";
    }

    /// <summary>Whether a character is not seen as itself.</summary>
    internal static bool IsHidden(Rune rune) =>
        rune.Value != '\u202F'
        && (
            Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned => true,
                _ => rune.Value
                    is 0x115F
                        or 0x1160
                        or 0x2800
                        or 0x3164
                        or 0xFFA0
                        or (>= 0xFE00 and <= 0xFE0E)
                        or (>= 0xE0100 and <= 0xE01EF),
            }
        );

    private static void Spell(StringBuilder text, int value) =>
        text.Append("⟨U+").Append(value.ToString("X4", CultureInfo.InvariantCulture)).Append('⟩');
}
