using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>Computes expressions: pure, bounded, the same everywhere.</summary>
/// <remarks>
/// Codes: <c>expression.unknown-name</c>, <c>expression.not-available</c>, <c>expression.wrong-type</c>, <c>expression.too-large</c>,
/// <c>expression.no-number</c>, <c>expression.bad-argument</c>.
/// </remarks>
public static class Evaluator
{
    /// <summary>How long a computed text may be, in UTF-16 units, and how many items a computed list may have.</summary>
    public const int MaxSize = 48 * 1024;

    /// <summary>The value of an expression.</summary>
    /// <exception cref="EvaluationException">It can't be computed.</exception>
    public static Value Evaluate(Expression expression, INames names)
    {
        try
        {
            return Evaluate(expression.Root, names);
        }
        catch (FormatException)
        {
            // A list or map that has no spelling as text: too deep, or a key that is not ASCII.
            throw new EvaluationException(Faults.ExpressionBadArgument(Value.Of(expression.Text)));
        }
        catch (OverflowException)
        {
            throw new EvaluationException(Faults.ExpressionNoNumber(expression.Text));
        }
        catch (EvaluationException error) when (error.Failure.Arguments["expression"].IsNull)
        {
            throw new EvaluationException(
                error.Failure with
                {
                    Arguments = error.Failure.Arguments.With("expression", Value.Of(expression.Text)),
                }
            );
        }
    }

    private static Value Evaluate(Node node, INames names) =>
        node switch
        {
            Node.Constant constant => constant.Value,
            Node.Reference reference => Follow(reference, names),
            Node.Member member => Member(Evaluate(member.Target, names), member.Name, member.Optional, member.Name),
            Node.Index index => Item(Evaluate(index.Target, names), Evaluate(index.At, names)),
            Node.Unary { Operator: Operator.Not } not => Value.Of(!Evaluate(not.Operand, names).IsTruthy),
            Node.Unary negate => Value.Of(-Number(Evaluate(negate.Operand, names))),
            Node.Binary { Operator: Operator.And } and => Value.Of(
                Evaluate(and.Left, names).IsTruthy && Evaluate(and.Right, names).IsTruthy
            ),
            Node.Binary { Operator: Operator.Or } or => Value.Of(Evaluate(or.Left, names).IsTruthy || Evaluate(or.Right, names).IsTruthy),
            Node.Binary { Operator: Operator.OrElse } other => Evaluate(other.Left, names) is { IsNull: false } left && left.AsText() != ""
                ? left
                : Evaluate(other.Right, names),
            Node.Binary binary => Combine(binary.Operator, Evaluate(binary.Left, names), Evaluate(binary.Right, names)),
            Node.Conditional choice => Evaluate(choice.Condition, names).IsTruthy
                ? Evaluate(choice.Then, names)
                : Evaluate(choice.Else, names),
            Node.Invoke invoke => Bounded(invoke.Function.Apply([.. invoke.Arguments.Select(a => NoSecret(Evaluate(a, names)))])),
            Node.Array array => Bounded(Value.List(array.Items.Select(i => Evaluate(i, names)))),
            _ => throw new InvalidOperationException(node.GetType().Name),
        };

    private static Value Follow(Node.Reference reference, INames names)
    {
        var value = names.Resolve(reference, out var used);
        for (var i = used; i < reference.Path.Length; i++)
        {
            value = Member(value, reference.Path[i].Name, reference.Path[i].Optional, reference.Name);
        }

        return value;
    }

    private static Value Member(Value target, string name, bool optional, string shown)
    {
        if (target.Kind == ValueKind.Map && target.Members.TryGetValue(name, out var value))
        {
            return value;
        }

        return (name, target.Kind) switch
        {
            ("size", ValueKind.List) => Value.Of(target.Items.Length),
            ("size", ValueKind.Text) => Value.Of(target.ToText().Length),
            _ when optional && (target.IsNull || target.Kind == ValueKind.Map) => Value.Null,
            _ => throw new EvaluationException(Faults.ExpressionUnknownName(shown)),
        };
    }

