namespace OemRunbooks.Foundation.Failures;

/// <summary>Gives the operating system's errors their codes.</summary>
public static class Failures
{
    /// <summary>The failure that an exception stands for; <c>internal.error</c> for one that nobody foresaw.</summary>
    /// <remarks>Codes: <c>disk.full</c>, <c>disk.read-only</c>, <c>file.denied</c>, <c>file.missing</c>, <c>io.failed</c>, <c>internal.error</c>.</remarks>
    public static Failure From(Exception exception) => exception switch
    {
        CodedException coded => coded.Failure,
        FileNotFoundException missing => Faults.FileMissing(missing.FileName),
        DirectoryNotFoundException => Faults.FileMissing(exception.Message),
        UnauthorizedAccessException { InnerException: IOException inner } when Errno(inner) == 30 => Faults.DiskReadOnly(Path(exception)),
        UnauthorizedAccessException => Faults.FileDenied(Path(exception)),
        IOException io => Errno(io) switch
        {
            28 or 122 or 112 => Faults.DiskFull(Path(io)),
            30 => Faults.DiskReadOnly(Path(io)),
            13 or 1 => Faults.FileDenied(Path(io)),
            2 => Faults.FileMissing(Path(io)),
            _ => Faults.IoFailed(io.Message),
        },
        _ => Faults.InternalError(exception.GetType().Name),
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
