using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Walking;

/// <summary>Walks through a runbook once, in the order in which it runs, and offers each part of it to the rules.</summary>
internal sealed class Walk
{
    private readonly Subject on;
    private readonly ImmutableArray<Check> checks;
    private readonly Scopes scopes;
    private readonly Scope nothing = Scope.Nothing(StepSet.Empty(new()));

    // Followed in sound definitions only: elsewhere a step may be without its activity.
    private readonly FailureFlow? flow;

    // Told of each name, where somebody only wants to know what can be read there.
    private readonly Action<NameUse>? sees;

    private Walk(Subject on, ImmutableArray<Check> checks, FailureFlow? flow, Action<NameUse>? sees = null)
    {
        this.sees = sees;
        this.on = on;
        this.checks = checks;
        this.flow = flow;
        scopes = new(on.Steps);
    }

    /// <summary>Asks the rules without which a definition has no meaning and, unless a run kept it, those of fitness.</summary>
    internal static void ForErrors(Subject on, bool isRecorded) =>
        new Walk(on, Of(on, isRecorded ? [CheckKind.Meaning] : Errors(on)), null).Run();

    /// <summary>Asks for oversights; the definition has to be without errors.</summary>
    internal static void ForOversights(Subject on) =>
        new Walk(
            on,
            Of(on, on.Runbook.IsStrict ? [CheckKind.Oversight] : [CheckKind.Oversight, CheckKind.Strict]),
            new FailureFlow()
        ).Run();

    /// <summary>What can be read where a name stands; null when nothing reads it.</summary>
    internal static ReadableNames? Readable(Subject on, string name)
    {
        Scope? found = null;
        new Walk(on, [], null, use => found = use.Reference.Root == name ? use.Scope : found).Run();
        return found is null ? null : new(on, found);
    }

    private static CheckKind[] Errors(Subject on) =>
        on.Runbook.IsStrict ? [CheckKind.Meaning, CheckKind.Fitness, CheckKind.Strict] : [CheckKind.Meaning, CheckKind.Fitness];

    private static ImmutableArray<Check> Of(Subject on, params CheckKind[] kinds) =>
        [.. AllChecks.For(on).Where(c => kinds.Contains(c.Kind))];

    private void Run()
    {
        var runbook = on.Runbook;
        var ended = nothing with { Before = nothing.Before.Union(on.Steps.Keys) };
        Offer(c => c.Runbook(runbook));
        foreach (var input in runbook.Inputs)
        {
            Offer(c => c.Input(input));
            Value(input.Default, nothing);
        }

        foreach (var variable in runbook.Variables)
        {
            Offer(c => c.Variable(variable));
            Value(variable.Template, ended with { Sure = ended.Before });
        }

        var top = new StepPlace(IsReached: true, IsBeside: false, EndedBy: null);
        var after = Steps(runbook, top);
        Escalations(ended);
        Sequence(runbook.Finally, ended, top);
        foreach (var output in runbook.Outputs)
        {
            Offer(c => c.Output(output));
            Value(output.Template, after);
        }
    }

    private Scope Steps(Runbook runbook, StepPlace top)
    {
        if (runbook.Already is not { } already)
        {
            return Sequence(runbook.Steps, nothing, top);
        }

        var looked = Sequence(runbook.Steps[..already.From], nothing, top);
        Value(already.When, looked);
        foreach (var output in already.Outputs)
        {
            Value(output.Template, looked);
        }

        return Sequence(runbook.Steps[already.From..], looked, top);
    }

    private void Escalations(Scope ended)
    {
        var escaping = flow?.Leaving(on.Runbook.Steps) ?? [];
        var open = escaping;
        foreach (var escalation in on.Runbook.Escalations)
        {
            Fields(FieldGiver.Escalation, escalation.Step.Activity, escalation.Step.With, ended);
            open = Clause(escalation.On, escalation.OnSpans, escaping, open);
        }
    }

    private Scope Sequence(ImmutableArray<Step> steps, Scope scope, StepPlace place)
    {
        Step? ends = null;
        foreach (var step in steps)
        {
            var here = place with { IsReached = place.IsReached && ends is null, EndedBy = place.IsReached ? ends : null };
            scope = scopes.After(step, scope, Step(step, scope, here));
            place = place with { IsReached = here.IsReached };
            ends = FailureFlow.Ends(step) ? step : null;
        }

        return scope;
    }

