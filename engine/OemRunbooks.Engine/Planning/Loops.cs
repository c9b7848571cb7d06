using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>How blocks end: groups, loops with their passes, and waits, whose steps are repeated until a condition holds.</summary>
/// <remarks>A part of <see cref="Planner"/>: the same rules hold. Source: language.md 1.1, "Flow".</remarks>
internal static class Loops
{
    /// <summary>Whether nothing more begins in a block.</summary>
    internal static bool IsDone(RunState state, Block block) => block.IsDone || (block.Live.Count == 0 && IsEnough(state, block));

    /// <summary>Whether the pass that ended last was enough; also when that can't be told, which fails the loop.</summary>
    internal static bool IsEnough(RunState state, Block block)
    {
        try
        {
            return IsFound(state, block);
        }
        catch (EvaluationException)
        {
            return true;
        }
    }

    private static bool IsFound(RunState state, Block block) =>
        block is { LastPass: { } last, Owner.Step: { Kind: StepKind.ForEach, Until: { } enough } }
        && Templates.Holds(enough, new Names(state, last)) == true;

    /// <summary>What follows the end of a block.</summary>
    internal static Decision Close(RunState state, LiveStep node, Block body)
    {
        if (node.Step.Kind == StepKind.Wait && body.Problem is not { RollingBack: true } and not { Scope: not null })
        {
            return AfterLook(state, node, body);
        }

        if (body.Problem is { } problem)
        {
            // What is waited for did not come: that is the wait's failure, not that of the look which the time limit cut short.
            var from = node.Step.Kind == StepKind.Wait && problem.Scope == node.Path ? null : problem.From;
            return new Decision.Record(new StepFailed(node.Path, node.Attempt, problem.Failure, problem.Scope, from, []));
        }

        try
        {
            // What can't be told is told here.
            _ = IsFound(state, body);
            return new Decision.Record(Planner.Completed(state, node.Path, Outcome.Done(Outputs(state, node, body)), reconciled: false));
        }
        catch (EvaluationException error)
        {
            return new Decision.Record(new StepFailed(node.Path, node.Attempt, error.Failure, null, null, []));
        }
    }

    private static Value Outputs(RunState state, LiveStep node, Block body)
    {
        if (node.Step.Kind == StepKind.Iteration && node.Owner.Owner?.Step.Collect is { } collect)
        {
            return Beginning.Resolve(collect, new Names(state, node.Scope));
        }

        if (body.Items is not { } items)
        {
            return Value.EmptyMap;
        }

        var count = node.Step.Until is null ? items.Items.Length : body.Next;
        var outputs = Value.MapOf(("count", Value.Of(count)));
        return body.Passes is { } passes ? outputs.With("passes", Value.List(passes.Take(body.Next))) : outputs;
    }

    // A look that failed has found nothing yet; how often it may, the time limit says.
    private static Decision AfterLook(RunState state, LiveStep node, Block body)
    {
        try
        {
            return body.Problem is null && Holds(state, node)
                ? new Decision.Record(
                    Planner.Completed(state, node.Path, Outcome.Done(Value.MapOf(("looks", Value.Of(node.Attempt)))), reconciled: false)
                )
                : new Decision.Retry(node.Path, node.Attempt + 1, node.Step.Every);
        }
        catch (EvaluationException error)
        {
            return new Decision.Record(new StepFailed(node.Path, node.Attempt, error.Failure, null, null, []));
        }
    }

    // In a plan nobody waits: what is waited for is taken to come.
    private static bool Holds(RunState state, LiveStep node) =>
        state.IsPlan || node.Step.Until is not { } condition || Templates.Holds(condition, new Names(state, node.Scope)) == true;
}
