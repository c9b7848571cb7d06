using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Yaml;

/// <summary>A part of a YAML text with its place.</summary>
/// <param name="Span">Where it begins.</param>
public abstract record YamlNode(Span Span)
{
    /// <summary>The members of a mapping; null of anything else.</summary>
    public ImmutableArray<Member>? AsMapping => (this as Mapping)?.Members;

    /// <summary>The items of a list; null of anything else.</summary>
    public ImmutableArray<YamlNode>? AsList => (this as Sequence)?.Items;

    /// <summary>The value, in which nothing is computed.</summary>
    public Value AsValue => TemplateReader.Plain(this);

    /// <summary>Reads one document; null, and told, when it can't be read.</summary>
    public static YamlNode? Read(ReadOnlySpan<byte> bytes, Findings findings) => YamlReader.Read(bytes, findings);

    /// <summary>A text, number or other single value.</summary>
    /// <param name="Text">Its text, quotes and escapes resolved.</param>
    /// <param name="IsPlain">Whether it stands without quotes.</param>
    /// <param name="IsBlock">Whether it is a block text.</param>
    /// <param name="Span">Where it stands.</param>
    internal sealed record Scalar(string Text, bool IsPlain, bool IsBlock, Span Span) : YamlNode(Span);

    /// <summary>A list.</summary>
    /// <param name="Items">Its items.</param>
    /// <param name="Span">Where it stands.</param>
    internal sealed record Sequence(ImmutableArray<YamlNode> Items, Span Span) : YamlNode(Span);

    /// <summary>A mapping.</summary>
    /// <param name="Members">Its members, in the order of the text.</param>
    /// <param name="Span">Where it stands.</param>
    internal sealed record Mapping(ImmutableArray<Member> Members, Span Span) : YamlNode(Span)
    {
        internal Member? Find(string name) => Members.FirstOrDefault(m => m.Name == name);
    }

    /// <summary>One member of a mapping.</summary>
    /// <param name="Name">Its key.</param>
    /// <param name="NameSpan">Where the key stands.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Member(string Name, Span NameSpan, YamlNode Value);
}
