using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Planning;

/// <content>
/// A run that failed, and whose failure somebody has mended: the step that failed is tried again, and the run goes on from it.
/// </content>
/// <remarks>
/// Only where nothing was undone and no team was told: what was done so far then stands as it did when the step failed. Source: cli.md,
/// <c>resume --retry</c>.
/// </remarks>
public sealed partial class RunState
{
    // The steps that a failure closed on its way outward, the one that failed first.
    private readonly List<LiveStep> closedByFailure = [];

    /// <summary>The path of the step that can be tried again after the run failed, or null.</summary>
    public string? Retryable =>
        Finished is { Outcome: RunOutcome.Failed, Undone: 0, UndoFailures: 0, FailedStep: { } failed }
        && Root is { Problem: { RollingBack: false, EscalatedTo: null }, RuleTaken: false }
        && ChainOf(failed) is not null
            ? failed
            : null;

    private void NoteClosed(LiveStep node, Route route)
    {
        if (route == Route.Abort && node.State != LiveState.Catching)
        {
            closedByFailure.Add(node);
        }
    }

    // From the step outward to the run's own steps: groups, calls and loops of one pass at a time.
    private List<LiveStep>? ChainOf(string path)
    {
        var chain = new List<LiveStep>();
        var at = StepPath.Parse(path);
        while (true)
        {
            if (closedByFailure.LastOrDefault(n => n.At.Equals(at)) is not { Owner.Limit: 1 } node)
            {
                return null;
            }

            chain.Add(node);
            if ((node.Owner.Owner ?? node.Scope.Invocation.Caller) is not { } outer)
            {
                return chain;
            }

            if (outer.State == LiveState.Catching)
            {
                return null;
            }

            at = outer.At;
        }
    }

    private void Retry(string path, DateTimeOffset at)
    {
        var chain = ChainOf(path)!;
        Reopen(Root!);
        foreach (var node in Enumerable.Reverse(chain))
        {
            var block = node.Owner;
            block.Problem = null;
            block.Live.Add(node);
            if (node.Step.Kind != StepKind.Iteration)
            {
                block.Scope.Results.Remove(node.Step.Id);
            }

            nodes.Add(node.Path, node);
            node.Problem = null;
            node.State = LiveState.Running;
            if (node.Body is { } body)
            {
                Register(body);
            }

            if (node.Call is { } called)
            {
                Reopen(called);
            }
        }

        chain[0].State = LiveState.RetryPending;
        chain[0].RetryUntil = at;
        closedByFailure.Clear();
        Finished = null;
    }

    // What always runs at the end has run once, and will again.
    private void Reopen(Invocation invocation)
    {
        foreach (var step in invocation.Runbook.Finally)
        {
            invocation.Scope.Results.Remove(step.Id);
        }

        blocks.Remove(KeyOf(invocation.Current));
        (invocation.Problem, invocation.FinallyProblem, invocation.Rule) = (null, null, -1);
        (invocation.Phase, invocation.Current) = (InvocationPhase.Main, invocation.Main);
        Register(invocation.Main);
    }
}
