using System.Text;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Meaning;

/// <summary>Lays a text out anew, line by line; texts within quotes and blocks keep every sign.</summary>
internal sealed class Layout
{
    private const int Step = 2;
    private readonly SourceText source;
    private readonly int?[] indents;
    private readonly int[] shifts;
    private readonly bool[] kept;
    private readonly SortedDictionary<int, int> gaps = [];

    private Layout(SyntaxTree tree)
    {
        source = tree.Source;
        (indents, shifts, kept) = (new int?[source.LineCount], new int[source.LineCount], new bool[source.LineCount]);
        if (tree.Root is { } root)
        {
            Place(root, 0);
        }
    }

    /// <summary>The text, laid out.</summary>
    internal static string Of(SyntaxTree tree) => new Layout(tree).Write();

    private void Place(SyntaxNode node, int indent)
    {
        switch (node)
        {
            case MappingNode { IsFlow: false } mapping:
                mapping.Members.ForEach(m => Member(m, indent));
                break;
            case SequenceNode { IsFlow: false } list:
                list.Items.ForEach(i => Item(i, indent));
                break;
            default:
                Inside(node, indent);
                break;
        }
    }

    private void Member(MemberNode member, int indent)
    {
        Begin(member.Key.Span.Start, indent);
        if (member.Value is not { } value)
        {
            return;
        }

        if (source.LineOf(value.Span.Start) == source.LineOf(member.Key.Span.Start))
        {
            gaps[member.Colon + 1] = value.Span.Start;
        }

        Place(value, indent + Step);
    }

    private void Item(ItemNode item, int indent)
    {
        Begin(item.Start, indent);
        if (item.Value is not { } value)
        {
            return;
        }

        if (source.LineOf(value.Span.Start) == source.LineOf(item.Start))
        {
            gaps[item.Start + 1] = value.Span.Start;
        }

        Place(value, indent + Step);
    }

    // A line that begins here stands at the indent; on a line that began before, what follows goes along with it.
    private void Begin(int start, int indent)
    {
        var line = source.LineOf(start);
        if (source.Text.AsSpan(source.StartOf(line), start - source.StartOf(line)).IsWhiteSpace())
        {
            indents[line] ??= indent;
            shifts[line] = indents[line]!.Value - (start - source.StartOf(line));
        }
    }

    // The further lines of a value move as far as its first one; what is within quotes or a block keeps its blanks.
    private void Inside(SyntaxNode node, int indent)
    {
        var (first, last) = (source.LineOf(node.Span.Start), source.LineOf(node.Span.End));
        Begin(node.Span.Start, indent);
        for (var line = first + 1; line <= last; line++)
        {
            shifts[line] = shifts[first];
            kept[line] = true;
        }

        if (node is ScalarNode { Style: ScalarStyle.Block })
        {
            kept[first] = true;
        }
    }

    private string Write()
    {
        var lines = new List<string>();
        for (var line = 0; line < source.LineCount; line++)
        {
            lines.Add(kept[line] ? Shifted(line) : Indented(line));
        }

        return Joined(lines);
    }

    private string Shifted(int line)
    {
        var text = source.Line(line);
        if (indents[line] is { } indent)
        {
            return Spaced(line, indent);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        var own = text.Length - text.TrimStart(' ').Length;
        return new string(' ', Math.Max(0, own + shifts[line])) + text[own..];
    }

    private string Indented(int line)
    {
        var text = source.Line(line).TrimEnd();
        return text.Length == 0 ? "" : Spaced(line, indents[line] ?? CommentIndent(line));
    }

    // A comment belongs to what comes next.
    private int CommentIndent(int line)
    {
        var next = line + 1;
        while (next < indents.Length && indents[next] is null && !kept[next])
        {
            next++;
        }

        var text = source.Line(line);
        return next < indents.Length && indents[next] is { } indent ? indent : text.Length - text.TrimStart(' ').Length;
    }

    // One blank behind a colon and a dash.
    private string Spaced(int line, int indent)
    {
        var (start, end) = (source.StartOf(line), source.EndOf(line));
        var text = new StringBuilder(new string(' ', indent));
        var at = start;
        while (at < end && source.Text[at] == ' ')
        {
            at++;
        }

        foreach (var (from, to) in gaps.Where(g => g.Key >= at && g.Key < end && g.Value <= end && g.Value > g.Key))
        {
            if (from >= at)
            {
                text.Append(source.Text, at, from - at).Append(' ');
                at = to;
            }
        }

        text.Append(source.Text, at, end - at);
        return kept[line] ? text.ToString() : text.ToString().TrimEnd();
    }

    // No two blank lines after each other outside of texts, none at the end, and one line end there.
    private string Joined(List<string> lines)
    {
        var end = source.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var text = new StringBuilder();
        var blank = true;
        for (var line = 0; line < lines.Count; line++)
        {
            var isBlank = lines[line].Length == 0 && !kept[line];
            if (!isBlank || !blank)
            {
                text.Append(lines[line]).Append(end);
            }

            blank = isBlank;
        }

        return text.ToString().TrimEnd('\n', '\r', ' ') + (text.Length > 0 ? end : "");
    }
}
