using System.IO.Compression;

namespace OemRunbooks.Oem.Archives;

/// <summary>A file to be put into an archive.</summary>
/// <param name="Path">Path in the bundle, with slashes.</param>
/// <param name="Executable">Whether it may be executed.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Open">Opens the content.</param>
internal sealed record SourceFile(string Path, bool Executable, long Size, Func<Stream> Open)
{
    internal static SourceFile Of(string path, byte[] content) =>
        new(path, false, content.Length, () => new MemoryStream(content, writable: false));

    internal static SourceFile OfDisk(string path, FileInfo file) =>
        new(
            path,
            !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0,
            file.Length,
            () => new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
        );
}

/// <summary>Writes bundles and deltas; the same files and time give the same bytes.</summary>
internal static class ArchiveBuilder
{
    /// <summary>Writes a tar.gz.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="prefix">Put before every path, such as <c>core_oem_staging/</c> or <c>./</c>.</param>
    /// <param name="root">The root directory's own entry, such as <c>core_oem_staging</c> or <c>.</c>.</param>
    /// <param name="files">The files, in the order in which they are written.</param>
    /// <param name="time">Time of every entry.</param>
    /// <param name="level">How hard to compress.</param>
    internal static void TarGz(
        string path,
        string prefix,
        string root,
        IReadOnlyList<SourceFile> files,
        DateTimeOffset time,
        CompressionLevel level
    )
    {
        using var file = File.Create(path);
        using var gzip = new GZipStream(file, level);
        using var tar = new TarWriter(gzip, time);
        tar.Directory(root);
        foreach (var (directory, entry) in WithDirectories(files))
        {
            if (entry is null)
            {
                tar.Directory(prefix + directory);
                continue;
            }

            using var content = entry.Open();
            tar.File(prefix + entry.Path, entry.Executable, entry.Size, content);
        }
    }

    /// <summary>Writes a zip; directories have entries of their own when a prefix is given.</summary>
    internal static void Zip(string path, string prefix, IReadOnlyList<SourceFile> files, DateTimeOffset time, CompressionLevel level)
    {
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        ZipArchiveEntry Add(string name, int mode)
        {
            var entry = zip.CreateEntry(name, level);
            entry.LastWriteTime = time.ToUniversalTime();
            entry.ExternalAttributes = mode << 16;
            return entry;
        }

        if (prefix.Length > 0)
        {
            Add(prefix, 0x41ED);
        }

        foreach (var (directory, source) in WithDirectories(files))
        {
            if (source is null)
            {
                if (prefix.Length > 0)
                {
                    Add(prefix + directory + "/", 0x41ED);
                }

                continue;
            }

            using var target = Add(prefix + source.Path, source.Executable ? 0x81ED : 0x81A4).Open();
            using var content = source.Open();
            content.CopyTo(target, 1 << 20);
        }
    }

    private static IEnumerable<(string Directory, SourceFile? File)> WithDirectories(IReadOnlyList<SourceFile> files)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var slash = file.Path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = file.Path.IndexOf('/', slash + 1))
            {
                if (seen.Add(file.Path[..slash]))
                {
                    yield return (file.Path[..slash], null);
                }
            }

            yield return (string.Empty, file);
        }
    }
}
