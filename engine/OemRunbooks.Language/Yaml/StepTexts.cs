using System.Collections.Immutable;

namespace OemRunbooks.Language.Yaml;

/// <summary>A text whose steps are items of a list, each beginning on a line of its own.</summary>
/// <param name="Text">The text.</param>
/// <param name="Root">What was read of it.</param>
/// <param name="Member">Which member of it the steps are.</param>
/// <param name="Starts">Where the line of each step begins: its offset from 0, its number from 1.</param>
/// <param name="Events">How large the whole is.</param>
internal sealed record StepTexts(string Text, YamlNode.Mapping Root, int Member, ImmutableArray<(int Start, int Line)> Starts, int Events)
{
    private const string Steps = "steps";

    private YamlNode.Sequence List => (YamlNode.Sequence)Root.Members[Member].Value;

    /// <summary>The steps of a text; null when they are written in another way.</summary>
    internal static StepTexts? Of(string text, YamlNode root)
    {
        if (root is not YamlNode.Mapping top)
        {
            return null;
        }

        var member = top.Members.ToList().FindIndex(static m => m.Name == Steps);
        if (member < 0 || top.Members[member].Value is not YamlNode.Sequence { Items.IsEmpty: false } list)
        {
            return null;
        }

        var starts = ImmutableArray.CreateBuilder<(int, int)>();
        var (at, line) = (0, 1);
        foreach (var item in list.Items)
        {
            for (; line < item.Span.Line; line++)
            {
                at = text.IndexOf('\n', at) + 1;
            }

            starts.Add((at, line));
        }

        var kept = new StepTexts(text, top, member, starts.ToImmutable(), Count(root));
        var indent = kept.Indent;
        return
            kept.Starts.All(s => IsItem(text.AsSpan(s.Start), indent))
            && kept.Starts.Select(static s => s.Line).Distinct().Count() == kept.Starts.Length
            ? kept
            : null;
    }

    private int Indent => List.Items[0].Span.Column >= 3 ? Text.AsSpan(Starts[0].Start).IndexOf('-') : -1;

    /// <summary>Another text in which only one of the steps differs; null when more does, or it can't be read alone.</summary>
    internal StepTexts? Changed(string text, Func<string, int, YamlNode?> read)
    {
        var before = Text.AsSpan().CommonPrefixLength(text);
        var item = Starts.BinarySearch((before, int.MaxValue));
        item = (item < 0 ? ~item : item) - 1;
        if (item < 0 || item == Starts.Length - 1 || before < Starts[item].Start + Indent + 2)
        {
            return null;
        }

        // The line end before the next item is to be where it was.
        var (start, end) = (Starts[item].Start, Starts[item + 1].Start);
        var rest = Text.AsSpan(end - 1);
        var newEnd = text.Length - (Text.Length - end);
        if (newEnd <= before || !text.AsSpan(newEnd - 1).SequenceEqual(rest))
        {
            return null;
        }

        var part = text[start..newEnd];
        return IsInside(part) && read(part, Starts[item].Line) is { } step ? With(text, item, step, newEnd - end, part) : null;
    }

    /// <summary>An item as a text of its own, in the place of the list, before another item; and the number of lines above it.</summary>
    internal static (string Text, int Above) Alone(string part) =>
        ($"{Steps}:\n{part}{new string(' ', part.IndexOf('-', StringComparison.Ordinal))}- {Steps}\n", 1);

    private StepTexts With(string text, int item, YamlNode step, int longer, string part)
    {
        var lines = part.AsSpan().Count('\n') - Text.AsSpan(Starts[item].Start, Starts[item + 1].Start - Starts[item].Start).Count('\n');
        var events = Events + Count(step) - Count(List.Items[item]);
        var items = List.Items.SetItem(item, step);
        var members = Root.Members;
        if (lines != 0)
        {
            items = [.. items.Take(item + 1), .. items.Skip(item + 1).Select(i => Moved(i, lines))];
            members = [.. members.Take(Member + 1), .. members.Skip(Member + 1).Select(m => Moved(m, lines))];
        }

        members = members.SetItem(Member, members[Member] with { Value = List with { Items = items } });
        ImmutableArray<(int, int)> starts =
        [
            .. Starts.Take(item + 1),
            .. Starts.Skip(item + 1).Select(s => (s.Start + longer, s.Line + lines)),
        ];
        return new(text, Root with { Members = members }, Member, starts, events);
    }

    private static bool IsItem(ReadOnlySpan<char> text, int indent) =>
        indent >= 0 && text.Length > indent + 2 && text[..indent].TrimStart(' ').IsEmpty && text[indent] == '-' && text[indent + 1] == ' ';

    // Whether every line but the first lies deeper than the dash, or is blank.
    private bool IsInside(string part)
    {
        if (!IsItem(part, Indent))
        {
            return false;
        }

        var isFirst = true;
        foreach (var line in part.AsSpan().EnumerateLines())
        {
            var words = line.TrimStart(' ');
            if (!isFirst && !words.IsEmpty && line.Length - words.Length <= Indent)
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    private static int Count(YamlNode node) =>
        node switch
        {
            YamlNode.Mapping mapping => 2 + mapping.Members.Sum(static m => 1 + Count(m.Value)),
            YamlNode.Sequence list => 2 + list.Items.Sum(Count),
            _ => 1,
        };

    private static YamlNode.Member Moved(YamlNode.Member member, int lines) =>
        new(member.Name, Moved(member.NameSpan, lines), Moved(member.Value, lines));

    private static Expressions.Span Moved(Expressions.Span span, int lines) => span with { Line = span.Line + lines };

    private static YamlNode Moved(YamlNode node, int lines) =>
        node switch
        {
            YamlNode.Mapping mapping => new YamlNode.Mapping([.. mapping.Members.Select(m => Moved(m, lines))], Moved(mapping.Span, lines)),
            YamlNode.Sequence list => new YamlNode.Sequence([.. list.Items.Select(i => Moved(i, lines))], Moved(list.Span, lines)),
            _ => node with { Span = Moved(node.Span, lines) },
        };
}
