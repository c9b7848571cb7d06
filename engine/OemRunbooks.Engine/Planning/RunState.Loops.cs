using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Planning;

/// <content>What passes of loops come to, and blocks that are tried again.</content>
public sealed partial class RunState
{
    // Of a block that is tried again nothing counts that its steps gave before.
    private static void Forget(LiveStep node)
    {
        foreach (var inside in node.Step.Steps.SelectMany(static s => s.WithDescendants()))
        {
            node.Scope.Results.Remove(inside.Id);
        }
    }

    private static Value ListOf(StepStarted loop) =>
        loop.Inputs["in"] is { Kind: ValueKind.List } list
            ? list
            : throw new InvalidDataException($"step {loop.Path} is a loop without a list");

    private static void EndPass(LiveStep node, StepResult result)
    {
        var loop = node.Owner;
        loop.LastPass = node.Scope;
        if (loop.Passes is { } passes)
        {
            passes[node.At.Last.Number] = Value.MapOf(
                ("item", node.Scope.LoopItem.Recorded()),
                ("state", Value.Of(result.State)),
                ("attempts", Value.Of(node.MostAttempts)),
                ("code", Value.Of(result.Code)),
                ("outputs", result.Outputs)
            );
        }
    }
}
