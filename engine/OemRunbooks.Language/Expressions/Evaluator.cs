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
            return new Computation(names, expression.IsStrict).Of(expression.Root);
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

    /// <summary>The value of a name that an expression reads.</summary>
    /// <exception cref="EvaluationException">It can't be read.</exception>
    public static Value Evaluate(Reference reference, INames names) =>
        Evaluate(new Expression(reference.Name, default, reference.Node), names);

    /// <summary>Whether a condition holds; null when only the run itself will know.</summary>
    /// <exception cref="EvaluationException">It can't be computed, or comes to something else than true or false.</exception>
    public static bool? Holds(Expression condition, INames names)
    {
        var value = Evaluate(condition, names);
        return value.IsUnknown ? null : Truth(value, condition.IsStrict);
    }

    /// <summary>Computes one expression.</summary>
    private readonly struct Computation(INames names, bool isStrict)
    {
        internal Value Of(Node node) =>
            node switch
            {
                Node.Constant constant => constant.Value,
                Node.Reference reference => Follow(reference, names),
                Node.Member member => Member(Of(member.Target), member.Name, member.Optional, member.Name),
                Node.Index index => OfKnown(Of(index.Target), Of(index.At), static (target, at) => Item(target, at)),
                Node.Unary { Operator: Operator.Not } not => Not(Of(not.Operand)),
                Node.Unary negate => Negated(Of(negate.Operand)),
                Node.Binary { Operator: Operator.And } and => Both(and, ends: false),
                Node.Binary { Operator: Operator.Or } or => Both(or, ends: true),
                Node.Binary { Operator: Operator.OrElse } other => Of(other.Left) is { IsNull: false } left && left.AsText() != ""
                    ? left
                    : Of(other.Right),
                Node.Binary binary => Combine(binary, Of(binary.Left), Of(binary.Right)),
                Node.Conditional choice => Choose(choice, Of(choice.Condition)),
                Node.Invoke invoke => Call(invoke.Function, [.. invoke.Arguments.Select(Of)]),
                Node.Array array => Bounded(Value.List(array.Items.Select(Of))),
                _ => throw new InvalidOperationException(node.GetType().Name),
            };

        private static Value Negated(Value operand) => operand.IsUnknown ? operand : Value.Of(-Number(operand));

        private Value Not(Value operand) => operand.IsUnknown ? operand : Value.Of(!Truth(operand, isStrict));

        // What is certain from one side is certain: "false && unknown" is false, whichever stands first.
        private Value Both(Node.Binary both, bool ends)
        {
            var left = Of(both.Left);
            if (!left.IsUnknown && Truth(left, isStrict) == ends)
            {
                return Value.Of(ends);
            }

            var right = Of(both.Right);
            if (right.IsUnknown)
            {
                return right;
            }

            var truth = Truth(right, isStrict);
            return left.IsUnknown && truth != ends ? left : Value.Of(truth);
        }

        private Value Choose(Node.Conditional choice, Value condition) =>
            condition.IsUnknown ? condition
            : Truth(condition, isStrict) ? Of(choice.Then)
            : Of(choice.Else);

        // What a function gives is known without a runbook; of a name only the runbook knows.
        private Sort SortOf(Node node) => names.Sorts?.Of(node) ?? (node is Node.Invoke call ? call.Function.Page.Gives : Sort.Any);

        private Value Combine(Node.Binary binary, Value left, Value right)
        {
            if (Unknown(left, right) is { } unknown)
            {
                return unknown;
            }

            return
                isStrict
                && (left.Kind, right.Kind) == (ValueKind.Text, ValueKind.Text)
                && (SortOf(binary.Left), SortOf(binary.Right)) is var (one, other)
                && one == other
                && Order(one, left.ToText(), right.ToText()) is { } order
                ? Value.Of(Holds(binary.Operator, order))
                : Evaluator.Combine(binary.Operator, left, right);
        }
    }

    private static Value OfKnown(Value left, Value right, Func<Value, Value, Value> apply) => Unknown(left, right) ?? apply(left, right);

    private static Value? Unknown(Value left, Value right) =>
        left.HoldsUnknown ? Deep(left)
        : right.HoldsUnknown ? Deep(right)
        : null;

    // Of a list or map, the first thing in it that is not known.
    private static Value Deep(Value value) =>
        value.IsUnknown ? value : Deep(value.Items.Concat(value.Members.Values).First(static v => v.HoldsUnknown));

    private static Value Call(Function function, List<Value> arguments) =>
        arguments.Find(static a => a.HoldsUnknown) is { } unknown
            ? Deep(unknown)
            : Bounded(function.Apply([.. arguments.Select(NoSecret)]));

    private static int? Order(Sort sort, string left, string right) =>
        sort switch
        {
            Sort.Version => DottedVersion.Compare(left, right),
            Sort.Duration => Quantities.Duration(left)?.CompareTo(Quantities.Duration(right)),
            _ => null,
        };

    private static bool Truth(Value value, bool isStrict) =>
        !isStrict || value.Kind is ValueKind.Boolean or ValueKind.Null
            ? value.IsTruthy
            : throw new EvaluationException(Faults.ExpressionNoCondition(SortWords.Of(value)));

    private static Value Follow(Node.Reference reference, INames names)
    {
        var value = names.Resolve(new(reference), out var used);
        for (var i = used; i < reference.Path.Length; i++)
        {
            value = Member(value, reference.Path[i].Name, reference.Path[i].Optional, reference.Name);
        }

        return value;
    }

    private static Value Member(Value target, string name, bool optional, string shown)
    {
        if (target.IsUnknown)
        {
            return Value.Unknown(UnknownNames.Member(target.ToText(), name));
        }

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
            throw WrongType(ExpressionText.Sign(op), left, right);
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
            Operator.Equal => order == 0,
            Operator.NotEqual => order != 0,
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
        new EvaluationException(Faults.ExpressionWrongType(op, SortWords.Of(left), SortWords.Of(right)));
}
