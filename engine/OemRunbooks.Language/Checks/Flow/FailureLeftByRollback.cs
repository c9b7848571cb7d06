using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A rollback begins at a step that may have failed half-way, and leaves what it did.</summary>
internal sealed class FailureLeftByRollback(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0415;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Runbook(Runbook runbook)
    {
        foreach (var step in runbook.AllSteps())
        {
            // Nobody but its author knows what half of a command means; what half of a built-in activity means, its report says.
            if (
                step is { OnFailure: FailureRoute.Rollback, Activity: { HalfDone.IsEmpty: false, Interruption: Interruption.Ask } activity }
                && step.Compensate is not { OfFailed: true }
            )
            {
                Found(Faults.RB0415(step.Id, activity.Name), step.Span);
            }
        }
    }
}
