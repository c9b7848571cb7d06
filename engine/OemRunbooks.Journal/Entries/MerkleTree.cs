using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace OemRunbooks.Journal.Entries;

/// <summary>The Merkle tree over a journal's lines, grown leaf by leaf in memory that is logarithmic in their number.</summary>
/// <remarks>
/// Source: RFC 9162, 2.1.1 (hashes), 2.1.3 (inclusion proofs). The domain prefixes are 0x00 for leaves and 0x01 for inner nodes.
/// </remarks>
public sealed class MerkleTree
{
    private const int HashSize = SHA256.HashSizeInBytes;

    // The roots of the complete subtrees that cover all leaves, largest first: one for each bit that is set in the size.
    private byte[] subtrees = new byte[8 * HashSize];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Appends a leaf's hash.</summary>
    public void Append(byte[] leaf) => Append(leaf.AsSpan());

    /// <summary>Appends a leaf's hash.</summary>
    internal void Append(ReadOnlySpan<byte> leaf)
    {
        var count = BitOperations.PopCount((ulong)Size);
        if ((count + 1) * HashSize > subtrees.Length)
        {
            Array.Resize(ref subtrees, 2 * subtrees.Length);
        }

        leaf.CopyTo(At(count));
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            count--;
            Node(At(count), At(count + 1), At(count));
        }

        Size++;
    }

    /// <summary>The root over all leaves so far; of an empty tree the hash of nothing.</summary>
    public byte[] Root()
    {
        var count = BitOperations.PopCount((ulong)Size);
        if (count == 0)
        {
            return SHA256.HashData([]);
        }

        var root = At(count - 1).ToArray();
        for (var i = count - 2; i >= 0; i--)
        {
            Node(At(i), root, root);
        }

        return root;
    }

    /// <summary>The hash of a leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> content)
    {
        // One call over a joined copy costs less than a hash that is fed twice: most lines are short.
        var joined = ArrayPool<byte>.Shared.Rent(content.Length + 1);
        joined[0] = 0;
        content.CopyTo(joined.AsSpan(1));
        var digest = SHA256.HashData(joined.AsSpan(0, content.Length + 1));
        ArrayPool<byte>.Shared.Return(joined);
        return digest;
    }

    /// <summary>The hash of an inner node.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashSize];
        Node(left, right, hash);
        return hash;
    }

    private static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        Span<byte> input = stackalloc byte[1 + (2 * HashSize)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashSize)..]);
        SHA256.HashData(input, into);
    }

    private Span<byte> At(int index) => subtrees.AsSpan(index * HashSize, HashSize);

    /// <summary>The proof that a leaf is in the tree over the given leaves.</summary>
    /// <param name="leaves">All leaf hashes of the tree, in order.</param>
    /// <param name="index">The leaf, from 0.</param>
    /// <remarks>RFC 9162, 2.1.3.1; from the leaf upwards.</remarks>
    public static IReadOnlyList<byte[]> Prove(IReadOnlyList<byte[]> leaves, long index)
    {
        var path = new List<byte[]>();
        Walk(0, leaves.Count);
        return path;

        void Walk(int from, int to)
        {
            if (to - from <= 1)
            {
                return;
            }

            var middle = from + Split(to - from);
            if (index < middle)
            {
                Walk(from, middle);
                path.Add(RootOf(leaves, middle, to));
            }
            else
            {
                Walk(middle, to);
                path.Add(RootOf(leaves, from, middle));
            }
        }
    }

    /// <summary>Whether a leaf is in the tree of a size and root.</summary>
    /// <remarks>RFC 9162, 2.1.3.2.</remarks>
    public static bool Verify(byte[] leaf, long index, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (fn, sn) = (index, size - 1);
        var hash = leaf;
        foreach (var node in path)
        {
            if (sn == 0 || node.Length != 32)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                hash = Node(node, hash);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                hash = Node(hash, node);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && root.SequenceEqual(hash);
    }

    private static byte[] RootOf(IReadOnlyList<byte[]> leaves, int from, int to)
    {
        var tree = new MerkleTree();
        for (var i = from; i < to; i++)
        {
            tree.Append(leaves[i]);
        }

        return tree.Root();
    }

    // The largest power of two below a number of leaves.
    private static int Split(int count)
    {
        var power = 1;
        while (power << 1 < count)
        {
            power <<= 1;
        }

        return power;
    }
}
