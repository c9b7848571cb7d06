using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Walking;

/// <summary>Says what can be counted on after a step, and behind a condition.</summary>
/// <remarks>
/// A step's outputs are sure after it when no condition, continued failure or catching clause can lead past it.
/// Source: language.md, "Conditions and values".
/// </remarks>
/// <param name="steps">The runbook's steps by id.</param>
internal sealed class Scopes(IReadOnlyDictionary<string, Step> steps)
{
    private readonly Dictionary<string, StepSet> sureWhenRun = new(StringComparer.Ordinal);

    /// <summary>What is sure after a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="outside">What is sure before it.</param>
    /// <param name="end">What is sure at its end when it ran and succeeded.</param>
    internal Scope After(Step step, Scope outside, Scope end)
    {
        var before = Over(step, outside);
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

    /// <summary>The steps that are over when a step is.</summary>
    internal static StepSet Over(Step step, Scope outside) => outside.Before.Union(step.WithDescendants().Select(static s => s.Id));

    /// <summary>What is sure after two steps that ran side by side.</summary>
    internal static Scope Both(Scope one, Scope other) =>
        one with
        {
            Sure = one.Sure.Union(other.Sure),
            Before = one.Before.Union(other.Before),
            Conditional = one.Conditional.Union(other.Conditional),
        };

    /// <summary>What is sure where a condition is fulfilled.</summary>
    internal Scope Given(Node condition, Scope scope)
    {
        var sure = Guaranteed(condition, scope, scope.Sure);
        return sure == scope.Sure ? scope : scope with { Sure = sure };
    }

    private StepSet Guaranteed(Node condition, Scope scope, StepSet sure) =>
        condition switch
        {
            Node.Binary { Operator: Operator.And } and => Guaranteed(and.Right, scope, Guaranteed(and.Left, scope, sure)),
            Node.Binary
            {
                Operator: Operator.Equal,
                Left: Node.Reference { Root: "steps", Path: [var step, { Name: "state" }] },
                Right: Node.Constant { Value: var value },
            } when value.AsText() == "succeeded" => sure.Add(step.Name),
            _ => scope
                .Conditional.Ids.Where(id => steps[id].When is Template.Whole { Expression.Root: var other } && Same(other, condition))
                .Aggregate(sure, (all, id) => all.Union(sureWhenRun[id])),
        };

    private static bool Same(Node left, Node right) =>
        (left, right) switch
        {
            (Node.Reference a, Node.Reference b) => SameNames(a, b),
            (Node.Constant a, Node.Constant b) => a.Value.Equals(b.Value),
            (Node.Binary a, Node.Binary b) => a.Operator == b.Operator && Same(a.Left, b.Left) && Same(a.Right, b.Right),
            (Node.Unary a, Node.Unary b) => a.Operator == b.Operator && Same(a.Operand, b.Operand),
            _ => false,
        };

    // Whole names are only put together where their parts differ: this is asked for each pair of conditions.
    private static bool SameNames(Node.Reference one, Node.Reference other)
    {
        var (a, b) = (one.Path, other.Path);
        var isSame = one.Root == other.Root && a.Length == b.Length;
        for (var i = 0; isSame && i < a.Length; i++)
        {
            isSame = a[i].Name == b[i].Name;
        }

        return isSame || one.Name == other.Name;
    }
}
