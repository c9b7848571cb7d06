using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Reads a definition for drawing. With a run's trace, blocks that the run never came to are folded into one box.</summary>
internal sealed class FlowReader
{
    private readonly Trace? trace;

    private FlowReader(Trace? trace) => this.trace = trace;

    internal static Flow Of(Runbook runbook, RunReport? run = null) =>
        run is null
            ? new(runbook.Id, runbook.Version, runbook.Name, new FlowReader(null).Body(runbook, StepPath.Root), null)
            : new(
                runbook.Id,
                runbook.Version,
                runbook.Name,
                new FlowReader(new Trace(run.Steps, run.Routes)).Body(runbook, StepPath.Root),
                run.Standing
            )
            {
                End = run.Said(),
            };

    private FlowBody Body(Runbook runbook, StepPath within) =>
        new(
            Steps(runbook.Steps, within),
            Steps(runbook.Finally, within.Finally()),
            [.. runbook.Escalations.Select((e, i) => new FlowEscalation(e.On, e.Team, trace?.Mark(within.Escalation(i).ToString())))]
        );

    private ImmutableArray<FlowNode> Steps(ImmutableArray<Step> steps, StepPath within) =>
        [.. steps.Select(s => Node(s, within.Step(s.Id)))];

    private FlowNode Node(Step step, StepPath at)
    {
        var path = at.ToString();
        var mark = trace?.Mark(path);
        var inside =
            step.IsMade ? FlowBody.Empty
            : step.Called is { } called ? Body(called, at)
            : new FlowBody(Steps(step.Steps, at), [], []);
        // An activity made of YAML is one box, as a built-in one is.
        var node = new FlowNode(path, step.IsMade ? StepKind.Action : step.Kind, PlaceFinder.TitleOf(step))
        {
            Activity =
                step.Called is { } runbook ? $"{runbook.Id} {runbook.Version}"
                : step.Kind == StepKind.Action ? step.Activity?.Name
                : null,
            Condition = step.When is { } when ? Written(when) : null,
            Loop = step.In is { } list ? (step.As, Written(list)) : null,
            Attempts = step.Retry?.MaxAttempts ?? 1,
            Inside = inside,
            OnFailure = step.KeepsPasses ? FailureRoute.Continue : step.OnFailure,
            TookOnFailure = trace?.Took(path, step.KeepsPasses ? FailureRoute.Continue : step.OnFailure) ?? false,
            Catches =
            [
                .. step.Catch.Select((c, i) => new FlowCatch(c.On, c.Then, Steps(c.Steps, at.Catch(i)), trace?.Caught(path, i) ?? false)),
            ],
            Mark = mark,
        };

        // What the run never entered is one box: its inside would be a page of grey.
        return trace is not null && node.Count > 1 && mark is null or { Standing: StepStanding.Skipped } && inside.All().Any()
            ? node with
            {
                Inside = FlowBody.Empty,
                Folded = inside.All().Sum(static n => n.Count),
            }
            : node;
    }

    private static string Written(Template template) =>
        template switch
        {
            Template.Whole whole => whole.Expression.Text.Trim(),
            Template.Literal literal => literal.Value.ToText(),
            Template.Mixed mixed => string.Concat(
                mixed.Parts.Select(static p => p is Template.Whole w ? $"${{{{ {w.Expression.Text.Trim()} }}}}" : Written(p))
            ),
            Template.Sequence list => $"[{string.Join(", ", list.Items.Select(Written))}]",
            Template.Mapping => "{…}",
            _ => "…",
        };
}
