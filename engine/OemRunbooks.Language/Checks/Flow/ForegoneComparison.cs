using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A comparison with a constant always comes to the same: the value can't be that one, or is always on one side of it.</summary>
internal sealed class ForegoneComparison(Subject on) : Check(on)
{
    // No value is written so in JSON.
    private const string Truthy = "something";

    internal override string Code => Codes.RB0413;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Comparison(ComparisonUse comparison)
    {
        var node = comparison.Node;
        var (value, constant, op) = (node.Left, node.Right) switch
        {
            (_, Node.Constant right) => (node.Left, right.Value, node.Operator),
            (Node.Constant left, _) => (node.Right, left.Value, Turned(node.Operator)),
            _ => (null, null, node.Operator),
        };
        if (value is not null && constant is { IsNull: false } && Foregone(value, op, constant, comparison.Scope) is { } result)
        {
            var fault = Faults.RB0413(comparison.Text, result ? 2 : 1, Possible(value));
            if (value is Node.Reference { Root: "station" })
            {
                // Systems of which this program does not know yet may come.
                On.Findings.Warning(fault, comparison.Span);
                return;
            }

            Found(fault, comparison.Span);
        }
    }

    internal override void Expression(Expression expression)
    {
        foreach (var node in expression.Root.All().OfType<Node.Binary>().Where(static b => b.Operator is Operator.And or Operator.Or))
        {
            if (Decided(node) is { } result)
            {
                Found(Faults.RB0413(ExpressionText.Of(node), result ? 2 : 1, null), expression.Span.Shift(node.Start, node.Length));
            }
        }
    }

    // "a == 1 && a == 2" never holds, "a != 1 || a != 2" always does; so do "… && false" and "… || true", whatever stands before.
    private bool? Decided(Node.Binary node)
    {
        var isAnd = node.Operator == Operator.And;
        var parts = Parts(node, node.Operator).ToList();
        if (parts.Exists(p => p is Node.Constant { Value: { Kind: ValueKind.Boolean } value } && value.IsTruthy != isAnd))
        {
            return !isAnd;
        }

        var told = parts.Select(Told).OfType<(string Name, string Value, bool Is)>().ToList();
        var own = isAnd;
        return told.Exists(l =>
            told.Exists(r =>
                l.Name == r.Name
                && (l.Value == r.Value ? l.Is != r.Is : l.Value is not Truthy && r.Value is not Truthy && l.Is == own && r.Is == own)
            )
        )
            ? !isAnd
            : null;
    }

    private static IEnumerable<Node> Parts(Node node, Operator op) =>
        node is Node.Binary both && both.Operator == op ? Parts(both.Left, op).Concat(Parts(both.Right, op)) : [node];

    // What a part says of a name: that it is, or is not, a value.
    private (string Name, string Value, bool Is)? Told(Node part) =>
        part switch
        {
            Node.Binary { IsEquality: true, Left: Node.Reference name, Right: Node.Constant { Value: var value } } equality => (
                name.Name,
                CanonicalJson.Text(value.Recorded()),
                equality.Operator == Operator.Equal
            ),
            Node.Binary { IsEquality: true, Right: Node.Reference name, Left: Node.Constant { Value: var value } } equality => (
                name.Name,
                CanonicalJson.Text(value.Recorded()),
                equality.Operator == Operator.Equal
            ),
            Node.Reference name => (name.Name, Alone(name), true),
            Node.Unary { Operator: Operator.Not, Operand: Node.Reference name } => (name.Name, Alone(name), false),
            _ => null,
        };

    // Alone, a yes or no says which of both it is; any other value only that it is something.
    private string Alone(Node.Reference name) => On.Sorts.BoundsOf(name)?.Type == InputType.Boolean ? "true" : Truthy;

    private static Operator Turned(Operator op) =>
        op switch
        {
            Operator.Less => Operator.Greater,
            Operator.LessOrEqual => Operator.GreaterOrEqual,
            Operator.Greater => Operator.Less,
            Operator.GreaterOrEqual => Operator.LessOrEqual,
            _ => op,
        };

    private bool? Foregone(Node value, Operator op, Value constant, Scope scope)
    {
        var isEquality = op is Operator.Equal or Operator.NotEqual;
        if (isEquality && constant.AsText() is { } state && StateOf(value) is { } step && scope.Sure.Contains(step))
        {
            return state is "failed" or "pending" ? op == Operator.NotEqual : null;
        }

        if (On.Sorts.BoundsOf(value) is not { } bounds)
        {
            return null;
        }

        if (bounds.Type == InputType.Choice && isEquality && constant.Kind == ValueKind.Text)
        {
            return bounds.Choices.IsEmpty || bounds.Choices.Contains(constant.ToText()) ? null : op == Operator.NotEqual;
        }

        return bounds.Type is InputType.Integer or InputType.Number && constant.AsNumber() is { } number
            ? Foregone(bounds, op, number)
            : null;
    }

    private static bool? Foregone(Bounds bounds, Operator op, decimal number) =>
        op switch
        {
            Operator.Equal when number < bounds.Min || number > bounds.Max => false,
            Operator.NotEqual when number < bounds.Min || number > bounds.Max => true,
            Operator.Less when bounds.Min >= number => false,
            Operator.Less when bounds.Max < number => true,
            Operator.LessOrEqual when bounds.Min > number => false,
            Operator.LessOrEqual when bounds.Max <= number => true,
            Operator.Greater when bounds.Max <= number => false,
            Operator.Greater when bounds.Min > number => true,
            Operator.GreaterOrEqual when bounds.Max < number => false,
            Operator.GreaterOrEqual when bounds.Min >= number => true,
            _ => null,
        };

    private static string? StateOf(Node node) =>
        node is Node.Reference { Root: "steps", Path: [var id, { Name: "state" }] } ? id.Name : null;

    private Value? Possible(Node value)
    {
        var bounds = On.Sorts.BoundsOf(value);
        return bounds is null ? null
            : bounds.Choices.IsEmpty ? bounds.Wanted().Recorded()
            : Value.TextList(bounds.Choices);
    }
}
