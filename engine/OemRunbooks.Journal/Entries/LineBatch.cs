using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Whether somebody needs the values of a fact that was checked without them.</summary>
internal delegate bool LineWants(ReadOnlySpan<byte> line, in ScannedLine found);

/// <summary>A block of a journal: its whole lines scanned, hashed and chained among themselves, by whichever thread has time.</summary>
/// <remarks>It stops at the first line that is not as it must be; whether that is damage, and which, is the reader's to say.</remarks>
internal sealed class LineBatch : IDisposable
{
    /// <summary>How much of a file it holds.</summary>
    internal const int Size = 256 * 1024;

    private const int LeafSize = SHA256.HashSizeInBytes;
    private const int ReadSize = CanonicalJson.MaxLine;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // A byte stands before each line, where its newline stood or the first has room: there goes the leaf's prefix.
    private readonly byte[] buffer = new byte[Size + 1];
    private Line[] lines = new Line[1024];
    private byte[] leaves = new byte[1024 * LeafSize];
    private int filled;

    /// <summary>The scanning, while it goes on elsewhere.</summary>
    internal Task? Work { get; set; }

    /// <summary>Number of lines that are as they must be.</summary>
    internal int Count { get; private set; }

    /// <summary>Where the line begins that is not; −1 when all are.</summary>
    internal int StopAt { get; private set; }

    /// <summary>Bytes after the last newline.</summary>
    internal ReadOnlySpan<byte> Rest => buffer.AsSpan(Whole, filled + 1 - Whole);

    // Where what follows the last newline begins.
    private int Whole { get; set; }

    /// <summary>Reads on; what was read stays when reading fails.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rest">What the batch before left.</param>
    /// <param name="offset">Where it is read from.</param>
    /// <returns>Whether there may be more.</returns>
    internal bool Fill(DiskFile file, ReadOnlySpan<byte> rest, ref long offset)
    {
        rest.CopyTo(buffer.AsSpan(1));
        filled = rest.Length;
        Whole = 1;
        var isMore = true;
        try
        {
            while (isMore && filled < Size)
            {
                var read = file.Read(buffer.AsSpan(1 + filled, Math.Min(ReadSize, Size - filled)), offset);
                filled += read;
                offset += read;
                isMore = read > 0;
            }
        }
        finally
        {
            Whole = buffer.AsSpan(1, filled).LastIndexOf((byte)'\n') + 2;
        }

        return isMore;
    }

    /// <summary>Scans from a line on.</summary>
    internal void Scan(int from, LineWants wants)
    {
        (Count, StopAt) = (0, -1);
        for (var start = from; start < Whole; )
        {
            var length = buffer.AsSpan(start, Whole - start).IndexOf((byte)'\n');
            if (!Take(start, length, wants))
            {
                StopAt = start;
                return;
            }

            start += length + 1;
        }
    }

    /// <summary>Scans all of it.</summary>
    internal void Scan(LineWants wants) => Scan(1, wants);

    /// <summary>A line that is as it must be.</summary>
    internal ReadOnlySpan<byte> Bytes(int index) => buffer.AsSpan(lines[index].Start, lines[index].Length);

    /// <summary>The line that is not.</summary>
    internal ReadOnlySpan<byte> Stopped => buffer.AsSpan(StopAt, buffer.AsSpan(StopAt, Whole - StopAt).IndexOf((byte)'\n'));

    /// <summary>What was found in a line.</summary>
    internal ref readonly ScannedLine Found(int index) => ref lines[index].Found;

    /// <summary>What it says, if anybody wants to know.</summary>
    internal Fact? FactOf(int index) => lines[index].Fact;

    /// <summary>Its leaf hash.</summary>
    internal ReadOnlySpan<byte> Leaf(int index) => leaves.AsSpan(index * LeafSize, LeafSize);

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private bool Take(int start, int length, LineWants wants)
    {
        var bytes = buffer.AsSpan(start, length);
        if (!LineScanner.TryScan(bytes, out var found) || (Count > 0 && !Follows(bytes, found)))
        {
            return false;
        }

        Fact? fact = null;
        if (!found.IsChecked || wants(bytes, found))
        {
            try
            {
                fact = FactCodec.Read(found.Type, CanonicalJson.Parse(bytes[found.Data]));
            }
            catch (FormatException)
            {
                return false;
            }
        }

        if (Count == lines.Length)
        {
            Array.Resize(ref lines, Count * 2);
            Array.Resize(ref leaves, Count * 2 * LeafSize);
        }

        lines[Count] = new(start, length, found, fact);
        buffer[start - 1] = 0;
        hash.AppendData(buffer.AsSpan(start - 1, length + 1));
        hash.GetHashAndReset(leaves.AsSpan(Count * LeafSize, LeafSize));
        Count++;
        return true;
    }

    // The first one's predecessor is in another batch.
    private bool Follows(ReadOnlySpan<byte> bytes, in ScannedLine found) =>
        found.Seq == lines[Count - 1].Found.Seq + 1 && IsHash(bytes.Slice(found.PrevAt, 2 * LeafSize), Leaf(Count - 1));

    /// <summary>Whether a text is a hash, as journals spell it.</summary>
    internal static bool IsHash(ReadOnlySpan<byte> text, ReadOnlySpan<byte> hash)
    {
        if (text.Length != 2 * hash.Length)
        {
            return false;
        }

        for (var i = 0; i < hash.Length; i++)
        {
            if (text[2 * i] != Digits[hash[i] >> 4] || text[(2 * i) + 1] != Digits[hash[i] & 15])
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    private readonly struct Line(int start, int length, ScannedLine found, Fact? fact)
    {
        internal readonly int Start = start;
        internal readonly int Length = length;
        internal readonly ScannedLine Found = found;
        internal readonly Fact? Fact = fact;
    }
}
