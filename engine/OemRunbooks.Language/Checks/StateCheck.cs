using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks;

/// <summary>
/// Finds comparisons of a step's state with a word that is none: they are never true, and nothing says so when the runbook runs.
/// </summary>
internal sealed class StateCheck(Runbook runbook, Findings findings)
{
    private static readonly string[] States = ["succeeded", "failed", "skipped", "pending"];

    internal void Run()
    {
        foreach (var expression in runbook.Templates().SelectMany(static t => t.Expressions))
        {
            foreach (
                var comparison in expression
                    .Root.All()
                    .OfType<Node.Binary>()
                    .Where(static b => b.Operator is Operator.Equal or Operator.NotEqual)
            )
            {
                Check(expression, comparison.Left, comparison.Right);
                Check(expression, comparison.Right, comparison.Left);
            }
        }
    }

    private void Check(Expression expression, Node state, Node word)
    {
        if (
            state is Node.Reference { Root: "steps", Path: [_, { Name: "state" }] }
            && word is Node.Constant { Value: { Kind: ValueKind.Text } value } constant
            && !States.Contains(value.ToText())
        )
        {
            findings.Unknown(Faults.RB0219, expression.Span.Shift(constant.Start, constant.Length), value.ToText(), States);
        }
    }
}
