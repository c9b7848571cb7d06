using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Failures;

/// <summary>Gives the operating system's errors their codes.</summary>
public static class Failures
{
    /// <summary>The failure that an exception stands for; <c>internal.error</c> for one that nobody foresaw.</summary>
    /// <remarks>Codes: <c>disk.full</c>, <c>disk.read-only</c>, <c>file.denied</c>, <c>file.missing</c>, <c>io.failed</c>, <c>internal.error</c>.</remarks>
    public static Failure From(Exception exception) => exception switch
    {
        CodedException coded => coded.Failure,
        FileNotFoundException missing => Failure.Of("file.missing", ("path", Value.Of(missing.FileName))),
        DirectoryNotFoundException => Failure.Of("file.missing", ("path", Value.Of(exception.Message))),
        UnauthorizedAccessException { InnerException: IOException inner } when Errno(inner) == 30 => Failure.Of("disk.read-only", ("path", Value.Of(Path(exception)))),
        UnauthorizedAccessException => Failure.Of("file.denied", ("path", Value.Of(Path(exception)))),
        IOException io => Errno(io) switch
        {
            28 or 122 or 112 => Failure.Of("disk.full", ("path", Value.Of(Path(io)))),
            30 => Failure.Of("disk.read-only", ("path", Value.Of(Path(io)))),
            13 or 1 => Failure.Of("file.denied", ("path", Value.Of(Path(io)))),
            2 => Failure.Of("file.missing", ("path", Value.Of(Path(io)))),
            _ => Failure.Of("io.failed", ("reason", Value.Of(io.Message))),
        },
        _ => Failure.Of("internal.error", ("type", Value.Of(exception.GetType().Name))),
    };

    // On Unix the base library and Durable leave the errno in HResult; Windows wraps its own as 0x8007nnnn.
    private static int Errno(IOException error) => (error.HResult & 0xFFFF0000) == 0x80070000 ? error.HResult & 0xFFFF : error.HResult;

    private static string Path(Exception error)
    {
        var quote = error.Message.IndexOf('\'', StringComparison.Ordinal);
        var end = quote < 0 ? -1 : error.Message.IndexOf('\'', quote + 1);
        return end > quote ? error.Message[(quote + 1)..end] : error.Message;
    }
}
