using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Syntax;

/// <summary>A name in an expression, with its members.</summary>
/// <param name="Parts">The root name and its members, each with its place.</param>
/// <param name="IsCall">Whether it is a function's name.</param>
internal sealed record DottedName(IReadOnlyList<(string Text, TextSpan Span)> Parts, bool IsCall)
{
    /// <summary>What it begins with.</summary>
    internal string Root => Parts[0].Text;

    /// <summary>As it is spelt, with single dots.</summary>
    internal string Text => string.Join('.', Parts.Select(static p => p.Text));

    /// <summary>The whole of it.</summary>
    internal TextSpan Span => new(Parts[0].Span.Start, Parts[^1].Span.End);
}

/// <summary>Finds expressions and the names in them, also in what is not finished.</summary>
internal static class ExpressionNames
{
    private const string Open = "${{";
    private const string Close = "}}";

    /// <summary>The texts between <c>${{</c> and <c>}}</c>; one that nobody closes ends with its line.</summary>
    internal static IEnumerable<TextSpan> Expressions(string text, TextSpan within)
    {
        for (var at = within.Start; at < within.End; )
        {
            var open = text.IndexOf(Open, at, within.End - at, StringComparison.Ordinal);
            if (open < 0)
            {
                yield break;
            }

            var start = open + Open.Length;
            var end = EndOf(text, start, within.End);
            yield return new(start, end);
            at = Math.Max(start, end);
        }
    }

    /// <summary>The names that stand in a part of a text, outside of its quotes.</summary>
    internal static IEnumerable<DottedName> Names(string text, TextSpan within)
    {
        for (var at = within.Start; at < within.End; )
        {
            if (text[at] is '"' or '\'' or '`')
            {
                at = BehindQuote(text, at, within.End);
            }
            else if (IsLetter(text[at]) && !IsMember(text, at, within.Start))
            {
                var name = Name(text, at, within.End);
                yield return name;
                at = name.Span.End;
            }
            else
            {
                at++;
                while (at < within.End && char.IsAsciiDigit(text[at - 1]) && IsPart(text[at]))
                {
                    at++;
                }
            }
        }
    }

    private static DottedName Name(string text, int start, int end)
    {
        var parts = new List<(string, TextSpan)>();
        var at = start;
        while (true)
        {
            var from = at;
            while (at < end && (IsPart(text[at]) || (parts.Count > 0 && IsHyphen(text, at, end))))
            {
                at++;
            }

            parts.Add((text[from..at], new(from, at)));
            var dot = at < end && text[at] == '?' ? at + 1 : at;
            if (dot + 1 >= end || text[dot] != '.' || !IsLetter(text[dot + 1]))
            {
                break;
            }

            at = dot + 1;
        }

        return new(parts, at < end && text[at] == '(');
    }

    // Braces within quotes are text; a quote that nobody closes is not waited for.
    private static int EndOf(string text, int start, int end)
    {
        for (var at = start; at < end; )
        {
            if (text[at] is '"' or '\'' or '`')
            {
                at = BehindQuote(text, at, end);
            }
            else if (string.CompareOrdinal(text, at, Close, 0, Close.Length) == 0)
            {
                return at;
            }
            else
            {
                at++;
            }
        }

        var close = text.IndexOf(Close, start, end - start, StringComparison.Ordinal);
        var line = text.IndexOf('\n', start, end - start);
        return close >= 0 && (line < 0 || close < line) ? close
            : line >= 0 ? line
            : end;
    }

    private static int BehindQuote(string text, int start, int end)
    {
        for (var at = start + 1; at < end && text[at] != '\n'; at++)
        {
            if (text[at] == '\\' && text[start] != '`')
            {
                at++;
            }
            else if (text[at] == text[start])
            {
                return at + 1;
            }
        }

        return start + 1;
    }

    // A member of what is computed: f(x).name
    private static bool IsMember(string text, int at, int start) => at > start && text[at - 1] == '.';

    private static bool IsHyphen(string text, int at, int end) => text[at] == '-' && at + 1 < end && IsPart(text[at + 1]);

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
