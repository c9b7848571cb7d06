using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Reports.Model;

/// <summary>A code with its arguments and its words in both languages.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Arguments">Named arguments.</param>
/// <param name="Words">What is wrong.</param>
/// <param name="Hint">What to do next, or null.</param>
public sealed record ReportCode(string Code, Value Arguments, LocalizedText Words, LocalizedText? Hint);

/// <summary>A runbook that the run used.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Path">Where it was read from.</param>
public sealed record ReportDefinition(string Id, string Version, string Digest, string Path);

/// <summary>An input of the run, with the value that it had.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Value">Its value; for a secret its reference.</param>
/// <param name="IsSecret">Whether it is a secret.</param>
/// <param name="IsWithheld">
/// Whether the journal held something other than a reference where a secret belongs, which this report does not repeat.
/// </param>
public sealed record ReportInput(string Name, LocalizedText Title, InputType Type, Value Value, bool IsSecret, bool IsWithheld);

/// <summary>A named value of a step, with what its activity says about it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is, or null.</param>
/// <param name="Type">Its type, when the activity declares it.</param>
/// <param name="Value">The value; for a secret its reference.</param>
/// <param name="IsWithheld">Whether something other than a reference stood where a secret belongs.</param>
public sealed record ReportField(string Name, LocalizedText? Title, InputType Type, Value Value, bool IsWithheld);

/// <summary>A file with its digest.</summary>
/// <param name="Step">Path of the step that names it.</param>
/// <param name="Path">Path, relative to the station.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha384">SHA-384, lower-case hex.</param>
public sealed record ReportArtefact(string Step, string Path, long Size, string Sha384);

/// <summary>What a step told of the machine.</summary>
/// <param name="Step">The step's path.</param>
/// <param name="Meaning">What it tells.</param>
/// <param name="Value">The value, as people read it.</param>
public sealed record ReportKnown(string Step, Meaning Meaning, string Value);

/// <summary>Something worth knowing that is no failure.</summary>
/// <param name="Step">Path of the step that said it.</param>
/// <param name="Code">What.</param>
/// <param name="IsDeviation">Whether it departs from what the runbook takes for granted.</param>
/// <param name="At">When.</param>
public sealed record ReportRemark(string Step, ReportCode Code, bool IsDeviation, DateTimeOffset At);

/// <summary>Where a departure from the runbook comes from.</summary>
public enum DeviationKind
{
    /// <summary>A person skipped, repeated or edited something.</summary>
    Person,

    /// <summary>An activity says so.</summary>
    Remark,

    /// <summary>A step or its undoing ran again after an interruption.</summary>
    Rerun,
}

/// <summary>A departure from what the runbook prescribes or takes for granted.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Step">The step's path, or "" for the run.</param>
/// <param name="At">When.</param>
/// <param name="Action">What a person did (<c>skip</c>, <c>repeat</c>, <c>edit</c>), or null.</param>
/// <param name="By">Who, or null.</param>
/// <param name="Reason">Why, in their words, or null.</param>
/// <param name="Code">What an activity said, or null.</param>
/// <param name="Values">What was edited.</param>
public sealed record ReportDeviation(
    DeviationKind Kind,
    string Step,
    DateTimeOffset At,
    string? Action,
    string? By,
    string? Reason,
    ReportCode? Code,
    Value Values
);

/// <summary>What a verification of the journal said; the place where seals are shown.</summary>
/// <param name="Verdict">VALID, OPEN, TRUNCATED, INVALID or UNSIGNED; null when nobody verified.</param>
/// <param name="Receipt">The receipt that pins the journal from outside, or null.</param>
public sealed record Proof(string? Verdict, string? Receipt)
{
    /// <summary>Who certified the run's keys, as a public key; null when nobody did.</summary>
    public string? Signer { get; init; }

    /// <summary>What the verification found wrong or missing.</summary>
    public ImmutableArray<Failure> Findings { get; init; } = [];

    /// <summary>Who gave consent, each with what vouches for it.</summary>
    public ImmutableArray<Approver> Approvers { get; init; } = [];
}

/// <summary>The lines of a definition in which a step is written.</summary>
/// <param name="Path">The definition's path.</param>
/// <param name="First">The first line, from 1.</param>
/// <param name="Last">The last line, from 1.</param>
/// <param name="Lines">The lines; the last ones of a very long step are left out.</param>
public sealed record ReportExcerpt(string Path, int First, int Last, ImmutableArray<string> Lines);

