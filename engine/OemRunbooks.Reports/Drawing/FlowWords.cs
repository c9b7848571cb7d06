using System.Collections.Immutable;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Drawing;

/// <summary>The words that stand in a drawing, in one language; not yet escaped for any format.</summary>
internal sealed class FlowWords(Flow flow, Locale language)
{
    internal Locale Language => language;

    internal string Heading => Say(Says.FlowHeading(flow.Title.In(language), flow.Id, flow.Version));

    internal string Start => Say(Says.FlowStart);

    internal string Finally => Say(Says.FlowFinally);

    internal string Escalations => Say(Says.FlowEscalations);

    internal string Failure => Say(Says.FlowFailure);

    internal string Rollback => Say(Says.FlowRollbackBox);

    internal string AnyFailure => Say(Says.FlowAnyFailure);

    internal string NextPass => Say(Says.FlowNextPass);

    /// <summary>How it ends: with the outcome when a run is shown.</summary>
    internal string End => flow.Standing?.IsOver() == true && flow.End is { } end ? Say(Says.FlowEndAs(end)) : Say(Says.FlowEnd);

    internal string Title(FlowNode node) => OneLine(node.Title.In(language));

    /// <summary>What stands under the title: activity, kind of block, condition, attempts.</summary>
    internal IEnumerable<string> Details(FlowNode node)
    {
        if (node.Kind == StepKind.Call)
        {
            yield return Say(Says.FlowCalls(node.Activity ?? ""));
        }
        else if (node.Kind == StepKind.Action)
        {
            yield return OneLine(node.Activity ?? "");
        }

        if (node.Kind == StepKind.Parallel)
        {
            yield return Say(Says.FlowParallel);
        }

        if (node.Loop is { } loop)
        {
            yield return Say(Says.FlowLoop(loop.Item, OneLine(loop.List)));
        }

        if (node.Condition is { } condition)
        {
            yield return Say(Says.FlowWhen(OneLine(condition)));
        }

        if (node.Attempts > 1)
        {
            yield return Say(Says.FlowAttempts(Figures.Number(node.Attempts, language)));
        }

        if (node.Folded > 0)
        {
            yield return Say(Says.FlowFolded(Says.CountSteps(node.Folded)));
        }
    }

    /// <summary>The state as a mark and words; null when no run is shown.</summary>
    internal (string Mark, string Words)? State(FlowMark? mark)
    {
        if (flow.Standing is not { } standing)
        {
            return null;
        }

        var word = mark?.Standing ?? StepStanding.Omitted;
        var words = Say(StateWords.OfStep(word == StepStanding.Omitted && !standing.IsOver() ? "pending" : word.Word()));
        return (Marks.Of(word), mark is { Times: > 1 } ? $"{words} ×{Figures.Number(mark.Times, language)}" : words);
    }

    internal string Route(FlowCatch clause) => $"{Codes(clause.On)} → {Then(clause.Then)}";

    internal string OnFailure(FailureRoute route) => $"{AnyFailure} → {Then(route)}";

    internal string Escalation(FlowEscalation rule) => $"{Codes(rule.On)} → {Then(rule)}";

    /// <summary>The whole flow as one text, for whoever can't see it.</summary>
    internal string Description() => string.Join("; ", Told(flow.Body));

    internal static string Codes(ImmutableArray<string> codes) => OneLine(string.Join(", ", codes));

    internal string Then(FailureRoute route) =>
        Say(
            route switch
            {
                FailureRoute.Abort => Says.FlowThenAbort,
                FailureRoute.Continue => Says.FlowThenContinue,
                FailureRoute.Rollback => Says.FlowThenRollback,
            }
        );

    internal string Then(FlowEscalation rule) => Say(Says.FlowTeam(OneLine(rule.Team)));

    private IEnumerable<string> Told(FlowBody body) => body.All().SelectMany(Told);

    private IEnumerable<string> Told(FlowNode node) =>
        node
            .Catches.SelectMany(static c => c.Steps)
            .SelectMany(Told)
            .Concat(Told(node.Inside))
            .Prepend(State(node.Mark) is { } state ? $"{Title(node)}: {state.Words}" : Title(node));

    private string Say(Sentence words) => words.In(language);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
