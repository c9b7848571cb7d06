using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Syntax;

/// <summary>A YAML text as a tree with places; a broken text has one, too.</summary>
/// <remarks>What is right is said by the language's own reader; this one answers where things stand while they are being written.</remarks>
/// <param name="Source">The text.</param>
/// <param name="Root">What stands in it; null for nothing.</param>
/// <param name="Comments">Where comments stand.</param>
internal sealed record SyntaxTree(SourceText Source, SyntaxNode? Root, IReadOnlyList<TextSpan> Comments)
{
    /// <summary>The file's own members; an empty mapping when it has none.</summary>
    internal MappingNode Top { get; } = Root as MappingNode ?? new MappingNode();

    /// <summary>Reads a text.</summary>
    internal static SyntaxTree Of(SourceText source) => new SyntaxReader(source).Read();

    /// <summary>The nodes in which a cursor stands, from the outside in.</summary>
    internal List<SyntaxNode> At(int offset)
    {
        var found = new List<SyntaxNode>();
        for (var node = Root; node is not null; node = node.Children.FirstOrDefault(c => c.Span.Touches(offset)))
        {
            found.Add(node);
        }

        return found;
    }
}
