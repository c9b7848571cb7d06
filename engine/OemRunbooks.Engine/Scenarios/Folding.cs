using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>
/// Replaces activities made of YAML by a single answer, as built-in ones are, but for those of which a scenario names a step inside.
/// </summary>
/// <param name="opened">Paths that the scenario names.</param>
internal sealed class Folding(IReadOnlyCollection<string> opened)
{
    internal static Folding Of(Scenario scenario) =>
        new([
            .. scenario
                .Activities.Select(static a => a.Step)
                .Concat(scenario.Replies.Select(static r => r.Step))
                .Concat(scenario.Faults.Select(static f => f.Step))
                .Concat(scenario.Expect.Path?.Steps ?? [])
                .SelectMany(static s => s.Places.Select(static p => p.Path)),
        ]);

    internal Runbook In(Runbook runbook) => In(runbook, StepPath.Root);

    private Runbook In(Runbook runbook, StepPath within) =>
        runbook with
        {
            Steps = In(runbook.Steps, within),
            Finally = In(runbook.Finally, within.Finally()),
        };

    private ImmutableArray<Step> In(ImmutableArray<Step> steps, StepPath within) => [.. steps.Select(s => In(s, within.Step(s.Id)))];

    private Step In(Step step, StepPath at)
    {
        step = step with
        {
            Steps = In(step.Steps, at),
            Catch = [.. step.Catch.Select((c, i) => c with { Steps = In(c.Steps, at.Catch(i)) })],
        };
        return step switch
        {
            { IsMade: true } when !IsOpened(step, at) => Folded(step, UndoOf(step.Called!)),
            { Called: { } called } => step with { Called = In(called, at) },
            _ => step,
        };
    }

    // One that undoes itself does so after whatever failure.
    private static Step Folded(Step step, Compensation? undo) =>
        step with
        {
            Kind = StepKind.Action,
            Activity = step.Activity! with
            {
                Role = ActivityRole.Work,
                HalfDone = undo is null ? step.Activity.HalfDone : [.. step.Activity.Errors.Select(static e => e.Code)],
            },
            Called = null,
            Compensate = step.Compensate ?? undo,
        };

    // What catches a failure of the activity lies below it too, and is none of its steps.
    private bool IsOpened(Step step, StepPath at)
    {
        var caught = step.Catch.Select((_, i) => at.Catch(i) + "/").ToList();
        return opened.Any(o =>
            o.StartsWith(at + "/", StringComparison.Ordinal) && !caught.Exists(c => o.StartsWith(c, StringComparison.Ordinal))
        );
    }

    // With what it is undone, only its own steps would know.
    private static Compensation? UndoOf(Runbook body) =>
        body.Steps.FirstOrDefault(static s => s is { Kind: StepKind.Group, Steps.IsEmpty: true }) is { Compensate: { } undo }
            ? undo with
            {
                With = [],
                OfFailed = true,
            }
            : null;
}
