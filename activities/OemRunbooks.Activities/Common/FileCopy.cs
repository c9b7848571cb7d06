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

    /// <summary>Size and digest of a file.</summary>
    internal static FileDigest Digest(string path, CancellationToken cancellation = default)
    {
        using var stream = Open(path);
        return Pass(stream, null, cancellation, null);
    }

    /// <summary>Size and digest of a file; null when there is none.</summary>
    internal static FileDigest? DigestIfThere(string path) => File.Exists(path) ? Digest(path) : null;

    /// <summary>The artefact that a file of the station is.</summary>
    internal static Artefact Artefact(StationPath path)
    {
        var digest = Digest(path.Full);
        return new Artefact(path.Shown, digest.Size, digest.Sha384);
    }

    /// <summary>Fails unless a path is a plain file.</summary>
    internal static void DemandFile(StationPath path)
    {
        var info = new FileInfo(path.Full);
        if (info.LinkTarget is not null)
        {
            throw new CodedException(Faults.FileLink(path.Shown));
        }

        if (!info.Exists)
        {
            throw new CodedException(Faults.FileMissing(path.Shown));
        }
    }

    /// <summary>Fails when a path is a symbolic link, whatever it leads to.</summary>
    internal static void DemandNoLink(StationPath path)
    {
        if (new FileInfo(path.Full).LinkTarget is not null)
        {
            throw new CodedException(Faults.FileLink(path.Shown));
        }
    }

    /// <summary>Replaces <paramref name="target"/> by a copy whose content was read back; permissions are kept.</summary>
    internal static FileDigest Replace(StationPath source, StationPath target, Call call, CancellationToken cancellation)
    {
        DemandFile(source);
        DemandNoLink(target);
        Durable.CreateDirectory(Durable.ParentOf(target.Full));
        var temporary = Durable.TemporaryBeside(target.Full);
        try
        {
            var written = Write(source.Full, temporary, call.Progress, cancellation);
            if (Digest(temporary, cancellation) != written)
            {
                throw new CodedException(Faults.BackupUnverified(target.Shown));
            }

            Durable.Rename(temporary, target.Full);
            return written;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a copy to a new name, synced; the caller publishes it.</summary>
    internal static FileDigest Write(string source, string target, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        using var input = Open(source);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Never wider than the source while it is being written; a store is a secret.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var output = new FileStream(target, options);
        var digest = Pass(input, output, cancellation, progress);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(output.SafeFileHandle, File.GetUnixFileMode(source));
        }

        Durable.Sync(output.SafeFileHandle, target);
        return digest;
    }

    /// <summary>Removes temporary files that a crash left beside a target.</summary>
    internal static void RemoveTemporaries(string target)
    {
        var parent = Durable.ParentOf(target);
        if (Directory.Exists(parent))
        {
            foreach (var file in Directory.GetFiles(parent, $".{Path.GetFileName(target)}.*.tmp"))
            {
                Durable.Remove(file);
            }
        }
    }

    private static FileStream Open(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
                Share = FileShare.ReadWrite,
            }
        );

    private static FileDigest Pass(Stream input, Stream? output, CancellationToken cancellation, IProgress<WorkProgress>? progress)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            long done = 0;
            int count;
            while ((count = input.Read(block)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(block.AsSpan(0, count));
                output?.Write(block, 0, count);
                done += count;
                progress?.Report(new WorkProgress(done, input.Length, WorkUnit.Bytes));
            }

            return new FileDigest(done, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
