using System.Collections.Immutable;

namespace OemRunbooks.Language.Definition;

/// <summary>Where a path leads.</summary>
/// <param name="Owner">The runbook in whose text the step stands: the run's own, or one that it calls.</param>
/// <param name="Step">The step; for a pass its loop, for an escalation the step made from the rule.</param>
public sealed record StepPlace(Runbook Owner, Step Step)
{
    /// <summary>The place of a path that begins at a runbook; null when it leads nowhere.</summary>
    internal static StepPlace? Of(Runbook runbook, StepPath path)
    {
        Cursor? at = new(runbook, null, runbook.Steps);
        foreach (var segment in path.Segments)
        {
            at = at?.Into(segment);
        }

        return at is { Step: { } step } ? new(at.Owner, step) : null;
    }

    /// <summary>A point on the way.</summary>
    /// <param name="Owner">The runbook in whose text it is.</param>
    /// <param name="Step">The step that the path has led to, or null between two steps.</param>
    /// <param name="Steps">The steps that a path may name next when it is between two.</param>
    private sealed record Cursor(Runbook Owner, Step? Step, ImmutableArray<Step> Steps)
    {
        private bool IsPass { get; init; }

        internal Cursor? Into(PathSegment segment) =>
            segment.Part switch
            {
                PathPart.Step => At(segment.Id),
                PathPart.Pass => Step is { Kind: StepKind.ForEach } && !IsPass ? this with { IsPass = true } : null,
                PathPart.Catch => Step is { } caught && !IsPass && segment.Number < caught.Catch.Length
                    ? new(Owner, null, caught.Catch[segment.Number].Steps)
                    : null,
                PathPart.Escalation => Whole() is { } whole && segment.Number < whole.Escalations.Length
                    ? new(whole, whole.Escalations[segment.Number].Step, [])
                    : null,
                PathPart.Finally => Whole() is { } whole ? new(whole, null, whole.Finally) : null,
            };

        private Cursor? At(string id) =>
            Inside() is { } inside && inside.Steps.FirstOrDefault(s => s.Id == id) is { } step
                ? inside with
                {
                    Step = step,
                    IsPass = false,
                }
                : null;

        // A loop's steps are those of one of its passes; a call's are those of the called runbook.
        private Cursor? Inside() =>
            Step switch
            {
                null => this,
                { Called: { } called } => new(called, null, called.Steps),
                { Kind: StepKind.ForEach } when !IsPass => null,
                var step => new(Owner, null, step.Steps),
            };

        // Where a runbook begins, and nowhere else, its "finally" and "escalations" can be named.
        private Runbook? Whole()
        {
            if (Step is not null)
            {
                return Step.Called;
            }

            return Steps == Owner.Steps ? Owner : null;
        }
    }
}
