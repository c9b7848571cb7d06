using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Activities.Run;

/// <summary>Takes what a program says on one stream: keeps its first part masked, counts and hashes all of it, remembers its end.</summary>
/// <remarks>Most programs say nothing: what holds their words is made when the first of them comes.</remarks>
/// <param name="redactor">Masks secrets.</param>
internal sealed class Capture(Redactor redactor) : IBufferWriter<byte>, IDisposable
{
    /// <summary>How much is kept, in bytes.</summary>
    internal const int MostKept = 1 << 20;

    /// <summary>How much of the end is remembered, in bytes.</summary>
    internal const int TailBytes = 2048;
    private const int MostOfALine = 300;
    private static readonly string OfNothing = Convert.ToHexStringLower(SHA384.HashData([]));
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> kept = new();
    private readonly List<byte> tail = [];
    private byte[] scratch = [];
    private IncrementalHash? hash;
    private Redactor.Stream? masked;
    private string digest = "-";
    private long total;
    private bool isTruncated;

    /// <summary>How much came, in bytes.</summary>
    internal long Total => Locked(() => total);

    /// <summary>Whether more came than is kept.</summary>
    internal bool IsTruncated => Locked(() => isTruncated);

    /// <summary>SHA-384 of all that came, unmasked; a hyphen while it still comes.</summary>
    internal string Digest => Locked(() => digest);

    internal byte[] Kept => Locked(() => kept.WrittenSpan.ToArray());

    /// <summary>The end of what came, masked.</summary>
    internal byte[] Tail => Locked(() => tail.TakeLast(TailBytes).ToArray());

    /// <summary>The last line of it that says anything, fit to be shown; null when there is none.</summary>
    internal string? LastLine
    {
        get
        {
            var line = Encoding.UTF8.GetString(Tail).Split('\n').Select(static l => l.Trim()).LastOrDefault(static l => l.Length > 0);
            return line is null ? null : Visible.Text(line.Length <= MostOfALine ? line : line[..MostOfALine] + "…");
        }
    }

    /// <summary>Whether all of it is text that fits in <see cref="Tail"/>.</summary>
    internal bool IsShortText => Locked(() => total <= TailBytes && kept.WrittenCount <= TailBytes && Utf8.IsValid(kept.WrittenSpan));

    /// <summary>Takes the next bytes.</summary>
    internal void Take(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
            masked ??= new Redactor.Stream(redactor, this);
            hash.AppendData(bytes);
            total += bytes.Length;
            masked.Write(bytes);
        }
    }

    /// <summary>Nothing more comes.</summary>
    internal void Complete()
    {
        lock (gate)
        {
            masked?.Complete();
            digest = hash is null ? OfNothing : Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        var room = Math.Min(count, MostKept - kept.WrittenCount);
        kept.Write(scratch.AsSpan(0, room));
        isTruncated |= room < count;
        tail.AddRange(scratch.AsSpan(Math.Max(0, count - TailBytes), Math.Min(count, TailBytes)));
        if (tail.Count > 2 * TailBytes)
        {
            tail.RemoveRange(0, tail.Count - TailBytes);
        }
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint);

    /// <inheritdoc/>
    public void Dispose() => hash?.Dispose();

    private byte[] Room(int size) => scratch.Length >= Math.Max(size, 1) ? scratch : scratch = new byte[Math.Max(size, TailBytes)];

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
