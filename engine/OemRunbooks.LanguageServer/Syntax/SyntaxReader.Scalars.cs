using System.Text;

namespace OemRunbooks.LanguageServer.Syntax;

/// <summary>Scalars and what stands in brackets.</summary>
internal sealed partial class SyntaxReader
{
    private ScalarNode Plain(int column)
    {
        var start = at;
        var end = PlainEnd();
        StringBuilder? words = null;
        while (column < int.MaxValue && Continuation(column) is { } next)
        {
            // Most texts end with their line.
            words ??= new StringBuilder().Append(text, start, end - start);
            (at, lineStart) = next;
            var from = at;
            end = PlainEnd();
            words.Append(' ').Append(text, from, end - from);
        }

        return new(words?.ToString() ?? text[start..end], ScalarStyle.Plain) { Span = new(start, end) };
    }

    // Up to the end of the line or a comment; blanks at the end are no part of it.
    private int PlainEnd()
    {
        var end = at;
        while (!IsAtLineEnd && !(text[at] == '#' && text[at - 1] is ' ' or '\t'))
        {
            at++;
            end = text[at - 1] is ' ' or '\t' ? end : at;
        }

        return end;
    }

    // Where a text goes on in the line below: deeper, and nothing that begins something.
    private (int At, int LineStart)? Continuation(int column)
    {
        if (!IsAtLineEnd || IsAtEnd)
        {
            return null;
        }

        var (wasAt, wasStart) = (at, lineStart);
        while (!IsAtEnd && text[at] is ' ' or '\n' or '\r')
        {
            lineStart = text[at] == '\n' ? at + 1 : lineStart;
            at++;
        }

        (int, int)? found = IsAtEnd || Column <= column || IsDash || IsComment || LooksLikeKey() ? null : (at, lineStart);
        (at, lineStart) = (wasAt, wasStart);
        return found;
    }

    private ScalarNode Quoted(int column)
    {
        var start = at;
        var end = EndOfQuoted(at, sameLine: column == int.MaxValue, column);
        var isClosed = end > start + 1 && text[end - 1] == text[start];
        var inner = text[(start + 1)..Math.Max(start + 1, isClosed ? end - 1 : end)];
        at = end;
        lineStart = Math.Max(lineStart, text.LastIndexOf('\n', Math.Max(0, end - 1)) + 1);
        var value = text[start] == '"' ? Unescaped(inner) : inner.Replace("''", "'", StringComparison.Ordinal);
        return new(value, text[start] == '"' ? ScalarStyle.Double : ScalarStyle.Single) { Span = new(start, end), IsClosed = isClosed };
    }

    // Behind the closing quote; without one the line's end.
    private int EndOfQuoted(int start, bool sameLine, int column = -1)
    {
        var quote = text[start];
        var firstEnd = -1;
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                firstEnd = firstEnd < 0 ? i : firstEnd;
                if (sameLine || EndsBlock(i + 1, column))
                {
                    break;
                }
            }
            else if (text[i] == '\\' && quote == '"')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                if (quote == '"' || i + 1 >= text.Length || text[i + 1] != '\'')
                {
                    return i + 1;
                }

