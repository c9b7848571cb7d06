using System.Buffers.Binary;

namespace OemRunbooks.Oem.Archives;

/// <summary>Reads one gzip member that fills a whole file.</summary>
/// <remarks>
/// Checked: header and its CRC, compressed data to its last byte, CRC-32, length, nothing after the end. Source: RFC 1952.
/// </remarks>
internal sealed class GzipSource : IByteSource
{
    private const int TrailerSize = 8;
    private const int HeaderLimit = 64 << 10;

    private readonly Inflater inflater;
    private readonly long limit;
    private bool finished;

    internal GzipSource(ArchiveInput input, long limit)
    {
        Input = input;
        this.limit = limit;
        SkipHeader(input);
        var length = input.Length - TrailerSize - input.Position;
        inflater = length > 0 ? new Inflater(input, length, "gzip") : throw new OemException(Faults.ArchiveTruncated("gzip"));
    }

    public ArchiveInput Input { get; }

    public long Total => inflater.Total;

    public int Read(Span<byte> target)
    {
        var count = inflater.Read(target);
        if (Total > limit)
        {
            throw new OemException(Faults.ArchiveTooLarge(limit, "total-bytes"));
        }

        if (count == 0 && !target.IsEmpty && !finished)
        {
            finished = true;
            CheckTrailer();
        }

        return count;
    }

    public void Dispose() => inflater.Dispose();

    private void CheckTrailer()
    {
        Span<byte> trailer = stackalloc byte[TrailerSize];
        Input.ReadExactly(trailer, "gzip");
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != inflater.Crc)
        {
            throw new OemException(Faults.ArchiveCorrupt("gzip-crc"));
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != unchecked((uint)inflater.Total))
        {
            throw new OemException(Faults.ArchiveCorrupt("gzip-length"));
        }
    }

    private static void SkipHeader(ArchiveInput input)
    {
        var crc = 0u;
        Span<byte> fixedPart = stackalloc byte[10];
        Take(input, fixedPart, ref crc);
        var flags = fixedPart[3];
        if (fixedPart[0] != 0x1F || fixedPart[1] != 0x8B || fixedPart[2] != 8 || (flags & 0xE0) != 0)
        {
            throw new OemException(Faults.ArchiveCorrupt("gzip-header"));
        }

        Span<byte> two = stackalloc byte[2];
        if ((flags & 4) != 0)
        {
            Take(input, two, ref crc);
            Take(input, new byte[BinaryPrimitives.ReadUInt16LittleEndian(two)], ref crc);
        }

        for (var texts = ((flags >> 3) & 1) + ((flags >> 4) & 1); texts > 0; texts--)
        {
            SkipText(input, ref crc);
        }

        if ((flags & 2) != 0)
        {
            var expected = (ushort)crc;
            Take(input, two, ref crc);
            if (BinaryPrimitives.ReadUInt16LittleEndian(two) != expected)
            {
                throw new OemException(Faults.ArchiveCorrupt("gzip-header-crc"));
            }
        }
    }

    private static void SkipText(ArchiveInput input, ref uint crc)
    {
        Span<byte> one = stackalloc byte[1];
        for (var count = 0; count <= HeaderLimit; count++)
        {
            Take(input, one, ref crc);
            if (one[0] == 0)
            {
                return;
            }
        }

        throw new OemException(Faults.ArchiveTooLarge(what: "gzip-header"));
    }

    private static void Take(ArchiveInput input, Span<byte> target, ref uint crc)
    {
        input.ReadExactly(target, "gzip");
        crc = Crc32.Append(crc, target);
    }
}