    private static Value Item(Value target, Value at)
    {
        if (target.Kind == ValueKind.List && at.AsInteger() is { } index)
        {
            var wanted = index < 0 ? index + target.Items.Length : index;
            return wanted >= 0 && wanted < target.Items.Length ? target.Items[(int)wanted] : Value.Null;
        }

        return target.Kind == ValueKind.Map && at.Kind == ValueKind.Text
            ? Member(target, at.ToText(), optional: false, at.ToText())
            : throw WrongType("[ ]", target, at);
    }

    private static Value Combine(Operator op, Value left, Value right)
    {
        switch (op)
        {
            case Operator.Equal:
                return Value.Of(left.Equals(right));
            case Operator.NotEqual:
                return Value.Of(!left.Equals(right));
            case Operator.Add when left.Kind == ValueKind.Text || right.Kind == ValueKind.Text:
                return Bounded(Value.Of(NoSecret(left).ToText() + NoSecret(right).ToText()));
            case Operator.Add when left.Kind == ValueKind.List && right.Kind == ValueKind.List:
                return Bounded(Value.List([.. left.Items, .. right.Items]));
            case Operator.Less
            or Operator.LessOrEqual
            or Operator.Greater
            or Operator.GreaterOrEqual when left.Kind == ValueKind.Text && right.Kind == ValueKind.Text:
                return Value.Of(Holds(op, string.CompareOrdinal(left.ToText(), right.ToText())));
        }

        if (left.AsNumber() is not { } a || right.AsNumber() is not { } b)
        {
            throw WrongType(op.ToString(), left, right);
        }

        return op switch
        {
            Operator.Add => Value.Of(a + b),
            Operator.Subtract => Value.Of(a - b),
            Operator.Multiply => Value.Of(a * b),
            Operator.Divide or Operator.Modulo when b == 0 => throw new EvaluationException(Faults.ExpressionNoNumber()),
            Operator.Divide => Value.Of(decimal.Round(a / b, 12)),
            Operator.Modulo => Value.Of(a % b),
            _ => Value.Of(Holds(op, a.CompareTo(b))),
        };
    }

    private static bool Holds(Operator op, int order) =>
        op switch
        {
            Operator.Less => order < 0,
            Operator.LessOrEqual => order <= 0,
            Operator.Greater => order > 0,
            _ => order >= 0,
        };

    private static decimal Number(Value value) => value.AsNumber() ?? throw WrongType("-", value, value);

    private static Value NoSecret(Value value) =>
        value.Kind == ValueKind.Secret ? throw new EvaluationException(Faults.ExpressionSecret(value.ToText())) : value;

    /// <summary>The value, unless it has grown beyond what a journal's entry could hold.</summary>
    public static Value Bounded(Value value) =>
        value.AsText()?.Length > MaxSize || Weight(value, 2 * MaxSize) < 0
            ? throw new EvaluationException(Faults.ExpressionTooLarge(MaxSize))
            : value;

    /// <summary>What is left of a budget after a value's texts and items; below 0 as soon as it is spent.</summary>
    internal static long Weight(Value value, long budget)
    {
        budget -= 1 + (value.AsText()?.Length ?? 0);
        foreach (var item in value.Kind == ValueKind.List ? value.Items : [])
        {
            budget = budget < 0 ? budget : Weight(item, budget);
        }

        if (value.Kind == ValueKind.Map)
        {
            foreach (var (name, member) in value.Members)
            {
                budget = budget < 0 ? budget : Weight(member, budget - name.Length);
            }
        }

        return budget;
    }

    private static EvaluationException WrongType(string op, Value left, Value right) =>
        new EvaluationException(Faults.ExpressionWrongType(op, left.Kind.ToString(), right.Kind.ToString()));
}
