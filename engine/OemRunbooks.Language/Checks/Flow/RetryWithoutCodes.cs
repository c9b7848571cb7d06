using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A retry names no codes, and its activity has none that another attempt may help with.</summary>
internal sealed class RetryWithoutCodes(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0408;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        if (
            place.IsReached
            && step is { Retry: { On.IsEmpty: true } retry, Activity: { } activity }
            && !activity.Errors.Any(static e => e.Retryable)
        )
        {
            Found(Faults.RB0408(activity.Name), retry.Span);
        }
    }
}
