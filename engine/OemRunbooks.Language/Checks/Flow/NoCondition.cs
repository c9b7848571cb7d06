using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A condition, or a side of <c>&amp;&amp;</c>, <c>||</c> or <c>!</c>, is no truth value: it would count as fulfilled.</summary>
internal sealed class NoCondition(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0410;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Step(Step step, StepPlace place)
    {
        Look(step.When);
        Look(step.Until);
    }

    internal override void Expression(Expression expression)
    {
        foreach (var node in expression.Root.All())
        {
            switch (node)
            {
                case Node.Binary { Operator: Operator.And or Operator.Or } both:
                    Look(expression, both.Left);
                    Look(expression, both.Right);
                    break;
                case Node.Unary { Operator: Operator.Not } not:
                    Look(expression, not.Operand);
                    break;
                case Node.Conditional choice:
                    Look(expression, choice.Condition);
                    break;
            }
        }
    }

    private void Look(Template? condition)
    {
        switch (condition)
        {
            case Template.Whole { Expression: var expression }:
                Look(expression, expression.Root);
                break;
            case Template.Literal { Value: var value, Span: var span } when Sorts.Of(value) is not (Sort.Boolean or Sort.Null):
                Found(Faults.RB0410(value.ToText(), SortWords.Of(value), $"true"), span);
                break;
        }
    }

    private void Look(Expression expression, Node node)
    {
        var sort = On.Sorts.Of(node);
        if (sort is Sort.Any or Sort.Boolean or Sort.Null)
        {
            return;
        }

        var text = ExpressionText.Of(node);
        Found(
            Faults.RB0410(
                text,
                SortWords.Of(sort),
                sort switch
                {
                    Sort.Number => $"{text} > 0",
                    Sort.List => $"array.size({text}) > 0",
                    Sort.Map => $"object.size({text}) > 0",
                    _ => $"{text} != \"\"",
                }
            ),
            expression.Span.Shift(node.Start, node.Length)
        );
    }
}
