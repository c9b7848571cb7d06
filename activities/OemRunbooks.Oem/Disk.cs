using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem;

/// <summary>Turns the operating system's failures into codes; every read is bounded.</summary>
internal static class Disk
{
    /// <summary>64 MiB: larger than any document of these formats, small enough to hold in memory.</summary>
    internal const int DocumentLimit = 64 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="path">The file.</param>
    /// <param name="missing">Makes the failure when there is no such file; of its path. Null for <c>file.missing</c>.</param>
    /// <param name="unreadable">
    /// Makes the failure when it can't be read; of its path and the system's error. Null for <c>file.unreadable</c>.
    /// </param>
    /// <param name="limit">The most bytes that it may have.</param>
    internal static byte[] Read(
        string path,
        Func<string, Failure>? missing = null,
        Func<string, string, Failure>? unreadable = null,
        int limit = DocumentLimit
    )
    {
        try
        {
            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(handle);
            if (length > limit)
            {
                throw new OemException(Faults.FileTooLarge(path, limit));
            }

            // Files of /proc and /sys say 0; read until the end, whatever the length said.
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            using var bytes = new MemoryStream((int)Math.Max(length, 256));
            Span<byte> chunk = stackalloc byte[8192];
            int count;
            while ((count = stream.Read(chunk)) > 0)
            {
                bytes.Write(chunk[..count]);
                if (bytes.Length > limit)
                {
                    throw new OemException(Faults.FileTooLarge(path, limit));
                }
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (Errno.IsSystems(e) || e is ArgumentException or NotSupportedException)
        {
            var error = Errno.OfFile(e, path);
            if (error.Code == Errno.Missing)
            {
                throw new OemException(missing is null ? Faults.FileMissing(path) : missing(path), e);
            }

            throw unreadable is null ? Failed(e, path) : new OemException(unreadable(path, error.Reason), e);
        }
    }

    internal static string Decode(byte[] bytes, string path, Func<string, string, Failure>? malformed = null)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new OemException(malformed is null ? Faults.TextMalformed(path, "not-utf-8") : malformed(path, "not-utf-8"), e);
        }
    }

    /// <summary>Does something to a path and gives its failure a code.</summary>
    internal static void Do(string path, Action action) =>
        Do(
            path,
            () =>
            {
                action();
                return 0;
            }
        );

    internal static T Do<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (Errno.IsSystems(e))
        {
            throw Failed(e, path);
        }
    }

    internal static void Replace(string path, byte[] bytes, UnixFileMode? mode = null) =>
        Do(
            path,
            () =>
            {
                Durable.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                var owner = FileOwner.Of(path);
                Durable.Replace(path, bytes, mode);
                FileOwner.Restore(path, owner);
            }
        );

    internal static OemException Failed(Exception e, string path) => new(Failures.Of(Errno.OfFile(e, path)), e);
}
