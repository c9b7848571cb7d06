using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Checks.Walking;

/// <summary>Follows failures outward through a runbook.</summary>
/// <remarks>
/// A step raises what its activity declares and what any step may fail with; a block, what leaves its steps; a call, what leaves the called
/// runbook. Clauses take codes away in order, unless they pass them on. Source: language.md, "Failure".
/// </remarks>
internal sealed class FailureFlow
{
    private static readonly ImmutableHashSet<string> OfEveryStep = [.. ErrorCode.OfEveryStep];
    private readonly Dictionary<Step, ImmutableHashSet<string>> raised = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ActivityInfo, ImmutableHashSet<string>> activities = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ImmutableHashSet<string>> called = new(StringComparer.Ordinal);

    /// <summary>Whether a step always fails and nothing lets the run go on after it.</summary>
    internal static bool Ends(Step step) =>
        step.When is null
        && step.OnFailure != FailureRoute.Continue
        && step.Catch.All(static c => c.Then != FailureRoute.Continue)
        && (step.Activity is { AlwaysFails: true } || (step.Kind is StepKind.Group or StepKind.Parallel && step.Steps.Any(Ends)));

    /// <summary>The codes that are left when a clause has taken its own.</summary>
    internal static ImmutableHashSet<string> Without(ImmutableHashSet<string> codes, ImmutableArray<string> patterns) =>
        codes.Except(codes.Where(c => ErrorCode.Matches(patterns, c)));

    /// <summary>The codes with which failures go on outward of steps that run one after another.</summary>
    internal ImmutableHashSet<string> Leaving(ImmutableArray<Step> steps)
    {
        var all = ImmutableHashSet<string>.Empty;

        // Most steps of a runbook share an activity, and with it the very set.
        var united = new HashSet<ImmutableHashSet<string>>(ReferenceEqualityComparer.Instance);
        foreach (var codes in steps.Select(Leaving))
        {
            all = united.Add(codes) ? all.Union(codes) : all;
        }

        return all;
    }

    /// <summary>The codes with which a step can fail, before any clause of its own.</summary>
    internal ImmutableHashSet<string> Raised(Step step) =>
        raised.TryGetValue(step, out var known)
            ? known
            : raised[step] = step is { Kind: StepKind.Action, Activity: { } activity }
                ? OfActivity(activity)
                : OfEveryStep.Union(Own(step));

    private ImmutableHashSet<string> OfActivity(ActivityInfo activity) =>
        activities.TryGetValue(activity, out var known)
            ? known
            : activities[activity] = OfEveryStep.Union(activity.Errors.Select(static e => e.Code));

    private IEnumerable<string> Own(Step step) =>
        step.Kind switch
        {
            StepKind.Call => step.Activity!.Errors.Select(static e => e.Code).Concat(OfCalled(step.Called!)),
            _ => Leaving(step.Steps),
        };

    private ImmutableHashSet<string> Leaving(Step step)
    {
        var open = Raised(step);
        var leaving = ImmutableHashSet<string>.Empty;
        foreach (var clause in step.Catch)
        {
            var rest = Without(open, clause.On);
            leaving = leaving.Union(Leaving(clause.Steps));
            leaving = clause.Then == FailureRoute.Continue ? leaving : leaving.Union(open.Except(rest));
            open = rest;
        }

        return step.OnFailure == FailureRoute.Continue ? leaving : leaving.Union(open);
    }

    private ImmutableHashSet<string> OfCalled(Runbook other)
    {
        if (!called.TryGetValue(other.Source.Digest, out var codes))
        {
            called[other.Source.Digest] = codes = Leaving(other.Steps).Union(Leaving(other.Finally));
        }

        return codes;
    }
}
