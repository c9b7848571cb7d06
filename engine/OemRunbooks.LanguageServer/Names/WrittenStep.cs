using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Names;

/// <summary>A step as it is written, whatever is wrong with it.</summary>
/// <param name="Id">Its id; empty while it has none.</param>
/// <param name="Node">What stands in it.</param>
/// <param name="Around">The step in which it stands, or null.</param>
/// <param name="Item">The item of the list that it is.</param>
/// <param name="Part">The clause or <c>finally</c> in which it stands, or null.</param>
internal sealed record WrittenStep(string Id, MappingNode Node, WrittenStep? Around, ItemNode Item, PathSegment? Part)
{
    /// <summary>Its path in the definition, as journals spell it without the passes of loops.</summary>
    internal StepPath Path
    {
        get
        {
            var around = Around?.Path ?? StepPath.Root;
            return (
                Part switch
                {
                    { Part: PathPart.Catch } clause => around.Catch(clause.Number),
                    { Part: PathPart.Finally } => around.Finally(),
                    _ => around,
                }
            ).Step(Id);
        }
    }

    /// <summary>What it does, or null.</summary>
    internal string? Action => Node.TextOf("action");

    /// <summary>The runbook that it runs, or null.</summary>
    internal string? Called => Action == CallingAction ? (Node["with"] as MappingNode)?.TextOf("runbook") : null;

    /// <summary>The name of its loop's item; null for no loop.</summary>
    internal string? LoopItem => Node.Find("forEach") is { } loop ? (loop.Value as MappingNode)?.TextOf("as") ?? "item" : null;

    /// <summary>Whether an activity takes a team in a field.</summary>
    internal static bool IsTeam(string action, string field) => field == "team" && action.StartsWith(Escalating, StringComparison.Ordinal);

    private const string Escalating = "escalate.";

    /// <summary>The activity that runs another runbook.</summary>
    internal const string CallingAction = "runbook.run";
}
