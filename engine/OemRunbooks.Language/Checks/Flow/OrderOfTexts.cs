using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>Versions or lengths of time are ordered as texts are, letter by letter: 2024.10 would come before 2024.9.</summary>
internal sealed class OrderOfTexts(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0412;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Comparison(ComparisonUse comparison)
    {
        var (left, right) = (On.Sorts.Of(comparison.Node.Left), On.Sorts.Of(comparison.Node.Right));
        var sort = IsOrdered(left) ? left : right;
        var isText =
            left != right && (left, right) is (Sort.Text or Sort.Version or Sort.Duration, Sort.Text or Sort.Version or Sort.Duration);

        // In version 1.0 of the language two versions are texts as well.
        var isOld = left == right && !On.Runbook.IsStrict;
        if (comparison.Node.IsOrder && IsOrdered(sort) && (isText || isOld))
        {
            Found(Faults.RB0412(comparison.Text, SortWords.Of(sort), Meant(comparison.Node, sort)), comparison.Span);
        }
    }

    private static bool IsOrdered(Sort sort) => sort is Sort.Version or Sort.Duration;

    private string Meant(Node.Binary comparison, Sort sort)
    {
        var (left, right) = (ExpressionText.Of(comparison.Left), ExpressionText.Of(comparison.Right));
        var sign = ExpressionText.Sign(comparison.Operator);
        if (!On.Runbook.IsStrict)
        {
            return sort == Sort.Version
                ? $"version.compare({left}, {right}) {sign} 0"
                : $"schemaVersion: \"{Definition.Runbook.NewestSchema}\"";
        }

        var read = sort == Sort.Version ? "version.of" : "duration.of";
        return $"{Read(comparison.Left, left)} {sign} {Read(comparison.Right, right)}";

        string Read(Node node, string text) => On.Sorts.Of(node) == sort ? text : $"{read}({text})";
    }
}
