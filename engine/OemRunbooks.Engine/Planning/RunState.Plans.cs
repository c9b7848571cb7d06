using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Planning;

/// <content>What a plan does not know: none of it is in a run, whose journal says what came.</content>
public sealed partial class RunState
{
    private readonly Dictionary<string, string> open = new(StringComparer.Ordinal);
    private readonly HashSet<string> uncertain = new(StringComparer.Ordinal);

    /// <summary>Whether the run is only planned: what is not known then stays open, and is never taken for null.</summary>
    internal bool IsPlan { get; init; }

    /// <summary>Notes that whether a step runs, or over what, hangs on a value that is not known.</summary>
    internal void Leave(string path, Value unknown) => open[path] = unknown.ToText();

    /// <summary>Notes that a step's work may come to something else than planned, and that the run goes on all the same.</summary>
    internal void Doubt(string path) => uncertain.Add(path);

    /// <summary>On what it hangs whether a step runs: its own condition, or that of what it lies in; null when it is certain.</summary>
    internal string? OpenAt(string path)
    {
        for (var at = StepPath.TryParse(path); at is { IsRoot: false }; at = at.Parent)
        {
            if (open.TryGetValue(at.ToString(), out var unknown))
            {
                return unknown;
            }
        }

        return null;
    }

    /// <summary>Whether a failure of a step lets the run go on: then nobody knows its state before.</summary>
    internal static bool SurvivesFailure(LiveStep node)
    {
        for (var at = node; at is not null; at = at.Owner.Owner ?? at.Scope.Invocation.Caller)
        {
            if (
                at.Owner.KeepsGoing
                || at.Step.OnFailure == FailureRoute.Continue
                || at.Step.Catch.Any(static c => c.Then == FailureRoute.Continue)
            )
            {
                return true;
            }
        }

        return false;
    }

    private StepResult Foreseen(string path, StepResult result) =>
        IsPlan && (uncertain.Contains(path) || OpenAt(path) is not null) ? result with { IsOpen = true } : result;
}
