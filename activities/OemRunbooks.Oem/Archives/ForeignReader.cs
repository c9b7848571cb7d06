using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Packing;
using SharpCompress.Archives;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Common;
using SharpCompress.Readers;
using SharpCompress.Readers.Rar;

namespace OemRunbooks.Oem.Archives;

/// <summary>Reads 7z and rar by another library, and holds what it says to the same rules: names, kinds, sizes, checksums.</summary>
internal sealed class ForeignReader : IArchiveReader
{
    private const int KindMask = 0xF000;
    private const int KindDirectory = 0x4000;
    private const int KindFile = 0x8000;
    private const int OwnerExecutes = 0x40;
    private readonly DiskStream file;
    private readonly IArchive? archive;
    private readonly bool isRar;
    private readonly IReader reader;
    private readonly ArchiveLimits limits;
    private Stream? content;
    private long left;
    private long total;
    private long wanted;
    private uint crc;

    internal ForeignReader(IDisk disk, ArchiveInput input, ArchiveLimits limits, bool isRar)
    {
        (Input, this.limits, this.isRar) = (input, limits, isRar);
        file = disk.OpenStream(input.Path);
        var options = new ReaderOptions { LeaveStreamOpen = true };
        try
        {
            archive = isRar ? null : SevenZipArchive.OpenArchive(file, options);
            if (archive?.Entries.Take(limits.Entries + 1).Count() > limits.Entries)
            {
                throw new OemException(Faults.ArchiveTooLarge(limits.Entries, "entries"));
            }

            reader = archive?.ExtractAllEntries() ?? RarReader.OpenReader(file, options);
        }
        catch (Exception error) when (Compressed.IsDamage(error))
        {
            file.Dispose();
            throw Refused(error);
        }
    }

    public ArchiveInput Input { get; }

    public ArchiveEntry? Next() =>
        Guard(() =>
        {
            content?.Dispose();
            content = null;
            return reader.MoveToNextEntry() ? Entry(reader.Entry) : null as ArchiveEntry?;
        });

    public int Read(Span<byte> target)
    {
        if (content is null)
        {
            return 0;
        }

        int count;
        try
        {
            count = content.Read(target);
        }
        catch (Exception error) when (Compressed.IsDamage(error))
        {
            throw Refused(error);
        }

        crc = Crc32.Append(crc, target[..count]);
        total += count;
        left -= count;
        Demand(count == 0 && !target.IsEmpty);
        return count;
    }

    public void Dispose()
    {
        try
        {
            // What was not read is not unpacked only to be thrown away.
            reader.Cancel();
            content?.Dispose();
            reader.Dispose();
            archive?.Dispose();
        }
        catch (Exception error) when (Compressed.IsDamage(error))
        {
            // It was damaged, and that has been told.
        }

        file.Dispose();
    }

    private ArchiveEntry Entry(IEntry entry)
    {
        var name = (entry.Key ?? "").Replace('\\', '/').TrimEnd('/');
        if (entry.IsEncrypted)
        {
            throw new OemException(Faults.ArchiveUnsupported("encrypted", name));
        }

        // What was made on Unix has its mode: in 7z in the upper half, in rar in the lower one.
        var attributes = entry.Attrib ?? 0;
        var mode = isRar ? attributes & 0xFFFF : (attributes >> 16) & 0xFFFF;
        if (entry.LinkTarget is not null || (mode & KindMask) is not (0 or KindFile or KindDirectory))
        {
            throw new OemException(Faults.ArchiveLink(name));
        }

        if (entry.IsDirectory)
        {
            return new(name, IsDirectory: true, Executable: false, Size: 0);
        }

        (left, wanted, crc) = (entry.Size, entry.Crc, 0);
        if (entry.Size < 0 || total + entry.Size > limits.TotalBytes)
        {
            throw new OemException(Faults.ArchiveTooLarge(limits.TotalBytes, "total-bytes", name));
        }

        content = entry.Size > 0 ? reader.OpenEntryStream() : null;
        return new(name, IsDirectory: false, Executable: (mode & OwnerExecutes) != 0, Size: entry.Size);
    }

    private void Demand(bool isAtEnd)
    {
        if (left < 0)
        {
            throw new OemException(Faults.ArchiveCorrupt("size"));
        }

        if (isAtEnd && left > 0)
        {
            throw new OemException(Faults.ArchiveTruncated("entry"));
        }

        if (isAtEnd && wanted != 0 && (uint)wanted != crc)
        {
            throw new OemException(Faults.ArchiveCorrupt("crc"));
        }
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (Compressed.IsDamage(error))
        {
            throw Refused(error);
        }
    }

    private static OemException Refused(Exception error) =>
        new(
            error switch
            {
                CryptographicException => Faults.ArchiveUnsupported("encrypted"),
                OutOfMemoryException => Faults.ArchiveTooLarge(what: "memory"),
                IncompleteArchiveException or EndOfStreamException => Faults.ArchiveTruncated("archive"),
                _ => Faults.ArchiveCorrupt("archive"),
            },
            error
        );
}
