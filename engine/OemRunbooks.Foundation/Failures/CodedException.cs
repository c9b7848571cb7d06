namespace OemRunbooks.Foundation.Failures;

/// <summary>An error with a code, at borders where a failure can't be returned.</summary>
/// <param name="failure">What went wrong.</param>
/// <param name="cause">What it came of, or null.</param>
public sealed class CodedException(Failure failure, Exception? cause = null) : Exception(failure.Code, cause)
{
    /// <summary>What went wrong.</summary>
    public Failure Failure { get; } = failure;
}
