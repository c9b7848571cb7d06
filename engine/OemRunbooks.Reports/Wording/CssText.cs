using System.Globalization;
using System.Text;

namespace OemRunbooks.Reports.Wording;

/// <summary>Writes a text as a string of a style sheet, within an element that ends at its first closing tag.</summary>
internal static class CssText
{
    // What stands in a page's margin is one line.
    private const int Longest = 160;

    /// <summary>The string with its quotes; every character that could mean anything stands by its number.</summary>
    internal static Inked Of(string text)
    {
        var css = new StringBuilder("\"");
        foreach (var rune in PlainText.Of(text, Longest).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '.' or ',' or ':' or '·')
            {
                css.Append(rune);
            }
            else
            {
                css.Append('\\').Append(rune.Value.ToString("X6", CultureInfo.InvariantCulture));
            }
        }

        return new(css.Append('"').ToString());
    }
}
