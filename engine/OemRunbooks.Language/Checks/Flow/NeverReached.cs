using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A step is never reached: the one before it always fails. What follows in the same block is not told again.</summary>
internal sealed class NeverReached(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0406;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        if (place.EndedBy is { } before)
        {
            Found(Faults.RB0406(step.Id, before.Id), step.Span);
        }
    }
}
