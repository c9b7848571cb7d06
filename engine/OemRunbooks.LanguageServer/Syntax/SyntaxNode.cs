using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Syntax;

/// <summary>How a scalar is written.</summary>
internal enum ScalarStyle
{
    /// <summary>Without quotes.</summary>
    Plain,

    /// <summary><c>'…'</c></summary>
    Single,

    /// <summary><c>"…"</c></summary>
    Double,

    /// <summary><c>|</c> or <c>&gt;</c></summary>
    Block,
}

/// <summary>A part of a YAML text, whatever state the text is in.</summary>
internal abstract class SyntaxNode
{
    /// <summary>Where it stands.</summary>
    internal TextSpan Span { get; set; }

    /// <summary>The innermost member that a cursor stands in, with those around it, from the outside in.</summary>
    internal IEnumerable<SyntaxNode> Children =>
        this switch
        {
            MappingNode mapping => mapping.Members.SelectMany(static m => m.Value is { } value ? (SyntaxNode[])[m.Key, value] : [m.Key]),
            SequenceNode list => list.Items.Select(static i => i.Value).OfType<SyntaxNode>(),
            _ => [],
        };

    /// <summary>It and everything in it, in the order of the text.</summary>
    internal IReadOnlyList<SyntaxNode> All()
    {
        var all = new List<SyntaxNode>();
        AddTo(all);
        return all;
    }

    private void AddTo(List<SyntaxNode> all)
    {
        all.Add(this);
        switch (this)
        {
            case MappingNode mapping:
                foreach (var member in mapping.Members)
                {
                    all.Add(member.Key);
                    member.Value?.AddTo(all);
                }

                break;
            case SequenceNode list:
                list.Items.ForEach(i => i.Value?.AddTo(all));
                break;
        }
    }
}

/// <summary>A text, number or other single value.</summary>
internal sealed class ScalarNode(string text, ScalarStyle style) : SyntaxNode
{
    /// <summary>Its text, quotes and escapes resolved.</summary>
    internal string Text { get; } = text;

    /// <summary>How it is written.</summary>
    internal ScalarStyle Style { get; } = style;

    /// <summary>Its text alone, without quotes; of a block what stands below the sign.</summary>
    internal TextSpan Inner =>
        Style is ScalarStyle.Single or ScalarStyle.Double && Span.Length >= 2 ? new(Span.Start + 1, Span.End - (IsClosed ? 1 : 0)) : Span;

    /// <summary>Whether a closing quote ends it.</summary>
    internal bool IsClosed { get; init; } = true;
}

/// <summary>Values by name.</summary>
internal sealed class MappingNode : SyntaxNode
{
    /// <summary>Its members, in the order of the text.</summary>
    internal List<MemberNode> Members { get; } = [];

    /// <summary>Whether it is written in braces.</summary>
    internal bool IsFlow { get; init; }

    /// <summary>The column at which its members begin, from 0.</summary>
    internal int Column { get; init; }

    /// <summary>A member's value; null when there is none.</summary>
    internal SyntaxNode? this[string name] => Find(name)?.Value;

    /// <summary>A member.</summary>
    internal MemberNode? Find(string name) => Members.Find(m => m.Key.Text == name);

    /// <summary>A member's text; null when it is none.</summary>
    internal string? TextOf(string name) => (this[name] as ScalarNode)?.Text;
}

/// <summary>A member of a mapping.</summary>
/// <param name="key">Its name.</param>
internal sealed class MemberNode(ScalarNode key)
{
    /// <summary>Its name.</summary>
    internal ScalarNode Key { get; } = key;

    /// <summary>Where the colon stands; −1 for a name that is still being written.</summary>
    internal int Colon { get; set; } = -1;

    /// <summary>Its value, or null.</summary>
    internal SyntaxNode? Value { get; set; }

    /// <summary>The whole of it.</summary>
    internal TextSpan Span => new(Key.Span.Start, Math.Max(Math.Max(Key.Span.End, Colon + 1), Value?.Span.End ?? 0));
}

/// <summary>A list.</summary>
internal sealed class SequenceNode : SyntaxNode
{
    /// <summary>Its items, in the order of the text.</summary>
    internal List<ItemNode> Items { get; } = [];

    /// <summary>Whether it is written in brackets.</summary>
    internal bool IsFlow { get; init; }
}

/// <summary>An item of a list.</summary>
/// <param name="start">Where it begins: at its dash, or at its value in brackets.</param>
internal sealed class ItemNode(int start)
{
    /// <summary>Where it begins.</summary>
    internal int Start { get; } = start;

    /// <summary>Its value, or null.</summary>
    internal SyntaxNode? Value { get; set; }

    /// <summary>The whole of it.</summary>
    internal TextSpan Span => new(Start, Math.Max(Start + 1, Value?.Span.End ?? 0));
}
