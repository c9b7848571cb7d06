using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A condition reads nothing, so that its step runs always or never.</summary>
internal sealed class ConstantCondition(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0405;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        if (place.IsReached && step.When is { } condition && Always(condition) is { } value)
        {
            Found(Faults.RB0405(value), condition.Span);
        }
    }

    private static bool? Always(Template condition) =>
        condition switch
        {
            Template.Literal literal => literal.Value.IsTruthy,
            Template.Whole { Expression: var expression } when !expression.Names.Any() => Computed(expression),
            _ => null,
        };

    private static bool? Computed(Expression expression)
    {
        try
        {
            return Evaluator.Evaluate(expression, NoNames.Instance).IsTruthy;
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    private sealed class NoNames : INames
    {
        internal static NoNames Instance { get; } = new();

        public Value Resolve(Reference reference, out int used) =>
            throw new EvaluationException(Faults.ExpressionUnknownName(reference.Name));
    }
}
