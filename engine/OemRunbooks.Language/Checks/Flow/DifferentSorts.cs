using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>Values of different kinds are compared: they are never the same, and neither is the greater.</summary>
internal sealed class DifferentSorts(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0411;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Comparison(ComparisonUse comparison)
    {
        var (left, right) = (On.Sorts.Of(comparison.Node.Left), On.Sorts.Of(comparison.Node.Right));
        if (left == Sort.Any || right == Sort.Any || Group(left) == Group(right))
        {
            return;
        }

        // Whether there is a value may be asked of anything.
        if (comparison.Node.IsEquality && (left == Sort.Null || right == Sort.Null))
        {
            return;
        }

        Found(
            Faults.RB0411(comparison.Text, SortWords.Of(left), SortWords.Of(right), Meant(comparison.Node, left, right)),
            comparison.Span
        );
    }

    private static Sort Group(Sort sort) => sort is Sort.Version or Sort.Duration ? Sort.Text : sort;

    private static string Meant(Node.Binary comparison, Sort left, Sort right)
    {
        var sign = ExpressionText.Sign(comparison.Operator);
        return $"{Read(comparison.Left, left, right)} {sign} {Read(comparison.Right, right, left)}";
    }

    // A text that is compared with a number or a truth value is read as one; a written one loses its quotes.
    private static string Read(Node node, Sort own, Sort other)
    {
        var text = ExpressionText.Of(node);
        return (own, other, node) switch
        {
            (Sort.Text, Sort.Number or Sort.Boolean, Node.Constant { Value: var value }) => value.ToText(),
            (Sort.Text, Sort.Number, _) => $"number({text})",
            (Sort.Text, Sort.Boolean, _) => $"boolean({text})",
            _ => text,
        };
    }
}
