using System.Text;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>Resolves templates into values.</summary>
internal static class Templates
{
    /// <summary>The value of a template.</summary>
    /// <exception cref="EvaluationException">An expression in it can't be computed.</exception>
    internal static Value Resolve(Template template, INames names) =>
        template switch
        {
            Template.Literal literal => literal.Value,
            Template.Whole whole => Evaluator.Evaluate(whole.Expression, names),
            Template.Mixed mixed => Joined(mixed, names),
            Template.Sequence list => Evaluator.Bounded(Value.List(list.Items.Select(i => Resolve(i, names)))),
            Template.Mapping map => Evaluator.Bounded(
                Value.Map(map.Members.Select(m => KeyValuePair.Create(m.Name, Resolve(m.Template, names))))
            ),
            _ => throw new InvalidOperationException(template.GetType().Name),
        };

    /// <summary>Whether a condition holds; null when that hangs on a value that nobody knows yet.</summary>
    /// <exception cref="EvaluationException">It can't be computed.</exception>
    internal static bool? Holds(Template condition, INames names) =>
        condition switch
        {
            Template.Whole whole => Evaluator.Holds(whole.Expression, names),
            Template.Literal literal => literal.Value.IsTruthy,

            // A text with values in it is no condition; lint says so.
            _ => true,
        };

    private static Value Joined(Template.Mixed mixed, INames names)
    {
        var text = new StringBuilder();
        var isUnknown = false;
        foreach (var part in mixed.Parts)
        {
            var value = Resolve(part, names);
            isUnknown |= value.HoldsUnknown;
            text.Append(Text(value));
            if (text.Length > Evaluator.MaxSize)
            {
                throw new EvaluationException(Faults.ExpressionTooLarge(Evaluator.MaxSize));
            }
        }

        return isUnknown ? Value.Unknown(text.ToString()) : Value.Of(text.ToString());
    }

    private static string Text(Value value)
    {
        if (value.Kind == ValueKind.Secret)
        {
            throw new EvaluationException(Faults.ExpressionSecret(value.ToText()));
        }

        try
        {
            return value.ToText();
        }
        catch (FormatException)
        {
            throw new EvaluationException(Faults.ExpressionBadArgument(Value.Of(value.Kind.ToString())));
        }
    }
}
