using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Foundation.Failures;

/// <summary>Why something did not work, as data: a code and its arguments; sentences are made elsewhere.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Arguments">Named arguments; never a secret.</param>
/// <param name="Retryable">Whether another attempt may help.</param>
public sealed record Failure(string Code, Value Arguments, bool Retryable = false)
{
    /// <summary>A failure with named arguments; those that are null are left out.</summary>
    public static Failure Of(string code, params ReadOnlySpan<(string Name, Value? Value)> arguments) => new(code, Value.MapOf(arguments));

    /// <summary>The same with a hint of its own, for this one case.</summary>
    public Failure Advising(Sentence advice) => this with { Arguments = Arguments.With(Messages.Advice, advice.Recorded()) };

    /// <summary>The same with words of its own: for a code that a runbook declares, which no catalogue knows.</summary>
    public Failure Saying(Sentence words) => this with { Arguments = Arguments.With(Messages.Own, words.Recorded()) };

    /// <summary>The same as something worth knowing.</summary>
    /// <param name="isDeviation">Whether it departs from what the runbook takes for granted.</param>
    public Remark AsRemark(bool isDeviation = false) => new(Code, Arguments, isDeviation);
}
