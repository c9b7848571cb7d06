using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem;

/// <summary>Turns the operating system's failures into codes; every read is bounded.</summary>
internal static class Disk
{
    /// <summary>64 MiB: larger than any document of these formats, small enough to hold in memory.</summary>
    internal const int DocumentLimit = 64 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    internal static byte[] Read(string path, string missing = OemCodes.FileMissing, string unreadable = OemCodes.FileUnreadable, int limit = DocumentLimit)
    {
        try
        {
            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(handle);
            if (length > limit)
            {
                throw OemException.Of(OemCodes.FileTooLarge, ("path", path), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
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
                    throw OemException.Of(OemCodes.FileTooLarge, ("path", path), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
                }
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (Errno.IsSystems(e) || e is ArgumentException or NotSupportedException)
        {
            var error = Errno.OfFile(e, path);
            if (error.Code == OemCodes.FileMissing)
            {
                throw OemException.Of(e, missing, ("path", path));
            }

            throw unreadable == OemCodes.FileUnreadable ? Failure(e, path) : OemException.Of(e, unreadable, ("path", path), ("error", error.Reason));
        }
    }

    internal static string Decode(byte[] bytes, string path, string code = OemCodes.TextMalformed)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw OemException.Of(e, code, ("path", path), ("reason", "not-utf-8"));
        }
    }

    /// <summary>Does something to a path and gives its failure a code.</summary>
    internal static void Do(string path, Action action) => Do(path, () =>
    {
        action();
        return 0;
    });

    internal static T Do<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (Errno.IsSystems(e))
        {
            throw Failure(e, path);
        }
    }

    internal static void Replace(string path, byte[] bytes, UnixFileMode? mode = null) => Do(path, () =>
    {
        Durable.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var owner = FileOwner.Of(path);
        Durable.Replace(path, bytes, mode);
        FileOwner.Restore(path, owner);
    });

    internal static OemException Failure(Exception e, string path)
    {
        var error = Errno.OfFile(e, path);
        return OemException.Of(e, error.Code, ("path", path), (error.ReasonName, error.Reason));
    }
}
