using System.Text;

namespace OemRunbooks.Journal.Sealing;

/// <summary>The names by which people give their consent: one person has one, however it is spelled.</summary>
/// <remarks>
/// Letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, compared trimmed, without case and without the forms that only look different. Letters
/// of different scripts that look alike make no second person: one name is in one script. Source: journal.md, "Approvals".
/// </remarks>
public static class PersonNames
{
    private const int Longest = 64;

    /// <summary>A name as it is compared; it need not be one that is taken.</summary>
    public static string Folded(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name.Trim())
        {
            text.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
        }

        return text.ToString().ToUpperInvariant().ToLowerInvariant();
    }

    /// <summary>A name as it is compared, or null when it is none.</summary>
    public static string? Identifier(string name)
    {
        var folded = Folded(name);
        return
            folded.Length is > 0 and <= Longest
            && folded.All(static c => (char.IsLetterOrDigit(c) && !IsVariant(c)) || c is '.' or '-' or '_')
            && folded.Any(char.IsLetterOrDigit)
            && folded.Where(char.IsLetter).Select(Script).Distinct().Count() <= 1
            ? folded
            : null;
    }

    // Letters that are another one, or two, in a different dress (NFKC): ligatures, letterlike symbols, half and full widths.
    private static bool IsVariant(char c) =>
        c
            is 'ª'
                or 'º'
                or '\u0131'
                or '\u0132'
                or '\u0133'
                or '\u013F'
                or '\u0140'
                or '\u0149'
                or '\u017F'
                or (>= '\u01C4' and <= '\u01CC')
                or (>= '\u01F1' and <= '\u01F3')
                or (>= '\u02B0' and <= '\u02FF')
                or (>= '\u1D2C' and <= '\u1DBF')
                or (>= '\u2100' and <= '\u218F')
                or (>= '\uF900' and <= '\uFAFF')
                or >= '\uFB00';

    private static int Script(char c) =>
        c switch
        {
            < '\u0370' or (>= '\u1E00' and < '\u1F00') => 0,
            < '\u0400' or (>= '\u1F00' and < '\u2000') => 1,
            < '\u0530' => 2,
            _ => 3,
        };
}
