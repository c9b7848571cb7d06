using System.Formats.Tar;
using System.IO.Compression;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Reads what a delta says of itself, to choose among several; whoever applies one checks it anew, strictly.</summary>
/// <remarks>
/// Nothing here is trusted: the published manifest beside the archive if there is one, else <c>delta.json</c> inside, within bounds.
/// </remarks>
internal static class DeltaPeek
{
    private const long MostBytes = 1L << 30;
    private const int MostEntries = 50_000;
    private const int MostManifest = 16 << 20;

    /// <summary>The manifest, and the path of the published one or null.</summary>
    /// <exception cref="OemException">
    /// <c>delta.manifest-invalid</c>, <c>delta.manifest-missing</c>, <c>archive.corrupt</c>, <c>archive.too-large</c>.
    /// </exception>
    internal static (DeltaManifest Manifest, string? Published) Read(IDisk disk, string archive)
    {
        var published = DeltaName.ManifestBeside(archive);
        if (disk.IsFile(published))
        {
            using var file = disk.OpenStream(published);
            return (DeltaManifest.Parse(Bounded(file, published), published), published);
        }

        try
        {
            return (DeltaManifest.Parse(Inside(disk, archive), archive), null);
        }
        catch (InvalidDataException e)
        {
            throw new OemException(Faults.ArchiveCorrupt("unreadable", Path.GetFileName(archive)), e);
        }
    }

    private static byte[] Inside(IDisk disk, string archive)
    {
        using var file = disk.OpenStream(archive);
        if (archive.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            using var entry = (zip.GetEntry(DeltaManifest.FileName) ?? throw Missing(archive)).Open();
            return Bounded(entry, archive);
        }

        using var inflated = new GZipStream(file, CompressionMode.Decompress);
        using var limited = new LimitedStream(inflated, MostBytes, archive);
        using var tar = new TarReader(limited);
        for (var n = 0; n < MostEntries && tar.GetNextEntry() is { } entry; n++)
        {
            if (entry.Name is DeltaManifest.FileName or "./" + DeltaManifest.FileName && entry.DataStream is { } data)
            {
                return Bounded(data, archive);
            }
        }

        throw Missing(archive);
    }

    private static byte[] Bounded(Stream stream, string path)
    {
        using var limited = new LimitedStream(stream, MostManifest, path);
        using var bytes = new MemoryStream();
        limited.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static OemException Missing(string path) => new(Faults.DeltaManifestMissing(path));

    private sealed class LimitedStream(Stream inner, long limit, string path) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer);
            read += count;
            return read <= limit ? count : throw new OemException(Faults.ArchiveTooLarge(limit, Path.GetFileName(path)));
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
