using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>Tells of a step that is about to begin on what condition it does.</summary>
internal static class Conditions
{
    /// <summary>The step's condition and what it read; null when it has none.</summary>
    internal static (string? Condition, Value Seen) Of(RunState state, string path) =>
        StepPath.Parse(path) is { Last.Part: PathPart.Step } at
        && state.Runbook.Resolve(at)?.Step.When is Template.Whole { Expression: var condition }
            ? (condition.Text, Beginning.Seen(condition, new Names(state, ScopeAt(state, at))))
            : (null, Value.EmptyMap);

    // A result is looked up where the path leads: in its own runbook, and in its own pass of a loop.
    internal static Scope ScopeAt(RunState state, StepPath path) =>
        path
            .Ancestors.Reverse()
            .Aggregate(
                state.Root!.Scope,
                (scope, at) =>
                    state.Find(at.ToString()) switch
                    {
                        { Call: { } called } => called.Scope,
                        { Step.Kind: StepKind.Iteration } live => live.Scope,
                        _ => scope,
                    }
            );
}
