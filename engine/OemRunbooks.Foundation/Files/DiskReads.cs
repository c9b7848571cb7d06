using System.Security.Cryptography;
using System.Text;

namespace OemRunbooks.Foundation.Files;

/// <summary>What stands below a directory.</summary>
/// <param name="Relative">Its path below the directory, with <c>/</c>.</param>
/// <param name="Full">Its path for the disk.</param>
/// <param name="Item">What it is; links are told as links, whatever they lead to.</param>
public readonly record struct DiskEntry(string Relative, string Full, DiskItem Item)
{
    /// <summary>Whether it is a regular file.</summary>
    public bool IsFile => Item.Kind == ItemKind.File;
}

/// <summary>Reads of whole files, each with a bound.</summary>
public static class DiskReads
{
    /// <summary>What a file may hold of which nobody says otherwise.</summary>
    public const int MostBytes = 256 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The system's number for a file that is too large.</summary>
    internal const int TooLarge = 27;

    /// <summary>Whether a regular file stands under a path.</summary>
    public static bool IsFile(this IDisk disk, string path) => disk.Look(path) is { Kind: ItemKind.File };

    /// <summary>Whether a directory stands under a path.</summary>
    public static bool IsDirectory(this IDisk disk, string path) => disk.Look(path) is { Kind: ItemKind.Directory };

    /// <summary>The bytes of a file; 0 when it is not there.</summary>
    public static long Length(this IDisk disk, string path) => disk.Look(path)?.Length ?? 0;

    /// <summary>Opens a file to be read as a stream.</summary>
    public static DiskStream OpenStream(this IDisk disk, string path) => new(disk.Open(path, FileUse.Read), canWrite: false);

    /// <summary>Makes a file under a free name, to be written as a stream.</summary>
    public static DiskStream CreateStream(this IDisk disk, string path, UnixFileMode? mode = null) =>
        new(disk.Open(path, FileUse.CreateNew, mode), canWrite: true);

    /// <summary>Whether anything stands under a path, a link too.</summary>
    public static bool Has(this IDisk disk, string path) => disk.Look(path, follows: false) is not null;

    /// <summary>Everything below a directory, parents first, in ordinal order of relative paths; links are told and not entered.</summary>
    public static IEnumerable<DiskEntry> Walk(this IDisk disk, string directory)
    {
        var open = new Stack<(string Prefix, string Full)>([("", directory)]);
        while (open.TryPop(out var next))
        {
            foreach (var (full, item) in disk.ListItems(next.Full).OrderBy(static i => i.Path, StringComparer.Ordinal))
            {
                var relative = next.Prefix + Path.GetFileName(full);
                yield return new(relative, full, item);
                if (item.Kind == ItemKind.Directory)
                {
                    open.Push((relative + "/", full));
                }
            }
        }
    }

    /// <summary>A whole file.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">Its path.</param>
    /// <param name="most">The bytes that are read at most; a longer file is an error.</param>
    public static byte[] ReadAll(this IDisk disk, string path, long most = MostBytes)
    {
        using var file = disk.Open(path, FileUse.Read);

        // What the system makes up as it is read (/proc) has no length: what counts is where it ends.
        var bytes = new byte[(int)Math.Min(Math.Max(file.Length, 0), most) + 1];
        var filled = 0;
        for (int read; (read = file.Read(bytes.AsSpan(filled), filled)) > 0; filled += read)
        {
            if (filled + read > most)
            {
                throw Durable.Failure(path, TooLarge).Over(most);
            }

            if (filled + read == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length + 4096, most + 1));
            }
        }

        return bytes[..filled];
    }

    /// <summary>All of an open file; null when it is longer than that.</summary>
    /// <param name="file">The file.</param>
    /// <param name="most">The bytes that are read at most.</param>
    public static byte[]? ReadWhole(this DiskFile file, long most)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > most)
        {
            return null;
        }

        var bytes = new byte[file.Length];
        var filled = 0;
        for (int read; filled < bytes.Length && (read = file.Read(bytes.AsSpan(filled), filled)) > 0; filled += read) { }

        return bytes[..filled];
    }

    /// <summary>A whole file as text: UTF-8, or what its byte-order mark says, without that mark.</summary>
    public static string ReadText(this IDisk disk, string path, long most = MostBytes)
    {
        var bytes = new MemoryStream(disk.ReadAll(path, most));
        using var reader = new StreamReader(bytes, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Text of another system: strict UTF-8, a byte-order mark dropped; null, and what it is, when it is no such text.
    /// </summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="form">Null, <c>utf-16</c> or <c>not-utf-8</c>.</param>
    public static string? DecodeText(ReadOnlySpan<byte> bytes, out string? form)
    {
        form = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "utf-16" : null;
        if (form is not null)
        {
            return null;
        }

        try
        {
            return StrictUtf8.GetString(bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            form = "not-utf-8";
            return null;
        }
    }

    /// <summary>The digest of an open file's content, lower-case hex.</summary>
    public static string Digest(this DiskFile file, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        var buffer = new byte[128 * 1024];
        long offset = 0;
        for (int read; (read = file.Read(buffer, offset)) > 0; offset += read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
