using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Meaning;

/// <summary>A cursor inside an expression, whatever state that is in.</summary>
/// <param name="Expression">The expression as far as its line goes.</param>
/// <param name="Chain">The dotted name that the cursor is at the end of; empty where none begins yet.</param>
/// <param name="IsClosed">Whether <c>}}</c> follows, or is not wanted.</param>
/// <param name="IsWhole">Whether the expression is all that the value holds.</param>
internal sealed record ExpressionCursor(TextSpan Expression, TextSpan Chain, bool IsClosed, bool IsWhole)
{
    private const string Open = "${{";
    private const string Close = "}}";

    /// <summary>The expression around a cursor; null where there is none.</summary>
    internal static ExpressionCursor? At(SourceText source, DocumentKind kind, int offset)
    {
        if (kind is not (DocumentKind.Runbook or DocumentKind.Activity))
        {
            return null;
        }

        var line = source.LineOf(offset);
        var (start, end) = (source.StartOf(line), source.EndOf(line));
        var text = source.Text;
        var open = start < offset ? text.LastIndexOf(Open, offset - 1, offset - start, StringComparison.Ordinal) : -1;
        if (open >= 0 && offset >= open + Open.Length && text.IndexOf(Close, open, offset - open, StringComparison.Ordinal) < 0)
        {
            return Braced(text, open + Open.Length, offset, end);
        }

        return Condition(text, start, offset, end);
    }

    /// <summary>The text with something else in the place of the chain, and the expression closed.</summary>
    internal IEnumerable<string> With(string text, string name)
    {
        var before = text[..Chain.Start];
        var after = text[Chain.End..];
        var missing = Missing(text[Expression.Start..Chain.Start]);
        yield return before + name + (IsClosed ? "" : missing + " " + Close) + after;
        yield return before + name + missing + (IsClosed ? "" : " " + Close) + text[(IsClosed ? Expression.End : Chain.End)..];
        yield return text[..Expression.Start] + " " + name + " " + (IsClosed ? "" : Close) + text[Expression.End..];
    }

    private static ExpressionCursor Braced(string text, int start, int offset, int lineEnd)
    {
        var close = text.IndexOf(Close, offset, lineEnd - offset, StringComparison.Ordinal);
        var next = text.IndexOf(Open, offset, lineEnd - offset, StringComparison.Ordinal);
        var isClosed = close >= 0 && (next < 0 || close < next) && !IsBehindQuote(text, start, offset, close);
        var end = isClosed ? close : ChainEnd(text, offset, lineEnd);
        return new(new(start, end), ChainAt(text, start, offset, end), isClosed, IsAlone(text, start, isClosed ? close + 2 : end, lineEnd));
    }

    // Braces behind the quote that ends the value are those of a mapping around.
    private static bool IsBehindQuote(string text, int start, int offset, int close)
    {
        var before = start - Open.Length - 1;
        return before >= 0 && text[before] is '"' or '\'' && text.IndexOf(text[before], offset, close - offset) >= 0;
    }

    private static bool IsAlone(string text, int start, int end, int lineEnd)
    {
        var before = start - Open.Length - 1;
        before -= before >= 0 && text[before] is '"' or '\'' ? 1 : 0;
        if (before >= 0 && text[before] is not (' ' or '[' or ',' or '\n'))
        {
            return false;
        }

        var sign = before;
        while (sign >= 0 && text[sign] == ' ')
        {
            sign--;
        }

        var rest = text[end..lineEnd].Trim();
        rest = rest is ['"' or '\'', ..] ? rest[1..].Trim() : rest;
        return sign >= 0 && text[sign] is ':' or '-' or '[' or ',' or '\n' && rest is "" or [',' or ']' or '}' or '#', ..];
    }

    // A condition may stand without braces.
    private static ExpressionCursor? Condition(string text, int start, int offset, int end)
    {
        var line = text[start..end];
        var key = line.IndexOf("when:", StringComparison.Ordinal);
        if (key < 0 || line[..key].Trim() is not ("" or "-") || start + key + 5 >= offset || line.Contains(Open, StringComparison.Ordinal))
        {
            return null;
        }

        var from = start + key + 5;
        return new(new(from, end), ChainAt(text, from, offset, end), IsClosed: true, IsWhole: true);
    }

    private static TextSpan ChainAt(string text, int start, int offset, int end)
    {
        var from = offset;
        while (from > start && (IsPart(text[from - 1]) || text[from - 1] is '.' or '-' or '?'))
        {
            from--;
        }

        while (from < offset && text[from] is '-' or '?' or '.')
        {
            from++;
        }

        return new(from, ChainEnd(text, offset, end));
    }

    private static int ChainEnd(string text, int offset, int end)
    {
        while (offset < end && IsPart(text[offset]))
        {
            offset++;
        }

        return offset;
    }

    private static string Missing(string before)
    {
        var closing = new Stack<char>();
        foreach (var c in before)
        {
            if (c is '(' or '[')
            {
                closing.Push(c == '(' ? ')' : ']');
            }
            else if (closing.TryPeek(out var next) && next == c)
            {
                closing.Pop();
            }
        }

        return string.Concat(closing);
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
