using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.People;

/// <summary>A step waits for a person, and nobody is there: the run would stop.</summary>
internal sealed class NobodyToAsk(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0502;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        if (On.IsUnattended && Waiting(step) is { } waiting)
        {
            Found(Faults.RB0502(waiting.Id, waiting.Activity!.Name), step.Span);
        }
    }

    // Of a call the first question of the called runbook is named; an interruption may be a question as well.
    private static Step? Waiting(Step step) =>
        step switch
        {
            { Activity.Role: ActivityRole.Person } => AnswersItself(step) ? null : step,
            { Kind: StepKind.Call, Called: { } called } => called
                .AllSteps()
                .FirstOrDefault(static s => s.Activity is { Role: ActivityRole.Person } && !AnswersItself(s)),
            { Kind: StepKind.Action, Interrupted: Interruption.Ask } => step,
            _ => null,
        };

    private static bool AnswersItself(Step step) =>
        step.Activity == PersonActivities.Confirm
        && step.With.Any(static w => w.Name == PersonFields.AllowYes.Name && w.Template is Template.Literal { Value.IsTruthy: true });
}
