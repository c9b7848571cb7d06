namespace OemRunbooks.Oem.Archives;

/// <summary>Reads a zip archive strictly.</summary>
/// <remarks>
/// The rules:
/// local entries lie one after another from the file's first byte to the central directory, which ends where the end record begins, which
/// ends the file;
/// local headers say what the central directory says; stored or deflated, never encrypted, never zip64;
/// CRC and both sizes are checked; links and special files are refused.
/// Source: PKWARE APPNOTE 6.3; trust.md, "Archives".
/// </remarks>
internal sealed class ZipReader : IArchiveReader
{
    private readonly List<ZipRecord> records;
    private readonly long directoryAt;
    private readonly long limit;
    private int index = -1;
    private Inflater? inflater;
    private long left;
    private uint crc;
    private long total;
    private bool open;

    internal ZipReader(ArchiveInput input, ArchiveLimits limits)
    {
        Input = input;
        limit = limits.TotalBytes;
        records = ZipDirectory.Read(input, limits, out directoryAt);
    }

    public ArchiveInput Input { get; }

    private ZipRecord Current => records[index];

    public ArchiveEntry? Next()
    {
        if (open)
        {
            throw new InvalidOperationException("the entry before was not read to its end");
        }

        if (++index == records.Count)
        {
            return Finish();
        }

        var record = Current;
        if (Input.Position != record.Offset)
        {
            throw ZipDirectory.Corrupt("gap-or-overlap", record.Name);
        }

        ZipDirectory.CheckLocalHeader(Input, record);
        var next = index + 1 < records.Count ? records[index + 1].Offset : directoryAt;
        if (Input.Position + record.PackedSize > next)
        {
            throw ZipDirectory.Corrupt("gap-or-overlap", record.Name);
        }

        inflater?.Dispose();
        inflater = record.IsDeflated ? new Inflater(Input, record.PackedSize, record.Name) : null;
        left = record.Size;
        crc = 0;
        open = true;
        if (record.Entry.IsDirectory || (!record.IsDeflated && left == 0))
        {
            Close();
        }

        return record.Entry;
    }

    public int Read(Span<byte> target)
    {
        if (!open)
        {
            return 0;
        }

        var wanted = target[..(int)Math.Min(target.Length, left)];
        var count = wanted.IsEmpty ? 0 : inflater?.Read(wanted) ?? Input.Read(wanted);
        if (count == 0 && left > 0)
        {
            throw inflater is null ? new OemException(Faults.ArchiveTruncated(Current.Name)) : ZipDirectory.Corrupt("size", Current.Name);
        }

        if (inflater is null)
        {
            crc = Crc32.Append(crc, wanted[..count]);
        }

        left -= count;
        total += count;
        if (total > limit)
        {
            throw new OemException(Faults.ArchiveTooLarge(limit, "total-bytes"));
        }

        if (left == 0)
        {
            Close();
        }

        return count;
    }

    public void Dispose() => inflater?.Dispose();

    private void Close()
    {
        open = false;
        Span<byte> one = stackalloc byte[1];
        if (inflater is not null && inflater.Read(one) != 0)
        {
            throw ZipDirectory.Corrupt("size", Current.Name);
        }

        if ((inflater?.Crc ?? crc) != Current.Crc)
        {
            throw ZipDirectory.Corrupt("crc", Current.Name);
        }

        ZipDirectory.SkipDescriptor(Input, Current);
    }

    private ArchiveEntry? Finish()
    {
        if (Input.Position != directoryAt)
        {
            throw ZipDirectory.Corrupt("gap-or-overlap", "central-directory");
        }

        // Already looked at; read on so that the digest covers the whole file.
        Span<byte> rest = stackalloc byte[4096];
        while (Input.Read(rest) > 0) { }

        return null;
    }
}
