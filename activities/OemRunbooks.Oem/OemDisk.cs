using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem;

/// <summary>Documents by way of a disk: the system's failures become codes, every read is bounded.</summary>
internal static class OemDisk
{
    /// <summary>64 MiB: larger than any document of these formats, small enough to hold in memory.</summary>
    internal const int DocumentLimit = 64 << 20;

    /// <param name="disk">The way to files.</param>
    /// <param name="path">The file.</param>
    /// <param name="missing">Makes the failure when there is no such file; of its path. Null for <c>file.missing</c>.</param>
    /// <param name="unreadable">
    /// Makes the failure when it can't be read; of its path and the system's error. Null for <c>file.unreadable</c>.
    /// </param>
    /// <param name="limit">The most bytes that it may have.</param>
    internal static byte[] ReadDocument(
        this IDisk disk,
        string path,
        Func<string, Failure>? missing = null,
        Func<string, string, Failure>? unreadable = null,
        int limit = DocumentLimit
    )
    {
        try
        {
            return disk.ReadAll(path, limit);
        }
        catch (Exception e) when (Errno.IsSystems(e) || e is ArgumentException or NotSupportedException)
        {
            var error = Errno.OfFile(e, path);
            throw error.Code switch
            {
                Errno.Missing => new OemException(missing is null ? Faults.FileMissing(path) : missing(path), e),

                // What it is matters more than what it was to be: a pipe or a link gets its own words.
                Errno.Special or Errno.Link or Errno.TooLarge => Failed(e, path),
                _ => unreadable is null ? Failed(e, path) : new OemException(unreadable(path, error.Reason), e),
            };
        }
    }

    internal static string Decode(byte[] bytes, string path, Func<string, string, Failure>? malformed = null)
    {
        // The mark is a part of what these formats read: it is named, not dropped.
        var form = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? "byte-order-mark" : null;
        return form is null && DiskReads.DecodeText(bytes, out form) is { } text
            ? text
            : throw new OemException(malformed is null ? Faults.TextMalformed(path, form!) : malformed(path, form!));
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

    internal static void ReplaceDocument(this IDisk disk, string path, byte[] bytes, UnixFileMode? mode = null) =>
        Do(
            path,
            () =>
            {
                disk.CreateDirectory(Durable.ParentOf(path));
                disk.Save(path, bytes, mode);
            }
        );

    internal static OemException Failed(Exception e, string path) => new(Failures.Of(Errno.OfFile(e, path)), e);
}