                i++;
            }
        }

        firstEnd = firstEnd < 0 ? text.Length : firstEnd;
        return firstEnd > start + 1 && text[firstEnd - 1] == '\r' ? firstEnd - 1 : firstEnd;
    }

    // Whether a line holds something that does not lie deeper than a column.
    private bool EndsBlock(int line, int column)
    {
        var i = line;
        while (i < text.Length && text[i] == ' ')
        {
            i++;
        }

        return i < text.Length && text[i] is not ('\n' or '\r') && i - line <= column;
    }

    private static string Unescaped(string inner)
    {
        if (!inner.Contains('\\', StringComparison.Ordinal))
        {
            return inner;
        }

        var words = new StringBuilder();
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length)
            {
                i++;
                words.Append(
                    inner[i] switch
                    {
                        'n' => '\n',
                        't' => '\t',
                        var c => c,
                    }
                );
            }
            else
            {
                words.Append(inner[i]);
            }
        }

        return words.ToString();
    }

    private ScalarNode BlockScalar(int column)
    {
        var start = at;
        SkipLine();
        var (body, end) = (at, at);
        while (!IsAtEnd && !EndsBlock(at, column))
        {
            var line = at;
            SkipLine();
            if (!text.AsSpan(line, at - line).IsWhiteSpace())
            {
                end = at;
            }
        }

        // Blank lines at its end are nobody's.
        at = lineStart = end;
        var last = end > start && text[end - 1] == '\n' ? end - 1 : end;
        last = last > start && text[last - 1] == '\r' ? last - 1 : last;
        return new(Undented(body, last), ScalarStyle.Block) { Span = new(start, Math.Max(start + 1, last)) };
    }

    private string Undented(int start, int end)
    {
        if (end <= start)
        {
            return "";
        }

        var lines = text[start..end].ReplaceLineEndings("\n").Split('\n');
        var indent = lines
            .Where(static l => l.Trim().Length > 0)
            .Select(static l => l.Length - l.TrimStart(' ').Length)
            .DefaultIfEmpty()
            .Min();
        return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..] : ""));
    }

    private SyntaxNode Flow(int column)
    {
        if (++depth > MaxDepth)
        {
            depth--;
            return Plain(int.MaxValue);
        }

        SyntaxNode node = text[at] == '[' ? FlowSequence(column) : FlowMapping(column);
        depth--;
        return node;
    }

    private SequenceNode FlowSequence(int column)
    {
        var list = new SequenceNode { IsFlow = true };
        var start = at++;
        while (MoreFlow(column))
        {
            if (text[at] is ']' or '}')
            {
                at += text[at] == ']' ? 1 : 0;
                break;
            }

            if (text[at] == ',')
            {
                at++;
                continue;
            }

            var item = new ItemNode(at);
            list.Items.Add(item);
            var value = FlowValue(column);
            SkipSpaces();
            item.Value = value is ScalarNode name && !IsAtEnd && text[at] == ':' && IsFlowColon() ? Pair(name, column) : value;
        }

        list.Span = new(start, at);
        return list;
    }

    // One member without braces, as a list may hold it.
    private MappingNode Pair(ScalarNode name, int column)
    {
        var mapping = new MappingNode { IsFlow = true, Column = name.Span.Start - lineStart };
        var member = new MemberNode(name) { Colon = at++ };
        mapping.Members.Add(member);
        if (MoreFlow(column) && text[at] is not (',' or '}' or ']'))
        {
            member.Value = FlowValue(column);
        }

        mapping.Span = member.Span;
        return mapping;
    }

    private MappingNode FlowMapping(int column)
    {
        var mapping = new MappingNode { IsFlow = true, Column = Column + 1 };
        var start = at++;
        while (MoreFlow(column))
        {
            if (text[at] is ']' or '}')
            {
                at += text[at] == '}' ? 1 : 0;
                break;
            }

            if (text[at] == ',')
            {
                at++;
                continue;
            }

            FlowMember(mapping, column);
        }

        mapping.Span = new(start, at);
        return mapping;
    }

    private void FlowMember(MappingNode mapping, int column)
    {
        var key = text[at] is '"' or '\'' ? Quoted(int.MaxValue) : FlowPlain();
        var member = new MemberNode(key);
        mapping.Members.Add(member);
        SkipSpaces();
        if (IsAtEnd || text[at] != ':')
        {
            return;
        }

        member.Colon = at++;
        if (MoreFlow(column) && text[at] is not (',' or '}' or ']'))
        {
            member.Value = FlowValue(column);
        }
    }

    private SyntaxNode FlowValue(int column) =>
        text[at] switch
        {
            '[' or '{' => Flow(column),
            '"' or '\'' => Quoted(column),
            _ => FlowPlain(),
        };

    // Whether something follows before the text goes back to where the brackets were opened.
    private bool MoreFlow(int column)
    {
        while (!IsAtEnd)
        {
            if (text[at] == '\n')
            {
                if (EndsBlock(at + 1, column))
                {
                    return false;
                }

                lineStart = ++at;
            }
            else if (text[at] is ' ' or '\t' or '\r')
            {
                at++;
            }
            else if (IsComment)
            {
                Comment();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private ScalarNode FlowPlain()
    {
        var (start, end) = (at, at);
        while (!IsAtLineEnd && !(text[at] is ',' or ']' or '}' or '[' or '{') && !IsFlowColon() && !IsComment)
        {
            // Braces of an expression belong to it, though they ought to be in quotes.
            var close = string.CompareOrdinal(text, at, "${{", 0, 3) == 0 ? text.AsSpan(at).IndexOf("}}", StringComparison.Ordinal) : -1;
            at = close > 0 && text.IndexOf('\n', at, close) < 0 ? at + close + 2 : at + 1;
            end = text[at - 1] is ' ' or '\t' ? end : at;
        }

        if (at == start && !IsAtLineEnd)
        {
            // A sign that begins nothing here.
            end = ++at;
        }

        return new(text[start..end], ScalarStyle.Plain) { Span = new(start, end) };
    }

    private bool IsFlowColon() =>
        text[at] == ':' && (at + 1 >= text.Length || text[at + 1] is ' ' or '\n' or '\r' or ',' or '}' or ']' or '"' or '\'');
}
