using System.Buffers.Binary;
using System.Text;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Archives;

/// <summary>One record of the central directory.</summary>
internal sealed record ZipRecord(
    ArchiveEntry Entry,
    byte[] RawName,
    ushort Flags,
    ushort Method,
    uint Crc,
    long PackedSize,
    long Size,
    long Offset
)
{
    internal string Name => Entry.Path;

    internal bool IsDeflated => Method == 8;

    internal bool HasDescriptor => (Flags & 8) != 0;
}

/// <summary>Reads and checks the tables of a zip archive.</summary>
internal static class ZipDirectory
{
    private const int EndSize = 22;
    private const int RecordSize = 46;
    private const int LocalSize = 30;
    private const int LocatorSize = 20;

    // The longest path that EntryName lets pass, with the top directory and some room.
    private const int LongestName = 2048;
    private const ushort Utf8Flag = 0x800;

    // Data descriptor, UTF-8 names and the two bits that only tell how hard deflate tried.
    private const int AllowedFlags = 0x8 | 0x6 | Utf8Flag;

    internal static List<ZipRecord> Read(ArchiveInput input, ArchiveLimits limits, out long directoryAt)
    {
        Span<byte> end = stackalloc byte[EndSize];
        if (input.Length < EndSize)
        {
            throw new OemException(Faults.ArchiveTruncated("zip"));
        }

        input.Peek(input.Length - EndSize, end, "zip");
        if (U32(end, 0) != 0x06054B50 || U16(end, 20) != 0)
        {
            throw Unended(input);
        }

        int count = U16(end, 10);
        long size = U32(end, 12);
        directoryAt = U32(end, 16);
        if (count == ushort.MaxValue || size == uint.MaxValue || directoryAt == uint.MaxValue || HasLocator(input))
        {
            throw new OemException(Faults.ArchiveUnsupported("zip64"));
        }

        if (U32(end, 4) != 0 || U16(end, 8) != count || directoryAt + size != input.Length - EndSize)
        {
            throw Corrupt("end-record", null);
        }

        if (count > limits.Entries)
        {
            throw new OemException(Faults.ArchiveTooLarge(limits.Entries, "entries"));
        }

        // Of what follows a name (extra fields, comments) nothing is kept.
        long names = 0;
        var records = new List<ZipRecord>(count);
        var at = directoryAt;
        for (var i = 0; i < count; i++)
        {
            var record = ReadRecord(input, ref at, directoryAt + size);
            names += record.Name.Length;
            if (names > limits.NameBytes)
            {
                throw new OemException(Faults.ArchiveTooLarge(limits.NameBytes, "name-bytes"));
            }

            records.Add(record);
        }

        if (at != directoryAt + size)
        {
            throw Corrupt("directory-size", null);
        }

        records.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        return records;
    }

    internal static void CheckLocalHeader(ArchiveInput input, ZipRecord record)
    {
        Span<byte> local = stackalloc byte[LocalSize];
        input.ReadExactly(local, record.Name);
        if (U32(local, 18) == uint.MaxValue || U32(local, 22) == uint.MaxValue)
        {
            throw new OemException(Faults.ArchiveUnsupported("zip64", record.Name));
        }

        var name = new byte[U16(local, 26)];
        input.ReadExactly(name, record.Name);
        input.ReadExactly(new byte[U16(local, 28)], record.Name);

        // With a descriptor the sizes may stand there instead; then they are zero here.
        bool Same(uint here, long there) => here == there || (record.HasDescriptor && here == 0);
        var same =
            U32(local, 0) == 0x04034B50
            && U16(local, 6) == record.Flags
            && U16(local, 8) == record.Method
            && Same(U32(local, 14), record.Crc)
            && Same(U32(local, 18), record.PackedSize)
            && Same(U32(local, 22), record.Size)
            && name.AsSpan().SequenceEqual(record.RawName);
        if (!same)
        {
            throw Corrupt("local-header", record.Name);
        }
    }

    internal static void SkipDescriptor(ArchiveInput input, ZipRecord record)
    {
        if (!record.HasDescriptor)
        {
            return;
        }

        Span<byte> descriptor = stackalloc byte[16];
        input.ReadExactly(descriptor, record.Name);
        if (
            U32(descriptor, 0) != 0x08074B50
            || U32(descriptor, 4) != record.Crc
            || U32(descriptor, 8) != record.PackedSize
            || U32(descriptor, 12) != record.Size
        )
        {
            throw Corrupt("descriptor", record.Name);
        }
    }

