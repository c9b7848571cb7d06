using System.Collections.Immutable;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Planning;

/// <summary>Where a run is, or a runbook that it calls.</summary>
internal enum RunPhase
{
    /// <summary>Nothing is journalled.</summary>
    NotOpened,

    /// <summary>Its steps run.</summary>
    Steps,

    /// <summary>Completed steps are to be undone, and none is being undone.</summary>
    RollingBack,

    /// <summary>A step is being undone.</summary>
    Undoing,

    /// <summary>A rule of escalation fits, and is not taken yet.</summary>
    Escalating,

    /// <summary>The rule's step tells a team.</summary>
    TellingTeam,

    /// <summary>Its <c>finally</c> runs.</summary>
    Finally,

    /// <summary>Nothing is left to do, and its end is not journalled yet.</summary>
    Ending,

    /// <summary>Its end is journalled.</summary>
    Finished,
}

/// <summary>What a run may be told, by where it is.</summary>
/// <remarks>
/// Asked before an entry is taken in; printed in docs/…/explanation/states.md. Source: architecture.md, "Rules that stay".
/// </remarks>
internal static class RunTransitions
{
    private static readonly ImmutableArray<RunPhase> Open =
    [
        RunPhase.Steps,
        RunPhase.RollingBack,
        RunPhase.Undoing,
        RunPhase.Escalating,
        RunPhase.TellingTeam,
        RunPhase.Finally,
        RunPhase.Ending,
    ];

    private static readonly ImmutableArray<RunPhase> AfterUndo =
    [
        RunPhase.RollingBack,
        RunPhase.Escalating,
        RunPhase.Finally,
        RunPhase.Ending,
    ];

    internal static ImmutableArray<Transition<RunPhase>> Rows { get; } =
    [
        new(new(EntryType.RunStarted), [RunPhase.NotOpened], [RunPhase.Steps, RunPhase.Finally, RunPhase.Ending]),
        new(new(EntryType.RunInterrupted), Open, []),
        // A failed one is taken up again when somebody has mended what failed.
        new(new(EntryType.RunResumed), [.. Open, RunPhase.Finished], []),
        new(new(EntryType.Deviation, "retry"), [RunPhase.Finished], [RunPhase.Steps]),
        new(new(EntryType.Deviation, "edit"), Open, []),
        // The one that was interrupted is started once more.
        new(new(EntryType.UndoStarted), [RunPhase.RollingBack, RunPhase.Undoing], [RunPhase.Undoing]),
        new(new(EntryType.UndoSucceeded), [RunPhase.Undoing], AfterUndo),
        new(new(EntryType.UndoFailed), [RunPhase.Undoing], AfterUndo),
        new(new(EntryType.RouteTaken, "escalation"), [RunPhase.Escalating], [RunPhase.TellingTeam]),
        new(new(EntryType.RunFinished), [RunPhase.Ending], [RunPhase.Finished]),
        new(new(EntryType.Sealed), [.. Open, RunPhase.Finished], []),
    ];

    internal static TransitionTable<RunPhase> Table { get; } = new(Rows);

    /// <summary>Where a step's entries may stand; what a person says of steps to come may stand wherever the run is open.</summary>
    internal static bool HasSteps(RunPhase phase) => phase is RunPhase.Steps or RunPhase.TellingTeam or RunPhase.Finally;
}
