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

    internal string Heading => Say("flow.heading", flow.Title.In(language), flow.Id, flow.Version);

    internal string Start => Say("flow.start");

    internal string Finally => Say("flow.finally");

    internal string Escalations => Say("flow.escalations");

    internal string Failure => Say("flow.failure");

    internal string Rollback => Say("flow.rollback-box");

    internal string AnyFailure => Say("flow.any-failure");

    internal string NextPass => Say("flow.next-pass");

    /// <summary>How it ends: with the outcome when a run is shown.</summary>
    internal string End => flow.Standing is { } standing && standing.IsOver()
        ? Say("flow.end-as", ReportWords.Say(standing == RunStanding.Escalated ? "run.escalated-nowhere" : "run." + standing.Word(), language))
        : Say("flow.end");

    internal string Title(FlowNode node) => OneLine(node.Title.In(language));

    /// <summary>What stands under the title: activity, kind of block, condition, attempts.</summary>
    internal IEnumerable<string> Details(FlowNode node)
    {
        if (node.Kind == StepKind.Call)
        {
            yield return Say("flow.calls", node.Activity ?? "");
        }
        else if (node.Kind == StepKind.Action)
        {
            yield return OneLine(node.Activity ?? "");
        }

        if (node.Kind == StepKind.Parallel)
        {
            yield return Say("flow.parallel");
        }

        if (node.Loop is { } loop)
        {
            yield return Say("flow.loop", loop.Item, OneLine(loop.List));
        }

        if (node.Condition is { } condition)
        {
            yield return Say("flow.when", OneLine(condition));
        }

        if (node.Attempts > 1)
        {
            yield return Say("flow.attempts", Figures.Number(node.Attempts, language));
        }

        if (node.Folded > 0)
        {
            yield return Say("flow.folded", ReportWords.Count("count.steps", node.Folded, language));
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
        var words = Say("step." + (word == StepStanding.Omitted && !standing.IsOver() ? "pending" : word.Word()));
        return (Marks.Of(word), mark is { Times: > 1 } ? $"{words} ×{Figures.Number(mark.Times, language)}" : words);
    }

    internal string Route(FlowCatch clause) => Say("flow.route", Codes(clause.On), Then(clause.Then));

    internal string OnFailure(FailureRoute route) => Say("flow.route", Say("flow.any-failure"), Then(route));

    internal string Escalation(FlowEscalation rule) => Say("flow.route", Codes(rule.On), Say("flow.team", OneLine(rule.Team)));

    /// <summary>The whole flow as one text, for whoever can't see it.</summary>
    internal string Description() => string.Join("; ", Told(flow.Body));

    internal static string Codes(ImmutableArray<string> codes) => OneLine(string.Join(", ", codes));

    internal string Then(FailureRoute route) => Say("flow.then-" + route.ToString().ToLowerInvariant());

    internal string Then(FlowEscalation rule) => Say("flow.team", OneLine(rule.Team));

    private IEnumerable<string> Told(FlowBody body) => body.All().SelectMany(Told);

    private IEnumerable<string> Told(FlowNode node) =>
        node.Catches.SelectMany(static c => c.Steps).SelectMany(Told).Concat(Told(node.Inside)).Prepend(State(node.Mark) is { } state ? $"{Title(node)}: {state.Words}" : Title(node));

    private string Say(string key, params ReadOnlySpan<string> arguments) => arguments.IsEmpty ? ReportWords.Say(key, language) : ReportWords.Say(key, language, arguments);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
