using System.IO.Compression;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Packing;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Oem.Unpacking;

/// <summary>A file in an archive.</summary>
/// <param name="Path">Its path, with <c>/</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha384">Its digest in lower-case hex.</param>
public sealed record ArchiveMember(string Path, long Size, string Sha384);

/// <summary>How much an archive may hold.</summary>
/// <param name="Files">Files and directories.</param>
/// <param name="Bytes">Bytes of all files together.</param>
public sealed record ArchiveBounds(int Files, long Bytes);

/// <summary>A file that is put into an archive.</summary>
/// <param name="Path">Its path in the archive.</param>
/// <param name="Executable">Whether it may be executed.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Open">Opens it.</param>
public sealed record ArchivedFile(string Path, bool Executable, long Size, Func<Stream> Open);

/// <summary>Archives of any kind that people bring: tar in every compression, zip, 7z, rar, and single compressed files.</summary>
/// <remarks>
/// They are held to the rules for bundles: regular files and directories only, every name checked, sizes, counts and ratios bounded,
/// checksums checked, nothing after the end. Source: trust.md, "Archives".
/// </remarks>
public static class AnyArchive
{
    /// <summary>Reads an archive from its first byte to its last, writing nothing.</summary>
    /// <exception cref="OemException">Codes <c>archive.*</c>, <c>disk.*</c>, <c>file.*</c>.</exception>
    public static IReadOnlyList<ArchiveMember> List(
        IDisk disk,
        string path,
        ArchiveBounds bounds,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellation
    ) => Pass(disk, path, bounds, null, progress, cancellation);

    /// <summary>Unpacks an archive into a private directory, on the disk when it returns; whatever fails, nothing stays behind.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="path">The archive.</param>
    /// <param name="bounds">How much it may hold.</param>
    /// <param name="room">Directory in which the private one is made.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException">Codes <c>archive.*</c>, <c>disk.*</c>, <c>file.*</c>.</exception>
    public static (StagedTree Tree, IReadOnlyList<ArchiveMember> Members) Extract(
        IDisk disk,
        string path,
        ArchiveBounds bounds,
        string room,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellation
    ) => StagedTree.Fill(disk, room, tree => Pass(disk, path, bounds, tree, progress, cancellation));

    /// <summary>Packs files: the same files and time give the same bytes.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isZip">Whether it is a zip, else a tar.</param>
    /// <param name="isPacked">Whether a tar is compressed by gzip.</param>
    /// <param name="files">The files.</param>
    /// <param name="time">The time of all of them.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException"><c>archive.source-changed</c>: a file was shorter when it was read.</exception>
    public static void Create(
        Stream output,
        bool isZip,
        bool isPacked,
        IReadOnlyList<ArchivedFile> files,
        DateTimeOffset time,
        CancellationToken cancellation
    )
    {
        if (isZip)
        {
            Zip(output, files, time, cancellation);
            return;
        }

        using var packed = isPacked ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true) : null;
        using var tar = new TarWriter(packed ?? output, time);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            using var content = new ExactStream(file);
            tar.File(file.Path, file.Executable, file.Size, content);
        }
    }

    private static void Zip(Stream output, IReadOnlyList<ArchivedFile> files, DateTimeOffset time, CancellationToken cancellation)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var entry = zip.CreateEntry(file.Path, CompressionLevel.Optimal);
            entry.LastWriteTime = time.ToUniversalTime();
            entry.ExternalAttributes = (file.Executable ? 0x81ED : 0x81A4) << 16;
            using var target = entry.Open();
            using var content = new ExactStream(file);
            content.CopyTo(target, 1 << 20);
        }
    }

    private static IReadOnlyList<ArchiveMember> Pass(
        IDisk disk,
        string path,
        ArchiveBounds bounds,
        string? root,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellation
    )
    {
        var limits = new ArchiveLimits
        {
            Entries = bounds.Files,
            TotalBytes = bounds.Bytes,
            FileBytes = bounds.Bytes,
        };
        using var input = new ArchiveInput(disk, path);
        using var reader = Open(disk, input, limits);
        using var sink = new TreeSink(disk, root, limits, keeps: false);
        Pump.Run(new CheckedReader(reader, Layout.Delta, limits), sink, progress, cancellation);
        return
        [
            .. sink
                .Seen.Files.OrderBy(static f => f.Key, StringComparer.Ordinal)
                .Select(static f => new ArchiveMember(f.Key, f.Value.Size, f.Value.Sha384)),
        ];
    }

    private static IArchiveReader Open(IDisk disk, ArchiveInput input, ArchiveLimits limits)
    {
        var magic = new byte[(int)Math.Min(8, input.Length)];
        input.Peek(0, magic, "archive");
        return magic switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => new ZipReader(input, limits),
            [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => new ForeignReader(disk, input, limits, isRar: false),
            [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 0x07, ..] => new ForeignReader(disk, input, limits, isRar: true),
            _ => Stream(input, Compressed.Of(magic), limits),
        };
    }

    private static IArchiveReader Stream(ArchiveInput input, Compression compression, ArchiveLimits limits)
    {
        var source = new PackedSource(input, compression, limits);
        return IsTar(source.Head) ? new TarReader(source)
            : compression == Compression.None ? throw new OemException(Faults.ArchiveUnsupported("unknown"))
            : new SingleFileReader(source, Path.GetFileNameWithoutExtension(input.Path));
    }

    private static bool IsTar(ReadOnlySpan<byte> head) => head.Length == 512 && head.Slice(257, 5).SequenceEqual("ustar"u8);

    // Exactly as many bytes as were announced: a log may grow while it is read.
    private sealed class ExactStream(ArchivedFile file) : SourceStream
    {
        private readonly Stream content = file.Open();
        private long left = file.Size;

        public override int Read(Span<byte> buffer)
        {
            var count = content.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            left -= count;
            return count > 0 || left == 0 || buffer.IsEmpty ? count : throw new OemException(Faults.ArchiveSourceChanged(file.Path));
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                content.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
