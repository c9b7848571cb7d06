using System.Collections.Immutable;

namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of a file of scenario tests. Source: docs/…/reference/scenario-tests.md.</summary>
public static class TestKeys
{
    // The language knows no journal; a test holds these equal to the entry types of a run that a scenario can have.
    private static readonly ImmutableArray<string> EntryTypes =
    [
        "run.started",
        "run.interrupted",
        "run.resumed",
        "run.finished",
        "step.started",
        "step.checkpoint",
        "step.reconciled",
        "step.succeeded",
        "step.failed",
        "step.skipped",
        "step.waiting",
        "person.answered",
        "retry.scheduled",
        "route.taken",
        "undo.started",
        "undo.succeeded",
        "undo.failed",
        "deviation",
    ];

    /// <summary>The file.</summary>
    public static KeyTable Tests { get; } =
        new("tests", Says.TableTests, [new("tests", KeyKind.Tables, Says.KeyTestsTests) { Required = true, Of = "test" }]);

    /// <summary>A scenario.</summary>
    public static KeyTable Test { get; } =
        new(
            "test",
            Says.TableTest,
            [
                new("name", KeyKind.Localized, Says.KeyTestName) { Required = true },
                new("inputs", KeyKind.Plains, Says.KeyTestInputs),
                new("station", KeyKind.Table, Says.KeyTestStation) { Of = "station" },
                new("activities", KeyKind.TablesOrListsByName, Says.KeyTestActivities) { Of = "answer" },
                new("answers", KeyKind.TablesOrListsByName, Says.KeyTestAnswers) { Of = "reply" },
                new("faults", KeyKind.Tables, Says.KeyTestFaults) { Of = "fault" },
                new("expect", KeyKind.Table, Says.KeyTestExpect) { Required = true, Of = "expect" },
            ]
        );

    /// <summary>The station that a scenario pretends.</summary>
    public static KeyTable Station { get; } =
        new(
            "station",
            Says.TableStation,
            [
                new("platform", KeyKind.Text, Says.KeyStationPlatform) { Default = "linux" },
                new("architecture", KeyKind.Text, Says.KeyStationArchitecture) { Default = "x64" },
                new("name", KeyKind.Text, Says.KeyStationName) { Default = "station" },
                new("os", KeyKind.Text, Says.KeyStationOs) { Default = "Linux" },
            ]
        );

    /// <summary>An activity's answer.</summary>
    public static KeyTable Answer { get; } =
        new(
            "answer",
            Says.TableAnswer,
            [
                new("outputs", KeyKind.Plains, Says.KeyAnswerOutputs),
                new("fails", KeyKind.Code, Says.KeyAnswerFails),
                new("arguments", KeyKind.Plains, Says.KeyAnswerArguments),
                new("takes", KeyKind.Duration, Says.KeyAnswerTakes),
                new("timesOut", KeyKind.Flag, Says.KeyAnswerTimesOut),
                new("finds", KeyKind.Word, Says.KeyAnswerFinds) { Words = ["done", "not-begun", "half-done"], Default = "not-begun" },
                new("remarks", KeyKind.Texts, Says.KeyAnswerRemarks),
                new("undo", KeyKind.Table, Says.KeyAnswerUndo) { Of = "undo" },
            ]
        );

    /// <summary>The answer of an undoing.</summary>
    public static KeyTable Undo { get; } =
        new(
            "undo",
            Says.TableUndo,
            [new("fails", KeyKind.Code, Says.KeyUndoFails), new("arguments", KeyKind.Plains, Says.KeyUndoArguments)]
        );

    /// <summary>A person's answer.</summary>
    public static KeyTable Reply { get; } =
        new(
            "reply",
            Says.TableReply,
            [
                new("declined", KeyKind.Flag, Says.KeyReplyDeclined),
                new("by", KeyKind.Text, Says.KeyReplyBy) { Default = "person" },
                new("comment", KeyKind.Text, Says.KeyReplyComment),
                new("expires", KeyKind.Flag, Says.KeyReplyExpires),
                new("confirmed", KeyKind.Flag, Says.KeyReplyConfirmed),
                new("answers", KeyKind.Plains, Says.KeyReplyAnswers),
                new("approvedBy", KeyKind.Texts, Says.KeyReplyApprovedBy),
                new("rejectedBy", KeyKind.Text, Says.KeyReplyRejectedBy),
                new("ticked", KeyKind.Texts, Says.KeyReplyTicked),
                new("comments", KeyKind.Plains, Says.KeyReplyComments),
                new("files", KeyKind.Plains, Says.KeyReplyFiles),
                new("choice", KeyKind.Word, Says.KeyReplyChoice) { Words = ["rerun", "done", "abort"] },
            ]
        );

    /// <summary>A death of the engine.</summary>
    public static KeyTable Fault { get; } =
        new(
            "fault",
            Says.TableFault,
            [
                new("crashAfter", KeyKind.Text, Says.KeyFaultCrashAfter),
                new("crashIn", KeyKind.Text, Says.KeyFaultCrashIn),
                new("crashInUndo", KeyKind.Text, Says.KeyFaultCrashInUndo),
                new("clock", KeyKind.Word, Says.KeyFaultClock) { Words = ["back"] },
            ]
        );

    /// <summary>What is expected.</summary>
    public static KeyTable Expect { get; } =
        new(
            "expect",
            Says.TableExpect,
            [
                new("path", KeyKind.Texts, Says.KeyExpectPath),
                new("outcome", KeyKind.Word, Says.KeyExpectOutcome)
                {
                    Words = ["succeeded", "failed", "escalated", "rolled-back", "cancelled", "waiting"],
                },
                new("escalatedTo", KeyKind.Text, Says.KeyExpectEscalatedTo) { OrNull = true },
                new("code", KeyKind.Code, Says.KeyExpectCode) { OrNull = true },
                new("outputs", KeyKind.Plains, Says.KeyExpectOutputs),
                new("compensated", KeyKind.Texts, Says.KeyExpectCompensated),
                new("skipped", KeyKind.Texts, Says.KeyExpectSkipped),
                new("inputs", KeyKind.Plains, Says.KeyExpectInputs),
                new("attempts", KeyKind.NumbersByName, Says.KeyExpectAttempts),
                new("remarks", KeyKind.Texts, Says.KeyExpectRemarks),
                new("journal", KeyKind.Tables, Says.KeyExpectJournal) { Of = "journalEntry" },
            ]
        );

    /// <summary>An entry that the journal must hold.</summary>
    public static KeyTable JournalEntry { get; } =
        new(
            "journalEntry",
            Says.TableJournalEntry,
            [
                new("type", KeyKind.Word, Says.KeyJournalEntryType) { Required = true, Words = EntryTypes },
                new("step", KeyKind.Text, Says.KeyJournalEntryStep),
                new("data", KeyKind.Plains, Says.KeyJournalEntryData),
            ]
        );
}
