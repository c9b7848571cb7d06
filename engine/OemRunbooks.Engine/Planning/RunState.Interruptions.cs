using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Planning;

/// <content>What a stop means to a run, what is found after it, and whether it was one at all.</content>
public sealed partial class RunState
{
    /// <summary>Whether the newest thing that happened is a person's answer, with nothing going on beside it.</summary>
    public bool IsAnswered =>
        newest is PersonAnswered && Root is { Undoing: null } && nodes.Values.All(static n => n.Call?.Undoing is null && IsAtRest(n));

    /// <summary>The work in which the engine stopped: path, activity, inputs.</summary>
    internal IEnumerable<(string Path, string Activity, Value Inputs)> Interrupted =>
        nodes
            .Values.Where(static n => n.State == LiveState.Interrupted && n.Step.Activity is not null)
            .Select(static n => (n.Path, n.Step.Activity!.Name, n.Inputs));

    /// <summary>Whether a look at the world is to tell how a step goes on, and is journalled.</summary>
    internal bool IsLookedAt(LiveStep node) =>
        Planning.Logic.ReconciledFact(Logic) && node.State == LiveState.Interrupted && InterruptionOf(node) == Interruption.Verify;

    /// <summary>
    /// What an interruption in the middle of a step means: what the step says, else what its activity says of what it was given.
    /// </summary>
    internal Interruption InterruptionOf(LiveStep node) =>
        node.Step is { OnInterrupted: null, Activity: { } activity } && Planning.Logic.KeepsRepeatable(Logic)
            ? activity.InterruptionOf(node.Inputs)
            : node.Step.Interrupted;

    private void Resume()
    {
        IsInterrupted = false;
        foreach (var node in nodes.Values)
        {
            if (node.State == LiveState.Running && node.Step is { Kind: StepKind.Action, Activity.Role: ActivityRole.Work })
            {
                node.State = LiveState.Interrupted;
            }

            node.Found = null;

            if (node.Call is { Undoing: not null } called)
            {
                called.UndoInterrupted = true;
            }
        }

        if (Root is { Undoing: not null })
        {
            Root.UndoInterrupted = true;
        }
    }

    private static bool IsAtRest(LiveStep node) =>
        node.State switch
        {
            LiveState.Running => node.Step.Kind != StepKind.Action || node.Waiting is not null,
            LiveState.Interrupted => node.Waiting is not null,
            LiveState.Catching => true,
            LiveState.RetryPending or LiveState.Failed => false,
        };
}
