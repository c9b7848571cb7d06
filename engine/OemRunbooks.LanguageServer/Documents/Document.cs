using System.Text;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Documents;

/// <summary>A file as somebody sees it now. A change makes another one; what is asked of it is worked out once.</summary>
internal sealed class Document
{
    private readonly Lazy<SyntaxTree> tree;
    private readonly Lazy<byte[]> bytes;
    private readonly Lazy<DocumentNames> names;

    /// <summary>Takes a text.</summary>
    internal Document(string path, string uri, SourceText source, int? version)
    {
        (Path, Uri, Source, Version) = (path, uri, source, version);
        Kind = DocumentKinds.Of(path);
        tree = new(() => SyntaxTree.Of(Source));
        bytes = new(() => Encoding.UTF8.GetBytes(Source.Text));
        names = new(() => DocumentNames.Of(Path, Kind, Tree));
    }

    /// <summary>Its whole path.</summary>
    internal string Path { get; }

    /// <summary>Its address, as the client spells it.</summary>
    internal string Uri { get; }

    /// <summary>What it holds.</summary>
    internal DocumentKind Kind { get; }

    /// <summary>Its text.</summary>
    internal SourceText Source { get; }

    /// <summary>The client's number of this state; null for a file that nobody has open.</summary>
    internal int? Version { get; }

    /// <summary>Its parts.</summary>
    internal SyntaxTree Tree => tree.Value;

    /// <summary>Its bytes, the same array as long as it does not change.</summary>
    internal byte[] Bytes => bytes.Value;

    /// <summary>The names in it.</summary>
    internal DocumentNames Names => names.Value;

    /// <summary>The same file with another text.</summary>
    internal Document With(SourceText source, int? version) => new(Path, Uri, source, version);
}
