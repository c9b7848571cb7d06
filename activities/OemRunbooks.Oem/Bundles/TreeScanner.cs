using System.Buffers;
using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Looks at every file of a directory; links and special files are refused, nothing is followed.</summary>
internal static class TreeScanner
{
    private const int BlockSize = 1 << 20;

    internal static SeenTree Scan(IDisk disk, string directory, ArchiveLimits limits, CancellationToken cancellation)
    {
        var seen = new SeenTree();
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            foreach (var entry in OemDisk.Do(directory, () => disk.Walk(directory)))
            {
                cancellation.ThrowIfCancellationRequested();
                var path = entry.Relative;
                switch (entry.Item.Kind)
                {
                    case ItemKind.Link:
                        throw new OemException(Faults.ArchiveLink(path));
                    case ItemKind.Special:
                        throw new OemException(Faults.FileSpecial(entry.Full));
                }

                if (entry.IsFile && path != InstallationState.FileName)
                {
                    if (seen.Files.Count == limits.Entries)
                    {
                        throw new OemException(Faults.ArchiveTooLarge(limits.Entries, "entries"));
                    }

                    seen.Files.Add(path, OemDisk.Do(entry.Full, () => Hash(disk, entry.Full, block)));
                    if (SeenTree.KeepLimit(path) is { } limit)
                    {
                        seen.Contents.Add(path, disk.ReadDocument(entry.Full, limit: limit));
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

    internal static FileFact Hash(IDisk disk, string path, byte[] block)
    {
        using var file = disk.Open(path, FileUse.Read);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        long size = 0;
        int count;
        while ((count = file.Read(block, size)) > 0)
        {
            hash.AppendData(block, 0, count);
            size += count;
        }

        return new FileFact(size, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }
}
