using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Meaning;

/// <summary>Finds out what may stand at a place, along the language's tables of keys.</summary>
/// <param name="kind">What the file holds.</param>
/// <param name="find">Gives the activity of a name, or null.</param>
internal sealed class Slots(DocumentKind kind, Func<string, ActivityInfo?> find)
{
    /// <summary>What may stand at a cursor; null where the language says nothing.</summary>
    internal Slot? At(SyntaxNode? root, int offset)
    {
        var table = KeyWalk.Tables(kind)[0];
        return root is null ? new TableSlot(table, null, null) { IsKey = true } : InTable(root, table, null, offset);
    }

    private Slot? InTable(SyntaxNode? node, KeyTable table, MemberNode? member, int offset)
    {
        if (node is not MappingNode mapping)
        {
            // One word where a mapping is wanted is its first key in the making.
            return node is ScalarNode or null ? new TableSlot(table, null, member) { IsKey = true } : null;
        }

        if (MemberAt(mapping, offset) is not { } here)
        {
            return new TableSlot(table, mapping, member) { IsKey = true };
        }

        if (IsInKey(here, offset))
        {
            return new TableSlot(table, mapping, here) { IsKey = true };
        }

        return table.Keys.FirstOrDefault(k => k.Name == here.Key.Text) is { } key ? InKey(table, key, mapping, here, offset) : null;
    }

    private Slot? InKey(KeyTable table, Key key, MappingNode mapping, MemberNode member, int offset)
    {
        var value = member.Value;
        switch (key.Kind)
        {
            case KeyKind.Table when KeyWalk.Table(kind, key.Of) is { } below:
                return InTable(value, below, member, offset);
            case KeyKind.Tables when KeyWalk.Table(kind, key.Of) is { } below:
                return value is SequenceNode list
                    ? InTable(ItemAt(list, offset), below, member, offset) is { } item
                        ? item with
                        {
                            IsItem = true,
                        }
                        : null
                    : null;
            case KeyKind.TablesByName or KeyKind.TablesOrListsByName when KeyWalk.Table(kind, key.Of) is { } below:
                return ByName(table, key, below, mapping, member, offset);
            case KeyKind.With:
                return InWith(find(mapping.TextOf("action") ?? ""), mapping, member, offset);
            case KeyKind.Plains or KeyKind.Templates or KeyKind.NumbersByName:
                return InNames(table, key, mapping, member, offset);
            default:
                return new ValueSlot(table, key, mapping, member) { Holder = mapping, IsItem = value is SequenceNode };
        }
    }

    private Slot? ByName(KeyTable table, Key key, KeyTable below, MappingNode mapping, MemberNode member, int offset)
    {
        if (member.Value is not MappingNode names || MemberAt(names, offset) is not { } here || IsInKey(here, offset))
        {
            return new NamesSlot(table, key, member.Value as MappingNode, member) { IsKey = true, Holder = mapping };
        }

        var value = here.Value is SequenceNode list ? ItemAt(list, offset) : here.Value;
        var found = InTable(value, below, here, offset);
        return found switch
        {
            // What is named deeper inside belongs to this name: outputs of a step's answer.
            NamesSlot inner => inner with { Below = here.Key.Text, Part = inner.Key.Name },
            ValueSlot one => one with { Holder = names },
            _ => found,
        };
    }

    private static Slot? InWith(ActivityInfo? activity, MappingNode holder, MemberNode member, int offset)
    {
        if (member.Value is not MappingNode with || MemberAt(with, offset) is not { } here || IsInKey(here, offset))
        {
            return new WithSlot(activity, member.Value as MappingNode, member) { IsKey = true, Holder = holder };
        }

        return activity?.Input(here.Key.Text) is { } field ? InField(activity, field, with, here, holder, offset) : null;
    }

    private static Slot InField(ActivityInfo activity, Field field, MappingNode around, MemberNode member, MappingNode holder, int offset)
    {
        if (!field.Items.IsEmpty && member.Value is SequenceNode list && ItemAt(list, offset) is MappingNode item)
        {
            return MemberAt(item, offset) is { } here && !IsInKey(here, offset)
                ? field.Items.FirstOrDefault(f => f.Name == here.Key.Text) is { } inner
                    ? new FieldSlot(activity, inner, item, here) { Holder = holder }
                    : new ItemSlot(activity, field, item, here) { Holder = holder }
                : new ItemSlot(activity, field, item, MemberAt(item, offset)) { IsKey = true, Holder = holder };
        }

        if (member.Value is MappingNode map && field.Name == PersonActivities.CalledInputs.Name)
        {
            var at = MemberAt(map, offset);
            return new FieldSlot(activity, field, map, at) { IsKey = at is null || IsInKey(at, offset), Holder = holder };
        }

        return new FieldSlot(activity, field, around, member) { Holder = holder };
    }

    private static NamesSlot InNames(KeyTable table, Key key, MappingNode mapping, MemberNode member, int offset)
    {
        var names = member.Value as MappingNode;
        var here = names is null ? null : MemberAt(names, offset);
        if (here is null || IsInKey(here, offset))
        {
            return new(table, key, names, member) { IsKey = true, Holder = mapping };
        }

        // One level deeper: the inputs that a test expects of a step.
        var inner = here.Value as MappingNode;
        var at = inner is null ? null : MemberAt(inner, offset);
        return new(table, key, inner, at)
        {
            IsKey = inner is not null && (at is null || IsInKey(at, offset)),
            Below = here.Key.Text,
            Holder = mapping,
        };
    }

    private static MemberNode? MemberAt(MappingNode mapping, int offset) => mapping.Members.Find(m => m.Span.Touches(offset));

    private static SyntaxNode? ItemAt(SequenceNode list, int offset) => list.Items.Find(i => i.Span.Touches(offset))?.Value;

    private static bool IsInKey(MemberNode member, int offset) =>
        member.Key.Span.Touches(offset) && (member.Colon < 0 || offset <= member.Colon);
}
