using System.Buffers;
using System.Security.Cryptography;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Common;

/// <summary>Size and SHA-384 of a file.</summary>
internal readonly record struct FileDigest(long Size, string Sha384);

/// <summary>Copies and digests files; a link where a file is expected is an error.</summary>
internal static class FileCopy
{
    private const int BlockSize = 1 << 20;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Size and digest of a file.</summary>
    internal static FileDigest Digest(IDisk disk, string path, CancellationToken cancellation = default)
    {
        using var file = disk.Open(path, FileUse.Read);
        return Pass(file, null, cancellation, null);
    }

    /// <summary>Size and digest of a file; null when there is none.</summary>
    internal static FileDigest? DigestIfThere(IDisk disk, string path) => disk.Has(path) ? Digest(disk, path) : null;

    /// <summary>The artefact that a file of the station is.</summary>
    internal static Artefact Artefact(IDisk disk, StationPath path)
    {
        var digest = Digest(disk, path.Full);
        return new Artefact(path.Shown, digest.Size, digest.Sha384);
    }

    /// <summary>Fails unless a path is a plain file.</summary>
    internal static void DemandFile(IDisk disk, StationPath path)
    {
        var kind = disk.Look(path.Full, follows: false)?.Kind;
        if (kind == ItemKind.File)
        {
            return;
        }

        throw kind switch
        {
            null => new CodedException(Faults.FileMissing(path.Shown)),
            ItemKind.Link => new CodedException(Faults.FileLink(path.Shown)),
            ItemKind.Directory => new CodedException(Failures.Of(Errno.DirectoryAt(path.Shown))),
            _ => new CodedException(Faults.FileSpecial(path.Shown)),
        };
    }

    /// <summary>Fails when a path is a symbolic link, whatever it leads to.</summary>
    internal static void DemandNoLink(IDisk disk, StationPath path)
    {
        if (disk.Look(path.Full, follows: false) is { Kind: ItemKind.Link })
        {
            throw new CodedException(Faults.FileLink(path.Shown));
        }
    }

    /// <summary>Replaces <paramref name="target"/> by a copy whose content was read back; owner and rights are the source's.</summary>
    internal static FileDigest Replace(StationPath source, StationPath target, Call call, CancellationToken cancellation)
    {
        DemandFile(call.Disk, source);
        DemandNoLink(call.Disk, target);
        call.Disk.CreateDirectory(Durable.ParentOf(target.Full));
        var temporary = Durable.TemporaryBeside(target.Full);
        try
        {
            var written = Write(call.Disk, source.Full, temporary, call.Progress, cancellation);
            if (Digest(call.Disk, temporary, cancellation) != written)
            {
                throw new CodedException(Faults.BackupUnverified(target.Shown));
            }

            call.Disk.Move(temporary, target.Full);
            return written;
        }
        finally
        {
            if (call.Disk.Has(temporary))
            {
                call.Disk.Delete(temporary);
            }
        }
    }

    /// <summary>Writes a copy to a new name, synced; the caller publishes it. The owner stays, set-user and its like go.</summary>
    internal static FileDigest Write(
        IDisk disk,
        string source,
        string target,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellation
    ) => Write(disk, source, target, progress, null, cancellation);

    /// <summary>
    /// Writes a copy as a part of a tree that is synced as a whole afterwards, and reads it back; null when it holds something else then.
    /// </summary>
    internal static FileDigest? WriteChecked(IDisk disk, string source, string target, CancellationToken cancellation)
    {
        var (wrote, found) = (new Checksum(), new Checksum());
        var digest = Write(disk, source, target, null, wrote, cancellation);
        using var copy = disk.Open(target, FileUse.Read);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            long done = 0;
            for (int count; (count = copy.Read(block, done)) > 0; done += count)
            {
                cancellation.ThrowIfCancellationRequested();
                found.Append(block.AsSpan(0, count));
            }

            return done == digest.Size && found.Value == wrote.Value ? digest : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static FileDigest Write(
        IDisk disk,
        string source,
        string target,
        IProgress<WorkProgress>? progress,
        Checksum? check,
        CancellationToken cancellation
    )
    {
        using var input = disk.Open(source, FileUse.Read);

        // Never wider than the source while it is being written; a store is a secret.
        using var output = disk.Open(target, FileUse.CreateNew, Private);
        var digest = Pass(input, output, cancellation, progress, check);
        output.Resemble(source, rights: true);
        if (check is null)
        {
            output.Sync();
        }

        return digest;
    }

    /// <summary>Removes temporary files that a crash left beside a target.</summary>
    internal static void RemoveTemporaries(IDisk disk, string target)
    {
        var parent = Durable.ParentOf(target);
        if (!disk.IsDirectory(parent))
        {
            return;
        }

        var start = $".{Path.GetFileName(target)}.";
        foreach (var file in disk.List(parent).Where(f => IsTemporary(Path.GetFileName(f), start)).ToList())
        {
            disk.Remove(file);
        }
    }

    private static bool IsTemporary(string name, string start) =>
        name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal);

    private static FileDigest Pass(
        DiskFile input,
        DiskFile? output,
        CancellationToken cancellation,
        IProgress<WorkProgress>? progress,
        Checksum? check = null
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var total = input.Length;
            long done = 0;
            int count;
            while ((count = input.Read(block, done)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(block.AsSpan(0, count));
                check?.Append(block.AsSpan(0, count));
                output?.Write(block.AsSpan(0, count), done);
                done += count;
                progress?.Report(new WorkProgress(done, total, WorkUnit.Bytes));
            }

            return new FileDigest(done, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
