namespace OemRunbooks.Foundation.Failures;

/// <summary>An error with a code, at borders where a failure can't be returned.</summary>
/// <param name="failure">What went wrong.</param>
public sealed class CodedException(Failure failure) : Exception(failure.Code)
{
    /// <summary>What went wrong.</summary>
    public Failure Failure { get; } = failure;
}
