using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Execution;

/// <summary>Is asked before each step is begun or undone: for whoever goes through a run step by step.</summary>
public interface IStepper
{
    /// <summary>Whether it is carried out; otherwise the run stops there, as at any safe point.</summary>
    /// <param name="next">What is about to be done; of a block, or of a step that is left out, only its condition is told.</param>
    /// <param name="cancellation">Ends the asking: the run is told to stop.</param>
    ValueTask<bool> GoesOnAsync(NextStep next, CancellationToken cancellation);
}

/// <summary>What a run is about to do.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Title">Its title; its id when it has none.</param>
/// <param name="Activity">What carries it out; null of a block, and where nothing is done.</param>
/// <param name="Attempt">Which attempt it is.</param>
/// <param name="Inputs">What the activity gets; secrets are masked.</param>
public sealed record NextStep(string Path, LocalizedText Title, string? Activity, int Attempt, Value Inputs)
{
    /// <summary>Whether the step is undone.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Whether the step is left out, for its condition is not fulfilled.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The step's condition; null when it has none.</summary>
    public string? Condition { get; init; }

    /// <summary>The values that the condition read, by name.</summary>
    public Value Seen { get; init; } = Value.EmptyMap;

    /// <summary>What a run is about to do when a fact is the next one in its journal; null where that begins nothing.</summary>
    /// <param name="state">The run before the fact.</param>
    /// <param name="fact">The fact.</param>
    public static NextStep? Of(RunState state, Fact fact) =>
        fact switch
        {
            StepStarted started => Begun(state, started),
            StepSkipped skipped => new(skipped.Path, Titled(state, skipped.Path), null, 1, Value.EmptyMap)
            {
                IsSkipped = true,
                Condition = skipped.Condition,
                Seen = skipped.Seen,
            },
            UndoStarted undo => new(undo.Path, Titled(state, undo.Path), undo.Action, 1, undo.Inputs) { IsUndo = true },
            _ => null,
        };

    private static NextStep Begun(RunState state, StepStarted started)
    {
        var (condition, seen) = started.Attempt == 1 ? Conditions.Of(state, started.Path) : (null, Value.EmptyMap);
        return new(started.Path, started.Name ?? Titled(state, started.Path), started.Activity, started.Attempt, started.Inputs)
        {
            Condition = condition,
            Seen = seen,
        };
    }

    private static LocalizedText Titled(RunState state, string path) =>
        state.Runbook.Resolve(path)?.Step is { } step ? step.Name ?? LocalizedText.Both(step.Id) : LocalizedText.Both(path);
}
