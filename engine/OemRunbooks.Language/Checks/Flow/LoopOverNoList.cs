using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A loop goes through something that is no list: it fails as soon as it begins.</summary>
internal sealed class LoopOverNoList(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0417;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Step(Step step, StepPlace place)
    {
        if (step is { Kind: StepKind.ForEach, In: { } list } && On.Sorts.Of(list) is var sort and not (Sort.List or Sort.Any or Sort.Null))
        {
            Found(Faults.RB0417(SortWords.Of(sort), Meant(list, sort)), list.Span);
        }
    }

    private static string Meant(Template list, Sort sort) =>
        (list, sort) switch
        {
            (Template.Whole whole, Sort.Map) => $"\"${{{{ object.values({ExpressionText.Of(whole.Expression.Root)}) }}}}\"",
            (Template.Whole whole, _) => $"\"${{{{ [{ExpressionText.Of(whole.Expression.Root)}] }}}}\"",
            (Template.Mapping, _) => "[a, b]",
            _ => $"[{ExpressionText.Of(list)}]",
        };
}