    internal static OemException Corrupt(string reason, string? entry) => new OemException(Faults.ArchiveCorrupt("zip-" + reason, entry));

    // An end record further back: the file is whole, but a comment or something else follows.
    private static OemException Unended(ArchiveInput input)
    {
        var tail = new byte[(int)Math.Min(input.Length, EndSize + ushort.MaxValue)];
        input.Peek(input.Length - tail.Length, tail, "zip");
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (U32(end, 0) == 0x06054B50 && U32(end, 16) + (long)U32(end, 12) == input.Length - tail.Length + at)
            {
                return at + EndSize + U16(end, 20) == tail.Length
                    ? new OemException(Faults.ArchiveUnsupported("zip-comment"))
                    : new OemException(Faults.ArchiveTrailingData("zip"));
            }
        }

        return new OemException(Faults.ArchiveTruncated("zip-end-record"));
    }

    private static bool HasLocator(ArchiveInput input)
    {
        Span<byte> locator = stackalloc byte[4];
        if (input.Length < EndSize + LocatorSize)
        {
            return false;
        }

        input.Peek(input.Length - EndSize - LocatorSize, locator, "zip");
        return U32(locator, 0) == 0x07064B50;
    }

    private static ZipRecord ReadRecord(ArchiveInput input, ref long at, long end)
    {
        Span<byte> record = stackalloc byte[RecordSize];
        if (at + RecordSize > end)
        {
            throw Corrupt("directory-size", null);
        }

        input.Peek(at, record, "zip-directory");
        if (U32(record, 0) != 0x02014B50 || at + RecordSize + U16(record, 28) + U16(record, 30) + U16(record, 32) > end)
        {
            throw Corrupt("directory-record", null);
        }

        if (U16(record, 28) > LongestName)
        {
            throw new OemException(Faults.ArchiveHostileName($"#{Number.Of(at)}", "too-long"));
        }

        var rawName = new byte[U16(record, 28)];
        input.Peek(at + RecordSize, rawName, "zip-directory");
        at += RecordSize + rawName.Length + U16(record, 30) + U16(record, 32);
        var flags = U16(record, 8);
        var method = U16(record, 10);
        var name = NameOf(rawName, flags);
        Demand(record, name, flags, method);
        long size = U32(record, 24);
        long packed = U32(record, 20);
        var isDirectory = name.EndsWith('/');
        var entry = new ArchiveEntry(isDirectory ? name[..^1] : name, isDirectory, IsExecutable(record, name, isDirectory), size);
        return (isDirectory && size != 0) || (method == 0 && packed != size)
            ? throw Corrupt("size", name)
            : new ZipRecord(entry, rawName, flags, method, U32(record, 16), packed, size, U32(record, 42));
    }

    private static void Demand(ReadOnlySpan<byte> record, string name, ushort flags, ushort method)
    {
        if ((flags & 0x2041) != 0)
        {
            throw new OemException(Faults.ArchiveUnsupported("zip-encrypted", name));
        }

        if ((flags & ~AllowedFlags) != 0 || method is not (0 or 8))
        {
            throw new OemException(Faults.ArchiveUnsupported("zip-method", name));
        }

        if (
            U32(record, 20) == uint.MaxValue
            || U32(record, 24) == uint.MaxValue
            || U32(record, 42) == uint.MaxValue
            || U16(record, 34) != 0
        )
        {
            throw new OemException(Faults.ArchiveUnsupported("zip64", name));
        }

        // A stored entry whose size only follows it cannot be delimited.
        if ((flags & 8) != 0 && method == 0 && U32(record, 24) != 0)
        {
            throw new OemException(Faults.ArchiveUnsupported("zip-stored-with-descriptor", name));
        }
    }

    private static bool IsExecutable(ReadOnlySpan<byte> record, string name, bool isDirectory)
    {
        const int typeMask = 0xF000,
            link = 0xA000,
            file = 0x8000,
            directory = 0x4000;
        var mode = (int)(U32(record, 38) >> 16);
        return (mode & typeMask) switch
        {
            link => throw new OemException(Faults.ArchiveLink(name)),
            0 => (mode & 0x40) != 0,
            file when !isDirectory => (mode & 0x40) != 0,
            directory when isDirectory => true,
            var type => throw new OemException(Faults.ArchiveSpecial(name, type)),
        };
    }

    private static string NameOf(byte[] raw, ushort flags) =>
        (flags & Utf8Flag) != 0 || Ascii.IsValid(raw)
            ? TarReader.Decode(raw)
            : throw new OemException(Faults.ArchiveHostileName(SpecText.Lenient(raw), "not-utf-8"));

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
