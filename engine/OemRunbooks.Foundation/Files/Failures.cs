using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Foundation.Files;

/// <summary>Gives the operating system's errors their codes.</summary>
public static class Failures
{
    /// <summary>The failure that an exception stands for; <c>internal.error</c> for one that nobody foresaw.</summary>
    /// <remarks>The codes of the system's errors are those of the one table, <see cref="Errno"/>.</remarks>
    public static Failure From(Exception exception) =>
        exception switch
        {
            CodedException coded => coded.Failure,
            _ when Errno.IsSystems(exception) => Of(Errno.Of(exception)),
            _ => Faults.InternalError(),
        };

    /// <summary>The failure that an error of the system stands for.</summary>
    public static Failure Of(SystemError error)
    {
        var named = error.Path.Length > 0 ? error.Path : null;
        var path = named ?? "–";
        var failure = error.Code switch
        {
            Errno.Full => Faults.DiskFull(named, error.Reason),
            Errno.ReadOnly => Faults.DiskReadOnly(named, error.Reason),
            Errno.Failed => Faults.DiskFailed(error.Reason, named),
            Errno.Denied => Faults.FileDenied(path, error.Reason),
            Errno.Missing => Faults.FileMissing(path, error.Reason),
            Errno.Exists => Faults.FileExists(path, error.Reason),
            Errno.Special => Faults.FileSpecial(path, error.Reason),
            Errno.Link => Faults.FileLink(path, error.Reason),
            Errno.TooLarge => Faults.FileTooLarge(path, error.Limit),
            Errno.Unreadable => Faults.FileUnreadable(path, error.Reason),
            _ => Faults.IoFailed(error.Reason, path),
        };
        return failure with { Retryable = error.IsRetryable };
    }
}
