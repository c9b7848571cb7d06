using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks;

/// <summary>Follows every name through all paths of a runbook: what is not there, and what may not have run when it is read.</summary>
/// <remarks>
/// A step's outputs are sure after it when no condition, continued failure or catching clause can lead past it. Source: language.md,
/// "Conditions and values".
/// </remarks>
internal sealed class ReferenceCheck(Runbook runbook, Findings findings)
{
    private static readonly string[] Roots = ["inputs", "vars", "steps", "run", "station"];
    private static readonly string[] StationNames = ["platform", "architecture", "name", "os"];
    private static readonly string[] RunNames = ["id", "operator", "runbook", "version", "language", "outcome", "escalatedTo", "failure"];
    private readonly Dictionary<string, Step> steps = runbook
        .AllSteps()
        .GroupBy(static s => s.Id, StringComparer.Ordinal)
        .ToDictionary(static g => g.Key, static g => g.First(), StringComparer.Ordinal);

    private readonly Dictionary<string, ImmutableHashSet<string>> sureWhenRun = new(StringComparer.Ordinal);

    internal void Run()
    {
        var nothing = new Context([], [], [], []);
        var everything = nothing with { Sure = [.. steps.Keys], Before = [.. steps.Keys] };
        foreach (var input in runbook.Inputs)
        {
            Check(input.Default, nothing);
        }

        foreach (var variable in runbook.Variables)
        {
            Check(variable.Template, everything);
        }

        var after = Sequence(runbook.Steps, nothing);
        foreach (var escalation in runbook.Escalations)
        {
            Check(escalation.Step.With, nothing with { Before = [.. steps.Keys] });
        }

        Sequence(runbook.Finally, nothing with { Before = [.. steps.Keys] });
        foreach (var output in runbook.Outputs)
        {
            Check(output.Template, after);
        }
    }

    private Context Sequence(ImmutableArray<Step> sequence, Context context)
    {
        foreach (var step in sequence)
        {
            context = After(step, context, Inside(step, context));
        }

        return context;
    }

    /// <summary>Checks a step and what is in it; gives what is sure at its end when it ran and succeeded.</summary>
    private Context Inside(Step step, Context outside)
    {
        var context = outside;
        if (step.When is Template.Whole { Expression: var condition })
        {
            Check(condition, condition.Root, context);
            context = context with { Sure = context.Sure.Union(Guaranteed(condition.Root, context)) };
        }

        Check(step.In, context);
        Check(step.With, context);
        var inner = context with { Loops = step.Kind == StepKind.ForEach ? context.Loops.Add(step.As) : context.Loops };
        var end =
            step.Kind == StepKind.Parallel
                ? step
                    .Steps.Select(s => After(s, inner, Inside(s, inner)))
                    .Aggregate(
                        inner,
                        static (all, one) =>
                            all with
                            {
                                Sure = all.Sure.Union(one.Sure),
                                Before = all.Before.Union(one.Before),
                                Conditional = all.Conditional.Union(one.Conditional),
                            }
                    )
                : Sequence(step.Steps, inner);
        if (step.Compensate is { } undo)
        {
            Check(undo.With, end with { Sure = end.Sure.Add(step.Id), Before = end.Before.Add(step.Id) });
        }

        foreach (var clause in step.Catch)
        {
            Sequence(clause.Steps, context with { Before = context.Before.Union(step.WithDescendants().Select(static s => s.Id)) });
        }

        return end;
    }

    private Context After(Step step, Context outside, Context end)
    {
        var before = outside.Before.Union(step.WithDescendants().Select(static s => s.Id));
        if (step.OnFailure == FailureRoute.Continue || step.Catch.Any(static c => c.Then == FailureRoute.Continue))
        {
            return outside with { Before = before };
        }

        // The passes of a loop keep their results to themselves.
        var (sure, conditional) = step.Kind == StepKind.ForEach ? (outside.Sure, outside.Conditional) : (end.Sure, end.Conditional);
        if (step.When is null)
        {
            return outside with { Before = before, Sure = sure.Add(step.Id), Conditional = conditional };
        }

        sureWhenRun[step.Id] = sure.Add(step.Id);
        return outside with { Before = before, Conditional = outside.Conditional.Add(step.Id) };
    }

    // What a condition makes sure of, when it is fulfilled.
    private IEnumerable<string> Guaranteed(Node condition, Context context)
    {
        switch (condition)
        {
            case Node.Binary { Operator: Operator.And } and:
                return Guaranteed(and.Left, context).Concat(Guaranteed(and.Right, context));
            case Node.Binary
            {
                Operator: Operator.Equal,
                Left: Node.Reference { Root: "steps", Path: [var step, { Name: "state" }] },
                Right: Node.Constant { Value: var value }
            } when value.AsText() == "succeeded":
                return [step.Name];
            default:
                return context
                    .Conditional.Where(id => steps[id].When is Template.Whole { Expression.Root: var other } && Same(other, condition))
                    .SelectMany(id => sureWhenRun[id]);
        }
    }

