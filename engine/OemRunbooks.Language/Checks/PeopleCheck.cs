using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Language.Checks;

/// <summary>Finds questions that nobody could answer well: several at a time, or with nobody there.</summary>
internal sealed class PeopleCheck(Findings findings, bool isUnattended)
{
    internal void Run(Runbook runbook)
    {
        foreach (var step in runbook.Steps.Concat(runbook.Finally))
        {
            Look(step, isBeside: false);
        }
    }

    private void Look(Step step, bool isBeside)
    {
        if (step.Activity is { Role: ActivityRole.Person } activity)
        {
            if (isBeside)
            {
                findings.Warning(Faults.RB0501(step.Id), step.Span);
            }

            if (isUnattended && !AnswersItself(step))
            {
                findings.Warning(Faults.RB0502(step.Id, activity.Name), step.Span);
            }
        }
        else if (
            isUnattended
            && step.Kind == StepKind.Call
            && step.Called!.AllSteps().FirstOrDefault(static s => s.Activity is { Role: ActivityRole.Person } && !AnswersItself(s))
                is { } asking
        )
        {
            findings.Warning(Faults.RB0502(asking.Id, asking.Activity!.Name), step.Span);
        }
        else if (isUnattended && step is { Kind: StepKind.Action, Interrupted: Interruption.Ask })
        {
            findings.Warning(Faults.RB0502(step.Id, step.Activity!.Name), step.Span);
        }

        foreach (var inner in step.Steps)
        {
            Look(inner, isBeside || (step.Kind is StepKind.Parallel or StepKind.ForEach && step.MaxParallel != 1));
        }

        foreach (var inner in step.Catch.SelectMany(static c => c.Steps))
        {
            Look(inner, isBeside);
        }
    }

    private static bool AnswersItself(Step step) =>
        step.Activity == PersonActivities.Confirm
        && step.With.Any(static w => w.Name == PersonFields.AllowYes.Name && w.Template is Template.Literal { Value.IsTruthy: true });
}
