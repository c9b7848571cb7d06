using System.Text;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Archives;

/// <summary>Reads a tar archive strictly, compressed or not.</summary>
/// <remarks>
/// The rules:
/// ustar, pax and GNU headers with a right checksum; regular files and directories only;
/// pax <c>path</c> and <c>size</c> count for the next entry, times, owners and comments are ignored, anything else that would change the
/// meaning is refused;
/// a global header may hold only what is ignored; a GNU long name counts for the next entry;
/// two zero blocks end the archive and only zeros may follow, up to the end of the data, which the source checks.
/// Source: POSIX.1-2017 (pax), GNU tar manual; trust.md, "Archives".
/// </remarks>
internal sealed class TarReader : IArchiveReader
{
    private const int BlockSize = 512;
    private const int ExtensionLimit = 64 << 10;
    private const int BufferSize = 256 << 10;
    private const int DirectReadFrom = 64 << 10;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly IByteSource source;
    private readonly byte[] buffer = new byte[BufferSize];
    private int start;
    private int end;
    private long left;
    private int padding;

    internal TarReader(ArchiveInput input, ArchiveLimits limits)
        : this(new GzipSource(input, limits.TotalBytes)) { }

    internal TarReader(IByteSource source) => this.source = source;

    public ArchiveInput Input => source.Input;

    public ArchiveEntry? Next()
    {
        if (left > 0)
        {
            throw new InvalidOperationException("the entry before was not read to its end");
        }

        Skip(padding);
        padding = 0;
        var extension = new TarExtension();
        while (true)
        {
            var block = Block("header");
            if (!block.ContainsAnyExcept((byte)0))
            {
                return extension.IsEmpty ? Finish() : throw Corrupt("extension-without-entry");
            }

            var header = TarHeader.Parse(block);
            switch (header.Type)
            {
                case (byte)'x':
                    extension.AddPax(Extension(header), isGlobal: false);
                    break;
                case (byte)'g':
                    new TarExtension().AddPax(Extension(header), isGlobal: true);
                    break;
                case (byte)'L':
                    extension.AddLongName(Extension(header));
                    break;
                case (byte)'K':
                    throw new OemException(Faults.ArchiveLink(header.ShownName));
                default:
                    return Entry(header, extension);
            }
        }
    }

    public int Read(Span<byte> target)
    {
        var wanted = (int)Math.Min(target.Length, left);
        if (wanted == 0)
        {
            return 0;
        }

        if (start == end && wanted >= DirectReadFrom)
        {
            // Large files go past the buffer, straight into the batch.
            var direct = source.Read(target[..wanted]);
            left -= direct;
            return direct > 0 ? direct : throw Truncated("entry");
        }

        Fill("entry");
        var count = Math.Min(wanted, end - start);
        buffer.AsSpan(start, count).CopyTo(target);
        start += count;
        left -= count;
        return count;
    }

    public void Dispose() => source.Dispose();

    private ArchiveEntry Entry(TarHeader header, TarExtension extension)
    {
        var name = extension.Path ?? Decode(header.Name);
        var isDirectory = header.Type == (byte)'5';
        switch (header.Type)
        {
            case (byte)'0' or 0 or (byte)'5':
                break;
            case (byte)'1' or (byte)'2':
                throw new OemException(Faults.ArchiveLink(name));
            default:
                throw new OemException(Faults.ArchiveSpecial(name, header.Type));
        }

        var size = SizeOf(header, extension);
        if (isDirectory)
        {
            if (size != 0)
            {
                throw Corrupt("directory-with-size");
            }

            name = name.EndsWith('/') ? name[..^1] : name;
        }

        left = size;
        padding = (int)(-size & (BlockSize - 1));
        return new ArchiveEntry(name, isDirectory, (header.Mode & 0x40) != 0, size);
    }

    // A pax size stands beside the same size in the header, or beside none, or beside one that the header can't hold.
    private static long SizeOf(TarHeader header, TarExtension extension) =>
        extension.Size is not { } size ? header.Size
        : header.Size == size || header.Size == 0 || size > TarHeader.LargestOctalSize ? size
        : throw Corrupt("two-sizes");

    private ArchiveEntry? Finish()
    {
        if (Block("end-of-archive").ContainsAnyExcept((byte)0))
        {
            throw Corrupt("one-zero-block");
        }

        while (true)
        {
            if (buffer.AsSpan(start, end - start).ContainsAnyExcept((byte)0))
            {
                throw new OemException(Faults.ArchiveTrailingData("tar"));
            }

            start = 0;
            end = source.Read(buffer);
            if (end == 0)
            {
                return source.Total % BlockSize == 0 ? null : throw new OemException(Faults.ArchiveTrailingData("tar"));
            }
        }
    }

    private byte[] Extension(TarHeader header)
    {
        if (header.Size is 0 or > ExtensionLimit)
        {
            throw Corrupt("extension-size");
        }

        var bytes = new byte[header.Size];
        left = header.Size;
        for (var at = 0; at < bytes.Length; )
        {
            at += Read(bytes.AsSpan(at));
        }

        Skip((int)(-header.Size & (BlockSize - 1)));
        return bytes;
    }

    private ReadOnlySpan<byte> Block(string where)
    {
        if (end - start < BlockSize)
        {
            Gather(where);
        }

        start += BlockSize;
        return buffer.AsSpan(start - BlockSize, BlockSize);
    }

    private void Gather(string where)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        while (end < BlockSize)
        {
            var count = source.Read(buffer.AsSpan(end));
            end += count > 0 ? count : throw Truncated(where);
        }
    }

    private void Skip(int count)
    {
        while (count > 0)
        {
            Fill("padding");
            var part = Math.Min(count, end - start);
            start += part;
            count -= part;
        }
    }

    private void Fill(string where)
    {
        if (start == end)
        {
            start = 0;
            end = source.Read(buffer);
            if (end == 0)
            {
                throw Truncated(where);
            }
        }
    }

    internal static string Decode(ReadOnlySpan<byte> name)
    {
        try
        {
            return StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException e)
        {
            throw new OemException(Faults.ArchiveHostileName(SpecText.Lenient(name), "not-utf-8"), e);
        }
    }

    internal static OemException Corrupt(string reason) => new OemException(Faults.ArchiveCorrupt("tar-" + reason));

    private static OemException Truncated(string where) => new OemException(Faults.ArchiveTruncated("tar-" + where));
}
