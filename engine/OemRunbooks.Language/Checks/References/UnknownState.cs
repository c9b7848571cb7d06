using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.References;

/// <summary>A step's state is compared with a word that is none: that is never true, and nothing says so when the runbook runs.</summary>
internal sealed class UnknownState(Subject on) : Check(on)
{
    private static readonly string[] States = ["succeeded", "failed", "skipped", "pending"];

    internal override string Code => Codes.RB0219;

    internal override CheckKind Kind => CheckKind.Fitness;

    internal override void Expression(Expression expression)
    {
        var comparisons = expression.Root.All().OfType<Node.Binary>().Where(static b => b.Operator is Operator.Equal or Operator.NotEqual);
        foreach (var comparison in comparisons)
        {
            Look(expression, comparison.Left, comparison.Right);
            Look(expression, comparison.Right, comparison.Left);
        }
    }

    private void Look(Expression expression, Node state, Node other)
    {
        if (
            state is Node.Reference { Root: "steps", Path: [_, { Name: "state" }] }
            && other is Node.Constant { Value: { Kind: ValueKind.Text } value } word
            && !States.Contains(value.ToText())
        )
        {
            Unknown(Faults.RB0219, expression.Span.Shift(word.Start, word.Length), value.ToText(), States);
        }
    }
}
