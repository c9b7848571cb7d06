using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Syntax;

/// <summary>Reads YAML by its indentation, as far as runbooks use it; a line that makes no sense costs that line alone.</summary>
internal sealed partial class SyntaxReader(SourceText source)
{
    private const int MaxDepth = 64;
    private readonly string text = source.Text;
    private readonly List<TextSpan> comments = [];
    private int at;
    private int lineStart;
    private int depth;

    private int Column => at - lineStart;

    private bool IsAtEnd => at >= text.Length;

    private bool IsAtLineEnd => IsAtEnd || text[at] is '\n' or '\r';

    // A dash with a blank behind it.
    private bool IsDash => !IsAtEnd && text[at] == '-' && (at + 1 >= text.Length || text[at + 1] is ' ' or '\n' or '\r' or '\t');

    internal SyntaxTree Read()
    {
        at = lineStart = text.StartsWith('\uFEFF') ? 1 : 0;
        SkipBlank();
        if (string.CompareOrdinal(text, at, "---", 0, 3) == 0)
        {
            SkipLine();
        }

        var root = Block(0);

        // What stands behind a value that is no mapping is nobody's.
        return new(source, root, comments);
    }

    private SyntaxNode? Block(int least)
    {
        SkipBlank();
        if (IsAtEnd || Column < least)
        {
            return null;
        }

        if (++depth > MaxDepth)
        {
            depth--;
            SkipLine();
            return null;
        }

        SyntaxNode node =
            IsDash ? Sequence(Column)
            : LooksLikeKey() ? Mapping(Column)
            : Value(least - 1);
        depth--;
        return node;
    }

    private SequenceNode Sequence(int column)
    {
        var list = new SequenceNode();
        var (start, end) = (at, at);
        while (true)
        {
            SkipBlank();
            if (IsAtEnd || Column < column || (Column == column && !IsDash))
            {
                break;
            }

            if (Column > column)
            {
                SkipLine();
                continue;
            }

            var item = new ItemNode(at);
            list.Items.Add(item);
            at++;
            item.Value = Below(column);
            end = item.Span.End;
        }

        list.Span = new(start, end);
        return list;
    }

    // What belongs to a dash: on its line or deeper below.
    private SyntaxNode? Below(int column)
    {
        SkipSpaces();
        return IsAtLineEnd || IsComment ? Block(column + 1) : Block(Math.Min(Column, column + 1));
    }

    private MappingNode Mapping(int column)
    {
        var mapping = new MappingNode { Column = column };
        var (start, end) = (at, at);
        while (true)
        {
            SkipBlank();
            if (IsAtEnd || Column < column || (Column == column && IsDash))
            {
                break;
            }

            if (IsDash)
            {
                SkipLine();
                continue;
            }

            var member = Member(column);
            mapping.Members.Add(member);
            end = member.Span.End;
        }

        mapping.Span = new(start, end);
        return mapping;
    }

    private MemberNode Member(int column)
    {
        var hasColon = LooksLikeKey();
        var member = new MemberNode(hasColon ? Key() : Plain(int.MaxValue));
        SkipSpaces();
        if (!hasColon || IsAtEnd || text[at] != ':')
        {
            SkipLine();
            return member;
        }

        member.Colon = at++;
        SkipSpaces();
        if (!IsAtLineEnd && !IsComment)
        {
            member.Value = Value(column);
            return member;
        }

        SkipBlank();
        member.Value =
            !IsAtEnd && Column == column && IsDash ? Deeper(() => Sequence(column))
            : Column > column ? Block(column + 1)
            : null;
        return member;
    }

    private SyntaxNode? Deeper(Func<SyntaxNode> read)
    {
        if (++depth > MaxDepth)
        {
            depth--;
            SkipLine();
            return null;
        }

        var node = read();
        depth--;
        return node;
    }

    // A value that begins here; what continues it lies deeper than the column.
    private SyntaxNode Value(int column)
    {
        SyntaxNode node = text[at] switch
        {
            '|' or '>' => BlockScalar(column),
            '[' or '{' => Flow(column),
            '"' or '\'' => Quoted(column),
            _ => Plain(column),
        };
        if (node is not ScalarNode { Style: ScalarStyle.Block or ScalarStyle.Plain })
        {
            SkipRest();
        }

        return node;
    }

    private ScalarNode Key()
    {
        if (text[at] is '"' or '\'')
        {
            return Quoted(int.MaxValue);
        }

        var start = at;
        while (!IsAtLineEnd && !IsColon(at))
        {
            at++;
        }

        var end = at;
        while (end > start && text[end - 1] == ' ')
        {
            end--;
        }

        return new(text[start..end], ScalarStyle.Plain) { Span = new(start, end) };
    }

    private bool LooksLikeKey()
    {
        var i = at;
        if (text[i] is '"' or '\'')
        {
            i = EndOfQuoted(i, sameLine: true);
            while (i < text.Length && text[i] == ' ')
            {
                i++;
            }

            return i < text.Length && IsColon(i);
        }

        if (text[i] is '[' or '{' or '|' or '>')
        {
            return false;
        }

        for (; i < text.Length && text[i] is not ('\n' or '\r'); i++)
        {
            if (IsColon(i))
            {
                return true;
            }

            if (text[i] == '#' && i > at && text[i - 1] is ' ' or '\t')
            {
                return false;
            }
        }

        return false;
    }

    private bool IsColon(int i) => text[i] == ':' && (i + 1 >= text.Length || text[i + 1] is ' ' or '\n' or '\r' or '\t');

    private bool IsComment => !IsAtEnd && text[at] == '#' && (at == lineStart || text[at - 1] is ' ' or '\t');

    private void SkipSpaces()
    {
        while (!IsAtEnd && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private void SkipLine()
    {
        var end = text.IndexOf('\n', at);
        at = end < 0 ? text.Length : end + 1;
        lineStart = at;
    }

    // The rest of a line behind a value: a comment, or nothing that means anything.
    private void SkipRest()
    {
        SkipSpaces();
        if (IsComment)
        {
            Comment();
        }
        else if (!IsAtLineEnd)
        {
            SkipLine();
        }
    }

    private void Comment()
    {
        var end = text.AsSpan(at).IndexOfAny('\n', '\r');
        end = end < 0 ? text.Length : at + end;
        comments.Add(new(at, end));
        at = end;
    }

    // Blanks, line ends and comments up to the next thing.
    private void SkipBlank()
    {
        while (!IsAtEnd)
        {
            if (text[at] == '\n')
            {
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
                return;
            }
        }
    }
}
