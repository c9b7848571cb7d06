using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Packing;

namespace OemRunbooks.Oem.Archives;

/// <summary>What a file holds, behind any compression or none; bounded in bytes and in how much one byte may become.</summary>
internal sealed class PackedSource : IByteSource
{
    // Real files shrink to a thousandth at most; small ones of one letter may.
    private const long FreeBytes = 64L << 20;
    private const int MostRatio = 1000;

    private readonly Stream? stream;
    private readonly GzipSource? gzip;
    private readonly ArchiveLimits limits;
    private readonly byte[] head = new byte[512];
    private readonly int headLength;
    private int headAt;
    private bool isFinished;

    internal PackedSource(ArchiveInput input, Compression compression, ArchiveLimits limits)
    {
        (Input, this.limits) = (input, limits);
        if (compression == Compression.Gzip)
        {
            // The base library ignores what is wrong with a gzip file's end.
            gzip = new GzipSource(input, limits.TotalBytes);
        }
        else
        {
            stream = Compressed.Open(compression, new InputStream(input));
        }

        while (headLength < head.Length && Next(head.AsSpan(headLength)) is > 0 and var count)
        {
            headLength += count;
        }
    }

    public ArchiveInput Input { get; }

    public long Total { get; private set; }

    /// <summary>The first bytes, which are still to be read.</summary>
    internal ReadOnlySpan<byte> Head => head.AsSpan(0, headLength);

    public int Read(Span<byte> target)
    {
        if (headAt < headLength)
        {
            var count = Math.Min(target.Length, headLength - headAt);
            head.AsSpan(headAt, count).CopyTo(target);
            headAt += count;
            return count;
        }

        return Next(target);
    }

    public void Dispose()
    {
        stream?.Dispose();
        gzip?.Dispose();
    }

    private int Next(Span<byte> target)
    {
        var count = Unpacked(target);
        Total += count;
        if (Total > limits.TotalBytes)
        {
            throw new OemException(Faults.ArchiveTooLarge(limits.TotalBytes, "total-bytes"));
        }

        if (Total > FreeBytes && Total / MostRatio > Input.Length)
        {
            throw new OemException(Faults.ArchiveTooLarge(MostRatio, "ratio"));
        }

        if (count == 0 && !target.IsEmpty && !isFinished)
        {
            isFinished = true;
            if (Input.Position != Input.Length)
            {
                throw new OemException(Faults.ArchiveTrailingData("file"));
            }
        }

        return count;
    }

    private int Unpacked(Span<byte> target)
    {
        try
        {
            return gzip?.Read(target) ?? stream!.Read(target);
        }
        catch (InvalidDataException error)
        {
            throw new OemException(
                Input.Position == Input.Length ? Faults.ArchiveTruncated("stream") : Faults.ArchiveCorrupt("stream"),
                error
            );
        }
    }

    private sealed class InputStream(ArchiveInput input) : SourceStream
    {
        public override long Length => input.Length;

        public override long Position
        {
            get => input.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => input.Read(buffer);
    }
}
