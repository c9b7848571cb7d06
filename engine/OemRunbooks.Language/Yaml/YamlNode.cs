using System.Collections.Immutable;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Yaml;

/// <summary>A part of a YAML text with its place.</summary>
/// <param name="Span">Where it begins.</param>
public abstract record YamlNode(Span Span)
{
    /// <summary>A text, number or other single value.</summary>
    /// <param name="Text">Its text, quotes and escapes resolved.</param>
    /// <param name="IsPlain">Whether it stands without quotes.</param>
    /// <param name="IsBlock">Whether it is a block text.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Scalar(string Text, bool IsPlain, bool IsBlock, Span Span) : YamlNode(Span);

    /// <summary>A list.</summary>
    /// <param name="Items">Its items.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Sequence(ImmutableArray<YamlNode> Items, Span Span) : YamlNode(Span);

    /// <summary>A mapping.</summary>
    /// <param name="Members">Its members, in the order of the text.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Mapping(ImmutableArray<Member> Members, Span Span) : YamlNode(Span)
    {
        internal Member? Find(string name) => Members.FirstOrDefault(m => m.Name == name);
    }

    /// <summary>One member of a mapping.</summary>
    /// <param name="Name">Its key.</param>
    /// <param name="NameSpan">Where the key stands.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Member(string Name, Span NameSpan, YamlNode Value);
}
