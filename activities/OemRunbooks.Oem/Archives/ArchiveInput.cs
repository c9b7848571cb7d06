using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem.Archives;

/// <summary>Reads a file once, from first byte to last, and has it hashed on the way.</summary>
internal sealed class ArchiveInput : IDisposable
{
    private readonly DiskFile file;
    private readonly BlockHasher hasher;
    private ArraySegment<byte> block = ArraySegment<byte>.Empty;
    private long fetched;
    private int start;

    internal ArchiveInput(IDisk disk, string path)
    {
        Path = path;
        try
        {
            file = disk.Open(path, FileUse.Read);
            Length = file.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            file?.Dispose();
            throw OemDisk.Failed(e, path);
        }

        hasher = new BlockHasher();
    }

    internal string Path { get; }

    /// <summary>Length when the file was opened; bytes appended later are not looked at.</summary>
    internal long Length { get; }

    internal long Position => fetched - (block.Count - start);

    /// <summary>Reads up to a target's length; 0 only at the end.</summary>
    internal int Read(Span<byte> target)
    {
        if (start == block.Count)
        {
            Fetch();
        }

        var count = Math.Min(target.Length, block.Count - start);
        block.AsSpan(start, count).CopyTo(target);
        start += count;
        return count;
    }

    /// <summary>Fills a target.</summary>
    internal void ReadExactly(Span<byte> target, string where)
    {
        while (!target.IsEmpty)
        {
            var count = Read(target);
            target = count > 0 ? target[count..] : throw new OemException(Faults.ArchiveTruncated(where));
        }
    }

    /// <summary>Looks at bytes anywhere, without moving or hashing.</summary>
    internal void Peek(long offset, Span<byte> target, string where)
    {
        while (!target.IsEmpty)
        {
            var count = ReadAt(target, offset);
            offset += count;
            target = count > 0 ? target[count..] : throw new OemException(Faults.ArchiveTruncated(where));
        }
    }

    /// <summary>SHA-384 of the whole file in lower-case hex; the file must have been read to its end.</summary>
    internal string Digest() => Position == Length ? hasher.Finish() : throw new OemException(Faults.ArchiveTrailingData("file"));

    public void Dispose()
    {
        file.Dispose();
        hasher.Dispose();
    }

    private void Fetch()
    {
        var buffer = hasher.Rent();
        var count = ReadAt(buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - fetched)), fetched);
        fetched += count;
        block = new ArraySegment<byte>(buffer, 0, count);
        start = 0;
        hasher.Hash(block);
    }

    private int ReadAt(Span<byte> target, long offset)
    {
        try
        {
            return target.IsEmpty ? 0 : file.Read(target, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw OemDisk.Failed(e, Path);
        }
    }
}
