using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Failures;

/// <summary>Gives the operating system's errors their codes.</summary>
public static class Failures
{
    /// <summary>The failure that an exception stands for; <c>internal.error</c> for one that nobody foresaw.</summary>
    /// <remarks>The codes of the system's errors are those of the one table, <c>Errno</c>.</remarks>
    public static Failure From(Exception exception) => exception switch
    {
        CodedException coded => coded.Failure,
        _ when Errno.IsSystems(exception) => Of(Errno.Of(exception)),
        _ => Failure.Of("internal.error"),
    };

    private static Failure Of(SystemError error)
    {
        var path = ("path", Value.Of(error.Path.Length > 0 ? error.Path : "–"));
        return Failure.Of(error.Code, path, (error.ReasonName, Value.Of(error.Reason))) with { Retryable = error.IsRetryable };
    }
}
