using OemRunbooks.Language.Vocabulary;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Names;

/// <summary>A member of a mapping whose keys are those of a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Mapping">The mapping.</param>
/// <param name="Member">The member.</param>
/// <param name="Key">The key; null when the table has none of that name.</param>
internal sealed record KeyUse(KeyTable Table, MappingNode Mapping, MemberNode Member, Key? Key);

/// <summary>Walks through a tree along the language's keys.</summary>
internal static class KeyWalk
{
    // Its steps are those of a runbook.
    private static readonly IReadOnlyList<KeyTable> Activity = [.. Vocabulary.Activity, .. Vocabulary.Runbook.Skip(1)];

    /// <summary>The tables of a file, the whole file first.</summary>
    internal static IReadOnlyList<KeyTable> Tables(DocumentKind kind) =>
        kind switch
        {
            DocumentKind.Tests => Vocabulary.Tests,
            DocumentKind.Teams => Vocabulary.Teams,
            DocumentKind.Activity => Activity,
            _ => Vocabulary.Runbook,
        };

    /// <summary>The table of a name.</summary>
    internal static KeyTable? Table(DocumentKind kind, string? name) =>
        name is null ? null : Tables(kind).FirstOrDefault(t => t.Name == name);

    /// <summary>Every member of every mapping that has a table, in the order of the text.</summary>
    internal static IReadOnlyList<KeyUse> Of(DocumentKind kind, SyntaxNode? root)
    {
        var found = new List<KeyUse>();
        Add(found, kind, root, Tables(kind)[0]);
        return found;
    }

    /// <summary>The mappings below a key whose members are those of the key's table.</summary>
    internal static IEnumerable<SyntaxNode> Inside(Key key, SyntaxNode? value) =>
        key.Kind switch
        {
            KeyKind.Table => value is null ? [] : [value],
            KeyKind.Tables => Items(value),
            KeyKind.TablesByName => Values(value),
            KeyKind.TablesOrListsByName => Values(value).SelectMany(static v => v is SequenceNode ? Items(v) : [v]),
            _ => [],
        };

    // Into one list: a sequence within a sequence for each level would pass each member up through all of them.
    private static void Add(List<KeyUse> found, DocumentKind kind, SyntaxNode? node, KeyTable table)
    {
        foreach (var member in (node as MappingNode)?.Members ?? [])
        {
            var key = table.Find(member.Key.Text);
            found.Add(new(table, (MappingNode)node!, member, key));
            if (key is not null && member.Value is not null && Table(kind, key.Of) is { } below)
            {
                foreach (var inside in Inside(key, member.Value))
                {
                    Add(found, kind, inside, below);
                }
            }
        }
    }

    private static IEnumerable<SyntaxNode> Items(SyntaxNode? node) =>
        node is SequenceNode list ? list.Items.Select(static i => i.Value).OfType<SyntaxNode>() : [];

    private static IEnumerable<SyntaxNode> Values(SyntaxNode? node) =>
        node is MappingNode mapping ? mapping.Members.Select(static m => m.Value).OfType<SyntaxNode>() : [];
}
