using System.Text.RegularExpressions;

namespace OemRunbooks.Language.Expressions;

/// <summary>Finds operators of other languages in an expression that was refused, and says which of ours is meant.</summary>
internal static partial class ForeignOperators
{
    /// <summary>The first of them; null when there is none.</summary>
    internal static ExpressionError? In(string text)
    {
        foreach (var found in Tokens().Matches(text).Cast<Match>().Where(static m => m.Groups["op"].Success))
        {
            var op = found.Groups["op"];
            if (Ours(op.Value.ToUpperInvariant()) is { } ours)
            {
                return new(Faults.RB0308(op.Value, ours), op.Index, op.Length);
            }
        }

        return null;
    }

    private static string? Ours(string foreign) =>
        foreign switch
        {
            "=" or "===" or "IS" or "EQ" or "-EQ" or "EQUALS" => "==",
            "!==" or "<>" or "NE" or "-NE" or "IS NOT" => "!=",
            "=<" => "<=",
            "=>" => ">=",
            "AND" or "-AND" or "&" => "&&",
            "OR" or "-OR" => "||",
            "NOT" or "-NOT" => "!",
            "-GT" => ">",
            "-LT" => "<",
            "-GE" => ">=",
            "-LE" => "<=",
            "IN" => "array.contains(list, item)",
            "CONTAINS" => "string.contains(text, part)",
            "MATCHES" or "=~" => "array.size(regex.match(text, pattern)) > 0",
            _ => null,
        };

    // Texts in quotes and names are passed over; a word is an operator only where it stands alone.
    [GeneratedRegex(
        """
            "(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`
            |(?<op>===|!==|<>|=~|=<|=>)|==|!=|<=|>=|&&|\|\||(?<op>[=&])
            |(?<![\w.?-])(?<op>-(?:eq|ne|gt|lt|ge|le|and|or|not)|is\s+not|and|or|not|is|in|eq|ne|contains|matches|equals)(?![\w.(-])
            """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Tokens();
}
