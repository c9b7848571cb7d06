using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Replay;

/// <summary>What a definition that a step carries out takes and gives more than it did when a run was recorded.</summary>
/// <remarks>
/// An input that nobody gives has its default, and an output that was not there was read by nobody: where either tells, a step inside, or
/// after it, differs, and that is the difference.
/// </remarks>
internal static class Additions
{
    /// <summary>What an edited definition prescribes, without these.</summary>
    /// <param name="edited">The edited definition.</param>
    /// <param name="prescribed">What it prescribes.</param>
    /// <param name="recorded">What was recorded in its place.</param>
    internal static Fact Without(Runbook edited, Fact prescribed, Fact recorded) =>
        (prescribed, recorded) switch
        {
            (StepStarted now, StepStarted then) when CallAt(edited, now) is { } step => now with
            {
                Inputs = Without(now.Inputs, then.Inputs, n => step.With.All(w => w.Name != n)),
            },
            (StepSucceeded now, StepSucceeded then) when CallAt(edited, now) is not null => now with
            {
                Outputs = Without(now.Outputs, then.Outputs, static _ => true),
            },
            _ => prescribed,
        };

    private static Step? CallAt(Runbook edited, Fact fact) =>
        edited.Resolve(fact.StepPath)?.Step is { Called: not null } step ? step : null;

    private static Value Without(Value now, Value then, Func<string, bool> isAddition) =>
        now.Kind == ValueKind.Map ? Value.Map(now.Members.Where(m => then.Members.ContainsKey(m.Key) || !isAddition(m.Key))) : now;
}