    private static bool Same(Node left, Node right) =>
        (left, right) switch
        {
            (Node.Reference a, Node.Reference b) => a.Name == b.Name,
            (Node.Constant a, Node.Constant b) => a.Value.Equals(b.Value),
            (Node.Binary a, Node.Binary b) => a.Operator == b.Operator && Same(a.Left, b.Left) && Same(a.Right, b.Right),
            (Node.Unary a, Node.Unary b) => a.Operator == b.Operator && Same(a.Operand, b.Operand),
            _ => false,
        };

    private void Check(ImmutableArray<NamedTemplate> with, Context context)
    {
        foreach (var member in with)
        {
            Check(member.Template, context);
        }
    }

    private void Check(Template? template, Context context)
    {
        foreach (var expression in template?.Expressions ?? [])
        {
            Check(expression, expression.Root, context);
        }
    }

    private void Check(Expression expression, Node node, Context context)
    {
        switch (node)
        {
            case Node.Reference reference:
                Check(expression, reference, context);
                break;
            case Node.Binary { Operator: Operator.And } and:
                Check(expression, and.Left, context);
                Check(expression, and.Right, context with { Sure = context.Sure.Union(Guaranteed(and.Left, context)) });
                break;
            case Node.Conditional choice:
                Check(expression, choice.Condition, context);
                Check(expression, choice.Then, context with { Sure = context.Sure.Union(Guaranteed(choice.Condition, context)) });
                Check(expression, choice.Else, context);
                break;
            default:
                foreach (var child in node.Children)
                {
                    Check(expression, child, context);
                }

                break;
        }
    }

    private void Check(Expression expression, Node.Reference reference, Context context)
    {
        var whole = expression.Span.Shift(reference.Start, reference.Length);
        if (context.Loops.Contains(reference.Root))
        {
            return;
        }

        if (!Roots.Contains(reference.Root))
        {
            findings.Unknown(
                Faults.RB0209,
                expression.Span.Shift(reference.Start, reference.Root.Length),
                reference.Root,
                Roots.Concat(context.Loops)
            );
            return;
        }

        if (reference.Path.IsEmpty)
        {
            findings.Error(Faults.RB0217(reference.Root), whole);
            return;
        }

        var first = reference.Path[0];
        var place = expression.Span.Shift(first.Start, first.Name.Length);
        switch (reference.Root)
        {
            case "inputs":
                Known(Faults.RB0203, first.Name, place, runbook.Inputs.Select(static i => i.Name));
                break;
            case "vars":
                Known(Faults.RB0204, first.Name, place, runbook.Variables.Select(static v => v.Name));
                break;
            case "station":
                Known(Faults.RB0218, first.Name, place, StationNames);
                break;
            case "run":
                Known(Faults.RB0218, first.Name, place, RunNames);
                break;
            default:
                CheckStep(expression, reference, place, context);
                break;
        }
    }

    private void CheckStep(Expression expression, Node.Reference reference, Span place, Context context)
    {
        var id = reference.Path[0].Name;
        if (!steps.TryGetValue(id, out var step))
        {
            findings.Unknown(Faults.RB0205, place, id, steps.Keys);
            return;
        }

        if (reference.Path.Length < 2)
        {
            findings.Error(Faults.RB0217(reference.Name), place);
            return;
        }

        var member = reference.Path[1];
        if (member.Name is not ("outputs" or "state" or "error"))
        {
            findings.Unknown(
                Faults.RB0218,
                expression.Span.Shift(member.Start, member.Name.Length),
                member.Name,
                ["outputs", "state", "error"]
            );
            return;
        }

        if (member.Name != "outputs")
        {
            return;
        }

        if (!context.Before.Contains(id))
        {
            findings.Error(Faults.RB0206(id), place);
        }
        else if (!context.Sure.Contains(id))
        {
            findings.Error(Faults.RB0207(id), place);
        }

        if (reference.Path.Length > 2)
        {
            var output = reference.Path[2];
            var known = step.Kind switch
            {
                StepKind.Action => step.Activity!.Outputs.Select(static o => o.Name),
                StepKind.Call => step.Called!.Outputs.Select(static o => o.Name),
                StepKind.ForEach => ["count"],
                _ => [],
            };
            Known(Faults.RB0208, output.Name, expression.Span.Shift(output.Start, output.Name.Length), known);
        }
    }

    private void Known(UnknownWord fault, string name, Span place, IEnumerable<string> known)
    {
        var list = known.ToList();
        if (!list.Contains(name))
        {
            findings.Unknown(fault, place, name, list);
        }
    }

    private sealed record Context(
        ImmutableHashSet<string> Sure,
        ImmutableHashSet<string> Before,
        ImmutableHashSet<string> Loops,
        ImmutableHashSet<string> Conditional
    );
}
