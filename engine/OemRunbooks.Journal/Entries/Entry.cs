using System.Text;

namespace OemRunbooks.Journal.Entries;

/// <summary>One line of a journal.</summary>
/// <param name="Seq">Its number, from 1; order comes from this alone.</param>
/// <param name="At">UTC wall time, milliseconds; for people.</param>
/// <param name="Mono">Milliseconds since the run was opened in this boot.</param>
/// <param name="Fact">What happened.</param>
/// <remarks>Source: journal.md, "Entries".</remarks>
public sealed record Entry(long Seq, DateTimeOffset At, long Mono, Fact Fact);

/// <summary>The entry types and their names; the names are the contract.</summary>
public enum EntryType
{
    /// <summary><c>run.started</c></summary>
    RunStarted,

    /// <summary><c>run.interrupted</c></summary>
    RunInterrupted,

    /// <summary><c>run.resumed</c></summary>
    RunResumed,

    /// <summary><c>run.finished</c></summary>
    RunFinished,

    /// <summary><c>step.started</c></summary>
    StepStarted,

    /// <summary><c>step.checkpoint</c></summary>
    StepCheckpoint,

    /// <summary><c>step.reconciled</c></summary>
    StepReconciled,

    /// <summary><c>step.succeeded</c></summary>
    StepSucceeded,

    /// <summary><c>step.failed</c></summary>
    StepFailed,

    /// <summary><c>step.skipped</c></summary>
    StepSkipped,

    /// <summary><c>step.waiting</c></summary>
    StepWaiting,

    /// <summary><c>person.answered</c></summary>
    PersonAnswered,

    /// <summary><c>retry.scheduled</c></summary>
    RetryScheduled,

    /// <summary><c>route.taken</c></summary>
    RouteTaken,

    /// <summary><c>undo.started</c></summary>
    UndoStarted,

    /// <summary><c>undo.succeeded</c></summary>
    UndoSucceeded,

    /// <summary><c>undo.failed</c></summary>
    UndoFailed,

    /// <summary><c>deviation</c></summary>
    Deviation,

    /// <summary><c>sealed</c></summary>
    Sealed,

    /// <summary><c>ledger.opened</c>, in a station's ledger only.</summary>
    LedgerOpened,

    /// <summary><c>ledger.sealed</c>, in a station's ledger only.</summary>
    LedgerSealed,

    /// <summary><c>ledger.pack</c>, in a station's ledger only.</summary>
    LedgerPack,
}

/// <summary>The names of the entry types.</summary>
public static class EntryTypes
{
    private static readonly string[] Names =
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
        "sealed",
        "ledger.opened",
        "ledger.sealed",
        "ledger.pack",
    ];

    private static readonly byte[][] Spelt = [.. Names.Select(static n => Encoding.ASCII.GetBytes(n))];

    /// <summary>All names, in the order of <see cref="EntryType"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a type.</summary>
    public static string Name(this EntryType type) => Names[(int)type];

    /// <summary>
    /// Whether an entry of this type is on disk before anything else is done. Any other, when lost, would be decided again.
    /// </summary>
    /// <remarks>A start is none where its activity can be repeated; the planner says so of any other.</remarks>
    public static bool IsSynced(this EntryType type) =>
        type is not (EntryType.StepStarted or EntryType.StepReconciled or EntryType.StepSkipped or EntryType.RouteTaken);

    /// <summary>Whether an entry of this type stands in a station's ledger, and in no run.</summary>
    public static bool IsLedgers(this EntryType type) => type is EntryType.LedgerOpened or EntryType.LedgerSealed or EntryType.LedgerPack;

    /// <summary>The type of a name, or null.</summary>
    public static EntryType? Find(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (EntryType)index : null;

    /// <summary>The type of a name in ASCII, or null.</summary>
    internal static EntryType? Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Spelt.Length; i++)
        {
            if (name.SequenceEqual(Spelt[i]))
            {
                return (EntryType)i;
            }
        }

        return null;
    }
}
