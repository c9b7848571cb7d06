using System.Collections.Immutable;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Planning;

/// <summary>Where a step is.</summary>
internal enum StepPhase
{
    /// <summary>Nothing of it is journalled.</summary>
    NotBegun,

    /// <summary>Its activity or its body runs.</summary>
    Running,

    /// <summary>It has asked a person.</summary>
    Asked,

    /// <summary>The engine stopped inside its activity.</summary>
    Interrupted,

    /// <summary>The engine stopped inside its activity, and a person was asked what now.</summary>
    InterruptedAsked,

    /// <summary>Another attempt is to come.</summary>
    RetryPending,

    /// <summary>It failed, and its way on is not decided.</summary>
    Failed,

    /// <summary>A catch clause's steps run.</summary>
    Catching,

    /// <summary>It succeeded, was skipped, or failed for good.</summary>
    Over,
}

/// <summary>What a step may be told, by where it is.</summary>
/// <remarks>
/// Asked before an entry is taken in; printed in docs/…/explanation/states.md. Source: architecture.md, "Rules that stay".
/// </remarks>
internal static class StepTransitions
{
    internal static ImmutableArray<Transition<StepPhase>> Rows { get; } =
    [
        new(
            new(EntryType.StepStarted),
            [StepPhase.NotBegun, StepPhase.RetryPending, StepPhase.Interrupted, StepPhase.InterruptedAsked],
            [StepPhase.Running]
        ),
        new(new(EntryType.StepSkipped), [StepPhase.NotBegun], [StepPhase.Over]),
        new(new(EntryType.StepCheckpoint), [StepPhase.Running, StepPhase.Interrupted], []),
        new(new(EntryType.StepReconciled), [StepPhase.Interrupted], []),
        new(new(EntryType.StepWaiting), [StepPhase.Running], [StepPhase.Asked]),
        new(new(EntryType.StepWaiting), [StepPhase.Interrupted], [StepPhase.InterruptedAsked]),
        new(new(EntryType.PersonAnswered), [StepPhase.Asked, StepPhase.InterruptedAsked], []),
        new(
            new(EntryType.StepSucceeded),
            [StepPhase.Running, StepPhase.Asked, StepPhase.Interrupted, StepPhase.InterruptedAsked],
            [StepPhase.Over]
        ),
        // One that has not begun, or not again: its inputs could not be worked out, or its start was more than an entry holds.
        new(
            new(EntryType.StepFailed),
            [
                StepPhase.NotBegun,
                StepPhase.Running,
                StepPhase.Asked,
                StepPhase.Interrupted,
                StepPhase.InterruptedAsked,
                StepPhase.RetryPending,
            ],
            [StepPhase.Failed]
        ),
        // A wait looks again without having failed.
        new(new(EntryType.RetryScheduled), [StepPhase.Failed, StepPhase.Running], [StepPhase.RetryPending]),
        new(new(EntryType.RouteTaken, "catch"), [StepPhase.Failed], [StepPhase.Catching]),
        new(new(EntryType.RouteTaken), [StepPhase.Failed, StepPhase.Catching], [StepPhase.Over]),
        // Before a step has begun it is only noted.
        new(new(EntryType.Deviation, "skip"), [StepPhase.NotBegun], []),
        new(
            new(EntryType.Deviation, "skip"),
            [StepPhase.Running, StepPhase.Asked, StepPhase.Interrupted, StepPhase.InterruptedAsked],
            [StepPhase.Over]
        ),
        new(new(EntryType.Deviation, "repeat"), [StepPhase.Interrupted, StepPhase.InterruptedAsked], [StepPhase.RetryPending]),
    ];

    internal static TransitionTable<StepPhase> Table { get; } = new(Rows);
}
