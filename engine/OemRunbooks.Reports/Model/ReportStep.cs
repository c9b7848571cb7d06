using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Reports.Model;

/// <summary>One attempt at a step.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Started">When.</param>
/// <param name="Offset">Milliseconds from the run's first entry.</param>
/// <param name="Duration">Milliseconds; null while it runs.</param>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="Rerun">Whether it ran again after an interruption.</param>
/// <param name="Interrupted">Whether the engine stopped in its middle.</param>
public sealed record ReportAttempt(
    int Number,
    DateTimeOffset Started,
    long Offset,
    long? Duration,
    ReportCode? Failure,
    bool Rerun,
    bool Interrupted
);

/// <summary>A further attempt that was prescribed.</summary>
/// <param name="Attempt">The attempt to come.</param>
/// <param name="Delay">Milliseconds before it.</param>
/// <param name="Until">When the pause is over, by the wall clock.</param>
public sealed record ReportRetry(int Attempt, long Delay, DateTimeOffset Until);

/// <summary>A question to a person, and the answer.</summary>
/// <param name="Kind"><c>confirm</c>, <c>ask</c>, <c>approve</c>, <c>checklist</c>, <c>interrupted</c>.</param>
/// <param name="Prompt">The question, or null.</param>
/// <param name="Asked">When.</param>
/// <param name="Offset">Milliseconds from the run's first entry.</param>
/// <param name="Expires">When an answer comes too late, or null.</param>
/// <param name="Waited">Milliseconds until the last answer; null while it waits.</param>
/// <param name="Answers">The answers, in order.</param>
public sealed record ReportQuestion(
    string Kind,
    LocalizedText? Prompt,
    DateTimeOffset Asked,
    long Offset,
    DateTimeOffset? Expires,
    long? Waited,
    ImmutableArray<ReportAnswer> Answers
)
{
    /// <summary>What is to be ticked or filled in, in the order in which it is shown.</summary>
    public ImmutableArray<ReportItem> Items { get; init; } = [];
}

/// <summary>An item to tick, or a field to fill in.</summary>
/// <param name="Id">Its name in answers.</param>
/// <param name="Text">What people read.</param>
/// <param name="Type">The type of what is filled in.</param>
/// <param name="Unit">In what it is measured, or null.</param>
public sealed record ReportItem(string Id, LocalizedText Text, InputType Type, LocalizedText? Unit);

/// <summary>A picture that a step shows to people, kept with the run.</summary>
/// <param name="Path">As the runbook names it.</param>
/// <param name="Name">Where it lies, from the run's own directory on.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
public sealed record ReportPicture(string Path, string Name, string Sha256);

/// <summary>A person's answer.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Language">The language of the text that they saw.</param>
/// <param name="Shown">The text that they saw.</param>
/// <param name="Accepted">Yes or no.</param>
/// <param name="Values">Typed answers, ticked items.</param>
/// <param name="Comment">Their comment, or null.</param>
/// <param name="Channel"><c>terminal</c>, <c>confirm</c>, <c>yes</c>.</param>
public sealed record ReportAnswer(
    string By,
    DateTimeOffset At,
    string Language,
    string Shown,
    bool Accepted,
    Value Values,
    string? Comment,
    string Channel
)
{
    /// <summary>Whether they signed it with a key.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Files that they gave, kept with the run.</summary>
    public ImmutableArray<ReportArtefact> Artefacts { get; init; } = [];
}

/// <summary>A step of the run, in the order in which the journal first names it.</summary>
public sealed record ReportStep
{
    /// <summary>Its number in the report, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its path in the run.</summary>
    public required string Path { get; init; }

    /// <summary>How many steps it lies in.</summary>
    public required int Depth { get; init; }

    /// <summary>Its title; its id when the definition has none.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What it is about, as the definition tells; or null.</summary>
    public LocalizedText? Description { get; init; }

    /// <summary>What to do when it fails, as the definition tells; or null.</summary>
    public LocalizedText? Hint { get; init; }

    /// <summary>What it shows to people, or null.</summary>
    public ReportPicture? Picture { get; init; }

    /// <summary>What it is.</summary>
    public required ReportStepKind Kind { get; init; }

