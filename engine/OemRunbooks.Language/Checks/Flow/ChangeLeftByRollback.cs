using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A rollback leaves what a step changed.</summary>
/// <remarks>
/// A rollback undoes what was completed before it, wherever it begins. A step's change may be undone by the step that made the copy.
/// </remarks>
internal sealed class ChangeLeftByRollback(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0409;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Runbook(Runbook runbook)
    {
        var restored = runbook
            .AllSteps()
            .SelectMany(static s => s.Compensate?.With ?? [])
            .Select(static w => ExpressionText.Of(w.Template))
            .ToHashSet(StringComparer.Ordinal);
        var steps = runbook.Steps.SelectMany(static s => s.WithDescendants()).ToList();
        var last = steps.FindLastIndex(RollsBack);
        var endings = Endings(steps);
        for (var i = 0; i < steps.Count; i++)
        {
            if (
                steps[i] is { Activity: { LeavesChange: true } activity, Compensate: null } step
                && !Changed(step).Any(restored.Contains)
                && (i < Last(step) || IsInsideRollback(step, steps))
            )
            {
                Found(Faults.RB0409(step.Id, activity.Name), step.Span);
            }
        }

        int Last(Step step) => endings.Find(e => e.Contains(step)) is { } ending ? steps.IndexOf(ending.FindLast(RollsBack)!) : last;
    }

    // Behind the steps of a catch that aborts, nothing is left that could begin a rollback but the blocks around it.
    private static List<List<Step>> Endings(List<Step> steps) =>
        [
            .. steps
                .SelectMany(static s => s.Catch)
                .Where(static c => c.Then == FailureRoute.Abort)
                .Select(static c => c.Steps.SelectMany(static s => s.WithDescendants()).ToList()),
        ];

    private static bool RollsBack(Step step) =>
        step.OnFailure == FailureRoute.Rollback || step.Catch.Any(static c => c.Then == FailureRoute.Rollback);

    private static bool IsInsideRollback(Step step, List<Step> steps) =>
        steps.Exists(s => s != step && RollsBack(s) && s.WithDescendants().Contains(step));

    private static IEnumerable<string> Changed(Step step) =>
        step.With.Where(w => step.Activity!.Input(w.Name) is { Changes: true }).Select(static w => ExpressionText.Of(w.Template));
}