    /// <summary>Offers a step and what is in it; gives what is sure at its end when it ran and succeeded.</summary>
    private Scope Step(Step step, Scope outside, StepPlace place)
    {
        on.Yield();
        Offer(c => c.Step(step, place));
        var scope = Condition(step, outside);
        Value(step.In, scope);
        Value(step.Title?.Pl, scope);
        Value(step.Title?.En, scope);
        Fields(FieldGiver.Step, step.Activity, step.With, scope);
        var end = Inside(step, scope, place);
        Value(step.Until, end);
        foreach (var collected in step.Collect ?? [])
        {
            Value(collected.Template, end);
        }

        if (step.Compensate is { } undo)
        {
            Fields(FieldGiver.Undoing, undo.Action, undo.With, end with { Sure = end.Sure.Add(step.Id), Before = end.Before.Add(step.Id) });
        }

        if (place.IsReached)
        {
            Routes(step);
        }

        var failed = scope with { Before = Scopes.Over(step, scope) };
        foreach (var clause in step.Catch)
        {
            Sequence(clause.Steps, failed, place with { EndedBy = null });
        }

        return end;
    }

    private Scope Condition(Step step, Scope scope)
    {
        Expressions(step.When);
        if (step.When is not Template.Whole { Expression: var condition })
        {
            return scope;
        }

        Names(condition, condition.Root, scope);
        return scopes.Given(condition.Root, scope);
    }

    private Scope Inside(Step step, Scope scope, StepPlace place)
    {
        var inner =
            step.Kind == StepKind.ForEach ? scope with { Loops = scope.Loops.Add(step.As), Around = scope.Around.Add(step.Id) } : scope;
        var isBeside = place.IsBeside || (step.Kind is StepKind.Parallel or StepKind.ForEach && step.MaxParallel != 1);
        var at = place with { IsBeside = isBeside, EndedBy = null };
        return step.Kind == StepKind.Parallel
            ? step.Steps.Select(s => scopes.After(s, inner, Step(s, inner, at))).Aggregate(inner, Scopes.Both)
            : Sequence(step.Steps, inner, at);
    }

    private void Fields(FieldGiver giver, ActivityInfo? activity, ImmutableArray<NamedTemplate> with, Scope scope)
    {
        foreach (var given in with)
        {
            var field = new FieldUse(giver, activity?.Input(given.Name), given);
            Offer(c => c.Field(field));
            Value(given.Template, scope);
        }
    }

    private void Routes(Step step)
    {
        if (flow is null)
        {
            return;
        }

        var raised = flow.Raised(step);
        if (step.Retry is { } retry)
        {
            Clause(retry.On, retry.OnSpans, raised, raised);
        }

        var open = raised;
        foreach (var clause in step.Catch)
        {
            open = Clause(clause.On, clause.OnSpans, raised, open);
        }
    }

    /// <summary>Offers each code of a clause; gives what it leaves to the next one.</summary>
    private ImmutableHashSet<string> Clause(
        ImmutableArray<string> patterns,
        ImmutableArray<Span> spans,
        ImmutableHashSet<string> raised,
        ImmutableHashSet<string> open
    )
    {
        if (flow is null)
        {
            return open;
        }

        foreach (var (pattern, span) in patterns.Zip(spans))
        {
            ImmutableArray<string> one = [pattern];
            var route = new Route(pattern, span, raised.Any(c => ErrorCode.Matches(one, c)), open.Any(c => ErrorCode.Matches(one, c)));
            Offer(c => c.Route(route));
            open = FailureFlow.Without(open, one);
        }

        return open;
    }

    private void Value(Template? template, Scope scope)
    {
        Expressions(template);
        foreach (var expression in template?.Expressions ?? [])
        {
            Names(expression, expression.Root, scope);
        }
    }

    private void Expressions(Template? template)
    {
        foreach (var expression in template?.Expressions ?? [])
        {
            Offer(c => c.Expression(expression));
        }
    }

    private void Names(Expression expression, Node node, Scope scope)
    {
        if (node is Node.Binary { IsComparison: true } binary)
        {
            var comparison = new ComparisonUse(expression, binary, scope);
            Offer(c => c.Comparison(comparison));
        }

        switch (node)
        {
            case Node.Reference reference when !scope.Loops.Contains(reference.Root):
                var step = reference is { Root: "steps", Path: [var id, ..] } ? on.Steps.GetValueOrDefault(id.Name) : null;
                var name = new NameUse(expression, reference, scope, step);
                sees?.Invoke(name);
                Offer(c => c.Name(name));
                break;
            case Node.Binary { Operator: Operator.And } and:
                Names(expression, and.Left, scope);
                Names(expression, and.Right, scopes.Given(and.Left, scope));
                break;
            case Node.Conditional choice:
                Names(expression, choice.Condition, scope);
                Names(expression, choice.Then, scopes.Given(choice.Condition, scope));
                Names(expression, choice.Else, scope);
                break;
            default:
                foreach (var child in node.Children)
                {
                    Names(expression, child, scope);
                }

                break;
        }
    }

    private void Offer(Action<Check> part)
    {
        foreach (var check in checks)
        {
            part(check);
        }
    }
}
