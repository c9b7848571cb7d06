using System.Collections.Immutable;
using OemRunbooks.Engine.Definition;

namespace OemRunbooks.Engine.Yaml;

/// <summary>A part of a YAML text with its place.</summary>
/// <param name="Span">Where it begins.</param>
internal abstract record YamlNode(Span Span)
{
    internal sealed record Scalar(string Text, bool IsPlain, bool IsBlock, Span Span) : YamlNode(Span);

    internal sealed record Sequence(ImmutableArray<YamlNode> Items, Span Span) : YamlNode(Span);

    internal sealed record Mapping(ImmutableArray<Member> Members, Span Span) : YamlNode(Span)
    {
        internal Member? Find(string name) => Members.FirstOrDefault(m => m.Name == name);
    }

    internal sealed record Member(string Name, Span NameSpan, YamlNode Value);
}
