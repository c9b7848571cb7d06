using OemRunbooks.Language.Descriptors;
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

    private static string? Meant(Node.Binary comparison, Sort left, Sort right)
    {
        var sign = ExpressionText.Sign(comparison.Operator);
        return Read(comparison.Left, left, right) is { } one && Read(comparison.Right, right, left) is { } other
            ? Of(comparison, left, right) ?? $"{one} {sign} {other}"
            : Of(comparison, left, right);
    }

    // A list holds a text, or has a number of items.
    private static string? Of(Node.Binary comparison, Sort left, Sort right)
    {
        var (list, other, sort) = (left, right) switch
        {
            (Sort.List, _) => (comparison.Left, comparison.Right, right),
            (_, Sort.List) => (comparison.Right, comparison.Left, left),
            _ => (null, null, Sort.Any),
        };
        if (list is null || other is null)
        {
            return null;
        }

        var (text, value) = (ExpressionText.Of(list), ExpressionText.Of(other));
        var not = comparison.Operator == Operator.NotEqual ? "!" : "";
        return sort switch
        {
            Sort.Number => $"array.size({text}) {ExpressionText.Sign(comparison.Operator)} {value}",
            Sort.Text when comparison.IsEquality => $"{not}array.contains({text}, {value})",
            _ => null,
        };
    }

    // A text that is compared with a number or a truth value is read as one; a written one is written as one, if it can be.
    private static string? Read(Node node, Sort own, Sort other)
    {
        var text = ExpressionText.Of(node);
        var written = (node as Node.Constant)?.Value;
        return (own, other) switch
        {
            (Sort.Text, Sort.Number) when written is not null => ValueTypes.Convert(InputType.Number, written, [])?.ToText(),
            (Sort.Text or Sort.Number, Sort.Boolean) when written is not null => Truth(written.ToText()),
            (Sort.Text, Sort.Number) => $"number({text})",
            (Sort.Text, Sort.Boolean) => $"boolean({text})",
            (Sort.Number or Sort.Boolean, Sort.Text or Sort.Number or Sort.Boolean) => text,
            _ => null,
        };
    }

    private static string? Truth(string word) =>
        word.ToLowerInvariant() switch
        {
            "true" or "yes" or "tak" or "on" or "1" => "true",
            "false" or "no" or "nie" or "off" or "0" => "false",
            _ => null,
        };
}
