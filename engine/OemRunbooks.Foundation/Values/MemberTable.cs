using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OemRunbooks.Foundation.Values;

/// <summary>The members of a map in the order of their names; as a tree only once somebody asks for one.</summary>
/// <remarks>Maps are small, many and mostly looked through: an array costs one allocation, a tree one for each member.</remarks>
internal sealed class MemberTable
{
    private static readonly ImmutableSortedDictionary<string, Value> NoTree = ImmutableSortedDictionary.Create<string, Value>(
        StringComparer.Ordinal
    );

    // Beyond that, setting one member after another must not copy all of them each time.
    private const int MostCopied = 64;
    private KeyValuePair<string, Value>[]? sorted;
    private ImmutableSortedDictionary<string, Value>? tree;

    /// <summary>Takes members over that are in order, each name once.</summary>
    internal MemberTable(KeyValuePair<string, Value>[] sorted) => (this.sorted, Count) = (sorted, sorted.Length);

    private MemberTable(ImmutableSortedDictionary<string, Value> tree) => (this.tree, Count) = (tree, tree.Count);

    /// <summary>No members.</summary>
    internal static MemberTable Empty { get; } = new([]) { tree = NoTree };

    /// <summary>Number of members.</summary>
    internal int Count { get; }

    /// <summary>The members in order.</summary>
    internal ReadOnlySpan<KeyValuePair<string, Value>> Members => sorted ??= [.. tree!];

    /// <summary>The members as a tree.</summary>
    internal ImmutableSortedDictionary<string, Value> Tree => tree ??= NoTree.AddRange(sorted!);

    /// <summary>Of given members; one that is there twice must be there with one value.</summary>
    /// <exception cref="ArgumentException">A name has two values.</exception>
    internal static MemberTable Of(IEnumerable<KeyValuePair<string, Value>> members)
    {
        if (members is ImmutableSortedDictionary<string, Value> ordered && ordered.KeyComparer == NoTree.KeyComparer)
        {
            return new(ordered);
        }

        var all = members.ToList();
        for (var i = 1; i < all.Count; i++)
        {
            if (string.CompareOrdinal(all[i - 1].Key, all[i].Key) >= 0)
            {
                return all.Count <= MostCopied ? new(Sorted(all)) : new(NoTree.AddRange(all));
            }
        }

        return new([.. all]);
    }

    /// <summary>The value of a name, or null.</summary>
    internal Value? Find(string name)
    {
        if (sorted is null)
        {
            return tree!.GetValueOrDefault(name);
        }

        var (from, to) = (0, sorted.Length - 1);
        while (from <= to)
        {
            var middle = (from + to) >>> 1;
            switch (string.CompareOrdinal(sorted[middle].Key, name))
            {
                case 0:
                    return sorted[middle].Value;
                case < 0:
                    from = middle + 1;
                    break;
                default:
                    to = middle - 1;
                    break;
            }
        }

        return null;
    }

    /// <summary>The same members with one set.</summary>
    internal MemberTable With(string name, Value value)
    {
        if (Count > MostCopied)
        {
            return new(Tree.SetItem(name, value));
        }

        var members = new List<KeyValuePair<string, Value>>(Count + 1);
        members.AddRange(Members);
        Set(members, name, value);
        return new([.. members]);
    }

    /// <summary>Sets a member of a list that is in order.</summary>
    internal static void Set(List<KeyValuePair<string, Value>> members, string name, Value value)
    {
        var at = members.Count;
        while (at > 0 && string.CompareOrdinal(members[at - 1].Key, name) is var order and >= 0)
        {
            at--;
            if (order == 0)
            {
                members[at] = new(name, value);
                return;
            }
        }

        members.Insert(at, new(name, value));
    }

    /// <summary>Whether all members are the same.</summary>
    internal bool IsSame(MemberTable other)
    {
        var own = Members;
        var others = other.Members;
        if (own.Length != others.Length)
        {
            return false;
        }

        for (var i = 0; i < own.Length; i++)
        {
            if (!string.Equals(own[i].Key, others[i].Key, StringComparison.Ordinal) || !own[i].Value.Equals(others[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private static KeyValuePair<string, Value>[] Sorted(List<KeyValuePair<string, Value>> all)
    {
        var members = new List<KeyValuePair<string, Value>>(all.Count);
        foreach (var (name, value) in all)
        {
            if (Of(members, name) is { } known && !known.Equals(value))
            {
                throw new ArgumentException($"{name} has two values", nameof(all));
            }

            Set(members, name, value);
        }

        return [.. members];
    }

    private static Value? Of(List<KeyValuePair<string, Value>> members, string name)
    {
        foreach (var member in CollectionsMarshal.AsSpan(members))
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }
}
