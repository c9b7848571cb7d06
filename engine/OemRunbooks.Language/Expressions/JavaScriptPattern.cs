using System.Text;

namespace OemRunbooks.Language.Expressions;

/// <summary>Patterns as JavaScript reads them.</summary>
internal static class JavaScriptPattern
{
    /// <summary>The same pattern for JavaScript; null when it holds what means something else there.</summary>
    internal static string? Of(string pattern)
    {
        var text = new StringBuilder();
        var isClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                if (i + 1 == pattern.Length || !IsCommon(pattern[i + 1]))
                {
                    return null;
                }

                text.Append(pattern, i++, 2);
                continue;
            }

            if (isClass ? pattern[i] == '[' : IsForeignGroup(pattern.AsSpan(i)))
            {
                return null;
            }

            text.Append(isClass ? pattern[i].ToString() : Outside(pattern[i]));
            isClass = isClass ? pattern[i] != ']' : pattern[i] == '[';
        }

        return text.ToString();
    }

    // Signs that mean themselves, and the few letters that mean the same in both.
    private static bool IsCommon(char escaped) =>
        !char.IsAsciiLetterOrDigit(escaped) || escaped is 'd' or 'w' or 's' or 'n' or 'r' or 't' or 'b';

    private static bool IsForeignGroup(ReadOnlySpan<char> at) =>
        at is ['(', '?', ..] && at is not ['(', '?', ':', ..] && !(at is ['(', '?', '<', var c, ..] && char.IsAsciiLetter(c));

    // The end may stand before a last line end, and a dot is all but one letter.
    private static string Outside(char c) =>
        c switch
        {
            '$' => "(?=\\n?$)",
            '.' => "[^\\n]",
            _ => c.ToString(),
        };
}
