using System.Buffers;
using System.Security.Cryptography;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Copies to a removable medium so that what is on it has been seen to be on it.</summary>
/// <remarks>
/// Written under a temporary name, flushed, dropped from the system's cache, read back from the medium and compared byte by byte with the
/// source, and only then given its name. The digest is computed of what was read back, while the next block is being read.
/// </remarks>
internal static class MediaCopy
{
    private const int BlockSize = 1 << 20;

    /// <summary>Copies one file; gives size and digest of what the medium holds.</summary>
    /// <exception cref="CodedException"><c>media.unverified</c></exception>
    internal static FileDigest Write(MediaItem item, StationPath media, Call call, IProgress<long> progress, CancellationToken cancellation)
    {
        var target = media.Below(item.To);
        call.Disk.CreateDirectory(Durable.ParentOf(target.Full));
        var temporary = Durable.TemporaryBeside(target.Full);
        try
        {
            using var source = item.Open(call);
            using (var output = call.Disk.CreateStream(temporary))
            {
                Copy(source, output, progress, cancellation);
                if (item.From == MediaItem.Program && Disk.All.Look(Environment.ProcessPath!)?.Rights is { } rights)
                {
                    output.File.SetRights(rights);
                }

                output.File.Sync();
                output.File.DropCache();
            }

            source.Position = 0;
            var digest = ReadBack(call.Disk, temporary, source, target, progress, cancellation);
            call.Disk.Move(temporary, target.Full);
            return digest;
        }
        finally
        {
            TryDelete(call.Disk, temporary);
        }
    }

    /// <summary>Size and digest of a file that is on the medium already.</summary>
    internal static FileDigest Digest(IDisk disk, StationPath file, IProgress<long> progress, CancellationToken cancellation) =>
        ReadBack(disk, file.Full, null, file, progress, cancellation);

    /// <summary>Whether two streams of the same length hold the same bytes.</summary>
    internal static bool SameBytes(Stream one, Stream other, CancellationToken cancellation)
    {
        var (a, b) = (ArrayPool<byte>.Shared.Rent(BlockSize), ArrayPool<byte>.Shared.Rent(BlockSize));
        try
        {
            int count;
            while ((count = one.ReadAtLeast(a.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                if (
                    other.ReadAtLeast(b.AsSpan(0, count), count, throwOnEndOfStream: false) != count
                    || !a.AsSpan(0, count).SequenceEqual(b.AsSpan(0, count))
                )
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(a);
            ArrayPool<byte>.Shared.Return(b);
        }
    }

    private static void Copy(Stream source, Stream output, IProgress<long> progress, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            int count;
            while ((count = source.Read(block, 0, BlockSize)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                output.Write(block, 0, count);
                progress.Report(count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static FileDigest ReadBack(
        IDisk disk,
        string path,
        Stream? source,
        StationPath shown,
        IProgress<long> progress,
        CancellationToken cancellation
    )
    {
        using var file = disk.OpenStream(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        byte[][] blocks = [ArrayPool<byte>.Shared.Rent(BlockSize), ArrayPool<byte>.Shared.Rent(BlockSize)];
        var original = ArrayPool<byte>.Shared.Rent(BlockSize);
        var hashing = Task.CompletedTask;
        long done = 0;
        try
        {
            for (var turn = 0; ; turn ^= 1)
            {
                var block = blocks[turn];
                var count = file.ReadAtLeast(block.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
                if (
                    source is not null
                    && (
                        source.ReadAtLeast(original.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false) != count
                        || !original.AsSpan(0, count).SequenceEqual(block.AsSpan(0, count))
                    )
                )
                {
                    throw new CodedException(Faults.MediaUnverified(shown.Shown));
                }

                hashing.GetAwaiter().GetResult();
                if (count == 0)
                {
                    return new FileDigest(done, Convert.ToHexStringLower(hash.GetHashAndReset()));
                }

                cancellation.ThrowIfCancellationRequested();
                hashing = Task.Run(() => hash.AppendData(block, 0, count), CancellationToken.None);
                done += count;
                progress.Report(count);
            }
        }
        finally
        {
            // The hash still reads its block when another thing went wrong.
            hashing.GetAwaiter().GetResult();
            Array.ForEach(blocks, static b => ArrayPool<byte>.Shared.Return(b));
            ArrayPool<byte>.Shared.Return(original);
        }
    }

    private static void TryDelete(IDisk disk, string path)
    {
        try
        {
            if (disk.Has(path))
            {
                disk.Delete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The medium is gone: what brought us here is the error to report.
        }
    }
}
