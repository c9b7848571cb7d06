using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks;

/// <summary>
/// Follows failures outward through a runbook: what nothing raises, what is never reached, and what a rollback would leave.
/// </summary>
/// <remarks>
/// A step raises what its activity declares and what any step may fail with; a block, what leaves its steps; a call, what leaves the called
/// runbook. Clauses take codes away in order, unless they pass them on. Source: language.md, "Failure".
/// </remarks>
internal sealed class FlowCheck(Runbook runbook, Findings findings)
{
    private static readonly ImmutableHashSet<string> OfEveryStep = [.. KnownCodes.OfEveryStep];
    private readonly Dictionary<string, ImmutableHashSet<string>> called = new(StringComparer.Ordinal);

    internal void Run()
    {
        var escaping = Sequence(runbook.Steps, isOwn: true);
        Sequence(runbook.Finally, isOwn: true);
        var open = escaping;
        foreach (var escalation in runbook.Escalations)
        {
            open = Clause(escalation.On, escalation.OnSpans, escaping, open);
        }

        Rollback();
    }

    private ImmutableHashSet<string> Sequence(ImmutableArray<Step> steps, bool isOwn)
    {
        var leaving = ImmutableHashSet<string>.Empty;
        Step? last = null;
        foreach (var step in steps)
        {
            if (last is not null && isOwn)
            {
                findings.Warning(Faults.RB0406(step.Id, last.Id), step.Span);
                isOwn = false;
            }

            leaving = leaving.Union(Leaving(step, isOwn));
            last = last is null && Ends(step) ? step : null;
        }

        return leaving;
    }

    /// <summary>The codes with which a step's failure goes on outward.</summary>
    private ImmutableHashSet<string> Leaving(Step step, bool isOwn)
    {
        var raised = Raised(step, isOwn);
        if (isOwn)
        {
            Condition(step);
            Retry(step, raised);
        }

        var open = raised;
        var leaving = ImmutableHashSet<string>.Empty;
        foreach (var clause in step.Catch)
        {
            var rest = isOwn
                ? Clause(clause.On, clause.OnSpans, raised, open)
                : open.Except(open.Where(c => CodePattern.Matches(clause.On, c)));
            leaving = leaving.Union(Sequence(clause.Steps, isOwn));
            leaving = clause.Then == FailureRoute.Continue ? leaving : leaving.Union(open.Except(rest));
            open = rest;
        }

        return step.OnFailure == FailureRoute.Continue ? leaving : leaving.Union(open);
    }

    private ImmutableHashSet<string> Raised(Step step, bool isOwn) =>
        step.Kind switch
        {
            StepKind.Action => OfEveryStep.Union(step.Activity!.Errors.Select(static e => e.Code)),
            StepKind.Call => OfEveryStep.Union(step.Activity!.Errors.Select(static e => e.Code)).Union(OfCalled(step.Called!)),
            StepKind.Parallel => OfEveryStep.Union(step.Steps.SelectMany(s => Leaving(s, isOwn))),
            _ => OfEveryStep.Union(Sequence(step.Steps, isOwn)),
        };

    private ImmutableHashSet<string> OfCalled(Runbook other)
    {
        if (!called.TryGetValue(other.Source.Digest, out var codes))
        {
            called[other.Source.Digest] = codes = Sequence(other.Steps, isOwn: false).Union(Sequence(other.Finally, isOwn: false));
        }

        return codes;
    }

    /// <summary>Judges each code of a clause; gives what it leaves to the next one.</summary>
    private ImmutableHashSet<string> Clause(
        ImmutableArray<string> patterns,
        ImmutableArray<Span> spans,
        ImmutableHashSet<string> raised,
        ImmutableHashSet<string> open
    )
    {
        for (var i = 0; i < patterns.Length; i++)
        {
            ImmutableArray<string> one = [patterns[i]];
            if (!raised.Any(c => CodePattern.Matches(one, c)))
            {
                findings.Warning(Faults.RB0403(patterns[i]), spans[i]);
            }
            else if (!open.Any(c => CodePattern.Matches(one, c)))
            {
                findings.Warning(Faults.RB0404(patterns[i]), spans[i]);
            }

            open = open.Except(open.Where(c => CodePattern.Matches(one, c)));
        }

        return open;
    }

    private static bool Ends(Step step) =>
        step.When is null
        && step.OnFailure != FailureRoute.Continue
        && step.Catch.All(static c => c.Then != FailureRoute.Continue)
        && (step.Activity is { AlwaysFails: true } || (step.Kind is StepKind.Group or StepKind.Parallel && step.Steps.Any(Ends)));

    private void Condition(Step step)
    {
        bool? always = step.When switch
        {
            Template.Literal literal => literal.Value.IsTruthy,
            Template.Whole { Expression: var condition } when !condition.References.Any() => Constant(condition),
            _ => null,
        };
        if (always is { } value)
        {
            findings.Warning(Faults.RB0405(value), step.When!.Span);
        }
    }

    private static bool? Constant(Expression condition)
    {
        try
        {
            return Evaluator.Evaluate(condition, NoNames.Instance).IsTruthy;
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    private void Retry(Step step, ImmutableHashSet<string> raised)
    {
        if (step.Retry is not { } retry)
        {
            return;
        }

        Clause(retry.On, retry.OnSpans, raised, raised);
        if (retry.On.IsEmpty && !step.Activity!.Errors.Any(static e => e.Retryable))
        {
            findings.Warning(Faults.RB0408(step.Activity.Name), retry.Span);
        }
    }

    // A rollback undoes what was completed before it, wherever it begins. A step's change may be undone by the step that made the copy.
    private void Rollback()
    {
        var restored = runbook
            .AllSteps()
            .SelectMany(static s => s.Compensate?.With ?? [])
            .Select(static w => ExpressionText.Of(w.Template))
            .ToHashSet(StringComparer.Ordinal);
        var steps = runbook.Steps.SelectMany(static s => s.WithDescendants()).ToList();
        var last = steps.FindLastIndex(static s =>
            s.OnFailure == FailureRoute.Rollback || s.Catch.Any(static c => c.Then == FailureRoute.Rollback)
        );
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (
                step is { Activity.LeavesChange: true, Compensate: null }
                && !Changed(step).Any(restored.Contains)
                && (i < last || steps.Any(s => s != step && s.OnFailure == FailureRoute.Rollback && s.WithDescendants().Contains(step)))
            )
            {
                findings.Warning(Faults.RB0409(step.Id, step.Activity.Name), step.Span);
            }
        }
    }

    private static IEnumerable<string> Changed(Step step) =>
        step.With.Where(w => step.Activity!.Input(w.Name) is { Changes: true }).Select(static w => ExpressionText.Of(w.Template));

    private sealed class NoNames : INames
    {
        internal static NoNames Instance { get; } = new();

        public Value Resolve(Node.Reference reference, out int used) =>
            throw new EvaluationException(Faults.ExpressionUnknownName(reference.Name));
    }
}
