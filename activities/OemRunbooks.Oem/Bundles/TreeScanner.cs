using System.Buffers;
using System.Security.Cryptography;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Looks at every file of a directory; links and special files are refused, nothing is followed.</summary>
internal static class TreeScanner
{
    private const int BlockSize = 1 << 20;

    internal static SeenTree Scan(string directory, ArchiveLimits limits, CancellationToken cancellation)
    {
        var seen = new SeenTree();
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            foreach (var (path, entry) in Walk(directory))
            {
                cancellation.ThrowIfCancellationRequested();
                if (entry.LinkTarget is not null)
                {
                    throw new OemException(Faults.ArchiveLink(path));
                }

                if (entry is FileInfo && path != InstallationState.FileName)
                {
                    if (seen.Files.Count == limits.Entries)
                    {
                        throw new OemException(Faults.ArchiveTooLarge(limits.Entries, "entries"));
                    }

                    seen.Files.Add(path, Disk.Do(entry.FullName, () => Hash(entry.FullName, block)));
                    if (SeenTree.KeepLimit(path) is { } limit)
                    {
                        seen.Contents.Add(path, Disk.Read(entry.FullName, limit: limit));
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return seen;
    }

    /// <summary>Every entry below a directory with its path in slashes, parents first; links are listed and not entered.</summary>
    internal static IEnumerable<(string Path, FileSystemInfo Entry)> Walk(string directory)
    {
        var open = new Stack<(string Prefix, DirectoryInfo Directory)>();
        open.Push((string.Empty, new DirectoryInfo(directory)));
        while (open.TryPop(out var next))
        {
            var entries = Disk.Do(next.Directory.FullName, () => next.Directory.GetFileSystemInfos());
            foreach (var entry in entries)
            {
                yield return (next.Prefix + entry.Name, entry);
                if (entry is DirectoryInfo below && below.LinkTarget is null)
                {
                    open.Push((next.Prefix + entry.Name + "/", below));
                }
            }
        }
    }

    internal static FileFact Hash(string path, byte[] block)
    {
        using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        long size = 0;
        int count;
        while ((count = RandomAccess.Read(handle, block, size)) > 0)
        {
            hash.AppendData(block, 0, count);
            size += count;
        }

        return new FileFact(size, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }
}