    /// <summary>Whether its activity changes nothing, or found nothing to change.</summary>
    internal bool OnlyReads { get; init; }

    /// <summary>Whether it is an activity made of YAML: the steps in it are its own business.</summary>
    internal bool IsMade { get; init; }

    /// <summary>Its activity, or null.</summary>
    public string? Activity { get; init; }

    /// <summary>Where it stands.</summary>
    public required StepStanding Standing { get; init; }

    /// <summary>What an auditor may say of it.</summary>
    public StepManner Manner =>
        SkippedBy is not null
            ? StepManner.SkippedByPerson
            : Standing switch
            {
                StepStanding.Succeeded => IsFound || Activity?.StartsWith("verify.", StringComparison.Ordinal) == true
                    ? StepManner.Verified
                    : StepManner.Performed,
                StepStanding.Skipped => StepManner.SkippedByCondition,
                StepStanding.Omitted => StepManner.Planned,
                _ => StepManner.Attempted,
            };

    // What was half done was finished now: that is work.
    private bool IsFound => Reconciled && Found != Finding.HalfDone;

    /// <summary>The person who skipped it, or null.</summary>
    public ReportSkip? SkippedBy { get; init; }

    /// <summary>Its lines in the definition, or null when they are not at hand.</summary>
    public ReportExcerpt? Source { get; init; }

    /// <summary>How many attempts began.</summary>
    public int Attempts => Tries.Length;

    /// <summary>The attempts.</summary>
    public ImmutableArray<ReportAttempt> Tries { get; init; } = [];

    /// <summary>When it first began, or null.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Milliseconds from the run's first entry to its first mention.</summary>
    public long Offset { get; init; }

    /// <summary>Milliseconds from its first beginning to its end, stops of the engine not counted; null while it is not over.</summary>
    public long? Duration { get; init; }

    /// <summary>Its inputs as resolved for the last attempt.</summary>
    public ImmutableArray<ReportField> Inputs { get; init; } = [];

    /// <summary>What it was about to change, when it said so.</summary>
    public Value Intent { get; init; } = Value.Null;

    /// <summary>Its outputs.</summary>
    public ImmutableArray<ReportField> Outputs { get; init; } = [];

    /// <summary>Files with digests.</summary>
    public ImmutableArray<ReportArtefact> Artefacts { get; init; } = [];

    /// <summary>Things worth knowing.</summary>
    public ImmutableArray<ReportRemark> Remarks { get; init; } = [];

    /// <summary>Why it failed, or null.</summary>
    public ReportCode? Failure { get; init; }

    /// <summary>For a block: the path of the step inside it that failed.</summary>
    public string? FailedFrom { get; init; }

    /// <summary>For a timeout: the path of the block whose time ran out.</summary>
    public string? TimeoutOf { get; init; }

    /// <summary>The condition that was not fulfilled, or null.</summary>
    public string? Condition { get; init; }

    /// <summary>The values that the condition saw.</summary>
    public Value Seen { get; init; } = Value.EmptyMap;

    /// <summary>Further attempts that were prescribed.</summary>
    public ImmutableArray<ReportRetry> Retries { get; init; } = [];

    /// <summary>Questions to people.</summary>
    public ImmutableArray<ReportQuestion> Questions { get; init; } = [];

    /// <summary>Ways that its failures took.</summary>
    public ImmutableArray<ReportRoute> Routes { get; init; } = [];

    /// <summary>Whether it was found or made done after an interruption.</summary>
    public bool Reconciled { get; init; }

    /// <summary>Whether it ran again after an interruption.</summary>
    public bool Rerun { get; init; }

    /// <summary>How it was found after its last interruption; null when nobody looked, or the journal does not say.</summary>
    public Finding? Found { get; init; }

    /// <summary>How many checkpoints its activity wrote.</summary>
    public int Checkpoints { get; init; }
}

/// <summary>A step of the definition that the run never reached.</summary>
/// <param name="Path">Its path; several passes of a loop stand as <c>loop[2…9]</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Activity">Its activity, or null.</param>
/// <param name="Count">How many passes it stands for.</param>
public sealed record OmittedStep(string Path, LocalizedText Title, ReportStepKind Kind, string? Activity, int Count);