/// <summary>A step that a person decided to skip.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record ReportSkip(string By, string Reason);

/// <summary>What the report was read from.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="Seals">How many of them are seals.</param>
/// <param name="LastLeaf">Leaf hash of the last one, lower-case hex, or null.</param>
/// <param name="Proof">What a verification said.</param>
public sealed record JournalFacts(long Entries, long Seals, string? LastLeaf, Proof Proof)
{
    /// <summary>The verification's findings with their words.</summary>
    public ImmutableArray<ReportCode> Findings { get; init; } = [];
}

/// <summary>
/// How long a run took, in milliseconds; measured by the monotonic clock within a session, by the wall clock between sessions.
/// </summary>
/// <param name="Total">From the first entry to the last.</param>
/// <param name="Working">Work, pauses before retries included.</param>
/// <param name="Waiting">Nothing but a person's answer was waited for.</param>
/// <param name="Stopped">The engine did not run.</param>
public sealed record RunTimes(long Total, long Working, long Waiting, long Stopped);

/// <summary>A stretch of the run in which no work was done.</summary>
/// <param name="Offset">Milliseconds from the run's first entry.</param>
/// <param name="Duration">Milliseconds.</param>
/// <param name="IsStop">Whether the engine did not run; otherwise a person was waited for.</param>
public sealed record RunPause(long Offset, long Duration, bool IsStop);

/// <summary>A stop of the engine.</summary>
/// <param name="Reason"><c>signal</c>, <c>waiting</c>, or <c>crash</c> when the journal just ends.</param>
/// <param name="StoppedAt">Wall time of the last entry before.</param>
/// <param name="ResumedAt">Wall time of the resumption, or null.</param>
/// <param name="Offset">Milliseconds from the run's first entry.</param>
/// <param name="StoppedFor">Milliseconds until the resumption, by the wall clock.</param>
/// <param name="ResumedBy">Who resumed it, or null.</param>
/// <param name="SameBoot">Whether the machine had not been restarted, or null.</param>
/// <param name="Program">The program's version that went on, or null.</param>
/// <param name="TornBytes">Bytes of a torn last line that were set aside.</param>
/// <param name="TornDigest">SHA-256 of those bytes, or null.</param>
/// <param name="Steps">Paths of the steps in whose middle it stopped.</param>
public sealed record ReportInterruption(
    string Reason,
    DateTimeOffset StoppedAt,
    DateTimeOffset? ResumedAt,
    long Offset,
    long StoppedFor,
    string? ResumedBy,
    bool? SameBoot,
    string? Program,
    long TornBytes,
    string? TornDigest,
    ImmutableArray<string> Steps
);

/// <summary>A place where the wall clock went back.</summary>
/// <param name="Seq">The entry after it.</param>
/// <param name="Before">Wall time of the entry before.</param>
/// <param name="After">Wall time of the entry after.</param>
/// <param name="Back">By how many milliseconds at least.</param>
public sealed record ClockStep(long Seq, DateTimeOffset Before, DateTimeOffset After, long Back);

/// <summary>A way that a failure took.</summary>
/// <param name="Step">The step's path, or "" for the run.</param>
/// <param name="Taken"><c>catch</c>, <c>continue</c>, <c>abort</c>, <c>rollback</c>, <c>escalation</c>.</param>
/// <param name="Code">The failure's code.</param>
/// <param name="Index">Which clause, from 0, or null.</param>
/// <param name="Team">The team that is told, or null.</param>
/// <param name="At">When.</param>
public sealed record ReportRoute(string Step, string Taken, string Code, int? Index, string? Team, DateTimeOffset At);

/// <summary>The undoing of a completed step.</summary>
/// <param name="Step">Path of the step.</param>
/// <param name="Title">The step's title.</param>
/// <param name="Action">The activity that undoes it.</param>
/// <param name="Standing">Succeeded, failed, running or interrupted.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended, or null.</param>
/// <param name="Duration">Milliseconds, or null.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Outputs">What it gave back.</param>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="Rerun">Whether it ran again after an interruption.</param>
public sealed record ReportUndo(
    string Step,
    LocalizedText Title,
    string Action,
    StepStanding Standing,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    long? Duration,
    ImmutableArray<ReportField> Inputs,
    ImmutableArray<ReportField> Outputs,
    ReportCode? Failure,
    bool Rerun
);
