using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>What one journal entry says. A closed family: one record for each entry type.</summary>
/// <remarks>Facts, not prose: codes with arguments. Source: journal.md, "Entries".</remarks>
public abstract record Fact
{
    private protected Fact() { }

    /// <summary>The entry type.</summary>
    public abstract EntryType Type { get; }

    /// <summary>The path of the step that it is about, or null.</summary>
    public virtual string? StepPath => null;

    /// <summary>The entry's <c>data</c>.</summary>
    public abstract Value ToData();
}

/// <summary>A definition that a run uses; its bytes are in the run's <c>definition/</c>.</summary>
/// <param name="Id">The runbook's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Path">Where it was read from.</param>
public sealed record UsedDefinition(string Id, string Version, string Digest, string Path);

/// <summary>A signed pack from which a definition came.</summary>
/// <param name="Id">The pack's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Signer">Who signed it, as a verifier key.</param>
public sealed record UsedPack(string Id, string Version, string Digest, string Signer);

/// <summary>A run was opened.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Definition">The runbook.</param>
/// <param name="Called">The runbooks that it calls, at any depth.</param>
/// <param name="Inputs">Resolved inputs; secrets as references.</param>
/// <param name="Station">What the run knew of its station: <c>platform</c>, <c>architecture</c>, <c>name</c>, <c>os</c>.</param>
/// <param name="Operator">Who runs it.</param>
/// <param name="Boot">Hashed boot id.</param>
/// <param name="Logic">The planner's logic version.</param>
/// <param name="Program">The program's version.</param>
/// <param name="Language">The language in which people were spoken to.</param>
public sealed record RunStarted(
    string RunId,
    UsedDefinition Definition,
    ImmutableArray<UsedDefinition> Called,
    Value Inputs,
    Value Station,
    string Operator,
    string Boot,
    long Logic,
    string Program,
    string Language
) : Fact
{
    /// <summary>The certificate of the key that seals the run, or null when it is not sealed.</summary>
    public string? Certificate { get; init; }

    /// <summary>SHA-256 of the approved plan that the run follows, lower-case hex; null when it was begun without one.</summary>
    public string? Plan { get; init; }

    /// <summary>The signed pack from which the definition came; null when it came from none.</summary>
    public UsedPack? Pack { get; init; }

    /// <inheritdoc/>
    public override EntryType Type => EntryType.RunStarted;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("run", Value.Of(RunId)),
            ("definition", FactCodec.Write(Definition)),
            ("called", FactCodec.WriteList(Called, FactCodec.Write)),
            ("inputs", Inputs),
            ("station", Station),
            ("operator", Value.Of(Operator)),
            ("boot", Value.Of(Boot)),
            ("logic", Value.Of(Logic)),
            ("program", Value.Of(Program)),
            ("language", Value.Of(Language)),
            ("certificate", Value.Of(Certificate)),
            ("plan", Value.Of(Plan)),
            ("pack", Pack is null ? null : FactCodec.Write(Pack))
        );
}

/// <summary>The run stopped at a safe point because it was told to.</summary>
/// <param name="Reason">Why: <c>signal</c>, <c>waiting</c>.</param>
public sealed record RunInterrupted(string Reason) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.RunInterrupted;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("reason", Value.Of(Reason)));
}

/// <summary>The run goes on after a stop or crash.</summary>
/// <param name="Operator">Who resumes it.</param>
/// <param name="Boot">Hashed boot id.</param>
/// <param name="Logic">The planner's logic version.</param>
/// <param name="Program">The program's version.</param>
/// <param name="TornBytes">How many bytes of a torn last line were set aside; 0 for none.</param>
/// <param name="TornDigest">SHA-256 of those bytes, or null.</param>
public sealed record RunResumed(string Operator, string Boot, long Logic, string Program, long TornBytes, string? TornDigest) : Fact
{
    /// <summary>The certificate of the key that seals the run from here on, or null.</summary>
    public string? Certificate { get; init; }

    /// <inheritdoc/>
    public override EntryType Type => EntryType.RunResumed;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("operator", Value.Of(Operator)),
            ("boot", Value.Of(Boot)),
            ("logic", Value.Of(Logic)),
            ("program", Value.Of(Program)),
            ("tornBytes", TornBytes == 0 ? null : Value.Of(TornBytes)),
            ("tornDigest", Value.Of(TornDigest)),
            ("certificate", Value.Of(Certificate))
        );
}

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>All went as prescribed.</summary>
    Succeeded,

    /// <summary>A step failed for good.</summary>
    Failed,

    /// <summary>A step failed and a team was told.</summary>
    Escalated,

    /// <summary>A step failed and what was done has been undone.</summary>
    RolledBack,

    /// <summary>A person ended it.</summary>
    Cancelled,
}

/// <summary>The run is over.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Failure">Why, or null.</param>
/// <param name="FailedStep">Path of the step that failed, or null.</param>
/// <param name="EscalatedTo">The team that was told, or null.</param>
/// <param name="Undone">Compensations carried out.</param>
/// <param name="UndoFailures">Compensations that failed.</param>
/// <param name="Outputs">What the run gives back.</param>
public sealed record RunFinished(
    RunOutcome Outcome,
    Failure? Failure,
    string? FailedStep,
    string? EscalatedTo,
    long Undone,
    long UndoFailures,
    Value Outputs
) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.RunFinished;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("outcome", Value.Of(Outcome.Word())),
            ("failure", FactCodec.Write(Failure)),
            ("failedStep", Value.Of(FailedStep)),
            ("escalatedTo", Value.Of(EscalatedTo)),
            ("undone", Undone == 0 ? null : Value.Of(Undone)),
            ("undoFailures", UndoFailures == 0 ? null : Value.Of(UndoFailures)),
            ("outputs", Outputs)
        );
}

/// <summary>A step began.</summary>
/// <param name="Path">The step's path in the run.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Activity">The activity, or null for a block.</param>
/// <param name="Inputs">Resolved inputs; for a loop its list under <c>in</c>.</param>
/// <param name="Rerun">Whether it runs again after an interruption.</param>
/// <param name="Intent">For a step that is not repeatable: the paths that it is about to change.</param>
public sealed record StepStarted(string Path, int Attempt, string? Activity, Value Inputs, bool Rerun, Value Intent) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepStarted;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("attempt", Value.Of(Attempt)),
            ("activity", Value.Of(Activity)),
            ("inputs", Inputs),
            ("rerun", Rerun ? Value.True : null),
            ("intent", Intent)
        );
}

/// <summary>An activity's own progress, on which a resume may rely.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Data">What the activity noted.</param>
public sealed record StepCheckpoint(string Path, Value Data) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepCheckpoint;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("path", Value.Of(Path)), ("data", Data));
}

/// <summary>What an interrupted activity's look at the world came to. The planner prescribes what follows: the start, or the end.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Found">How it was found.</param>
/// <remarks>Since logic version 2.</remarks>
public sealed record StepReconciled(string Path, Finding Found) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepReconciled;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("path", Value.Of(Path)), ("found", Value.Of(Found.Word())));
}

/// <summary>How a completed step is undone, resolved when it completed.</summary>
/// <param name="Action">The activity.</param>
/// <param name="Inputs">Its inputs.</param>
public sealed record ResolvedCompensation(string Action, Value Inputs);

/// <summary>A step is done.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Artefacts">Files with digests.</param>
/// <param name="Remarks">Things worth knowing.</param>
/// <param name="Compensation">How to undo it, or null.</param>
/// <param name="Reconciled">Whether it was found or made done after an interruption.</param>
public sealed record StepSucceeded(
    string Path,
    Value Outputs,
    ImmutableArray<Artefact> Artefacts,
    ImmutableArray<Remark> Remarks,
    ResolvedCompensation? Compensation,
    bool Reconciled
) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepSucceeded;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("outputs", Outputs.Members.IsEmpty ? null : Outputs),
            ("artefacts", FactCodec.WriteList(Artefacts, FactCodec.Write)),
            ("remarks", FactCodec.WriteList(Remarks, FactCodec.Write)),
            (
                "compensation",
                Compensation is null ? null : Value.MapOf(("action", Value.Of(Compensation.Action)), ("inputs", Compensation.Inputs))
            ),
            ("reconciled", Reconciled ? Value.True : null)
        );
}

/// <summary>A step did not work.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Attempt">Which attempt; 0 when it never began.</param>
/// <param name="Failure">Why.</param>
/// <param name="Scope">For a timeout: the path of the block whose time ran out; null for the step's own.</param>
/// <param name="From">For a block: the path of the step inside it that failed.</param>
/// <param name="Artefacts">Files with digests, such as captured output.</param>
public sealed record StepFailed(string Path, int Attempt, Failure Failure, string? Scope, string? From, ImmutableArray<Artefact> Artefacts)
    : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepFailed;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("attempt", Value.Of(Attempt)),
            ("failure", FactCodec.Write(Failure)),
            ("scope", Value.Of(Scope)),
            ("from", Value.Of(From)),
            ("artefacts", FactCodec.WriteList(Artefacts, FactCodec.Write))
        );
}

/// <summary>A step's condition was not fulfilled.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Condition">The condition's text.</param>
/// <param name="Seen">The values that it saw, by name.</param>
public sealed record StepSkipped(string Path, string Condition, Value Seen) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepSkipped;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("path", Value.Of(Path)), ("condition", Value.Of(Condition)), ("seen", Seen));
}

/// <summary>A step waits for a person.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Kind">What is asked: <c>confirm</c>, <c>ask</c>, <c>approve</c>, <c>checklist</c>, <c>interrupted</c>.</param>
/// <param name="Request">The question, in both languages, with its fields.</param>
/// <param name="Expires">When an answer comes too late, or null.</param>
public sealed record StepWaiting(string Path, string Kind, Value Request, DateTimeOffset? Expires) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.StepWaiting;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(("path", Value.Of(Path)), ("kind", Value.Of(Kind)), ("request", Request), ("expires", FactCodec.Write(Expires)));
}

/// <summary>A person answered.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="By">Who.</param>
/// <param name="Language">The language of the text that they saw.</param>
/// <param name="Shown">The text that they saw.</param>
/// <param name="Accepted">Yes or no.</param>
/// <param name="Values">Typed answers, ticked items.</param>
/// <param name="Comment">Their comment, or null.</param>
/// <param name="Channel">How: <c>terminal</c>, <c>confirm</c>, <c>yes</c> (<c>--yes</c>), <c>signed</c>, <c>challenge</c>.</param>
public sealed record PersonAnswered(
    string Path,
    string By,
    string Language,
    string Shown,
    bool Accepted,
    Value Values,
    string? Comment,
    string Channel
) : Fact
{
    /// <summary>The answer's signature as a signed note, or null.</summary>
    public string? Signature { get; init; }

    /// <inheritdoc/>
    public override EntryType Type => EntryType.PersonAnswered;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("by", Value.Of(By)),
            ("language", Value.Of(Language)),
            ("shown", Value.Of(Shown)),
            ("accepted", Value.Of(Accepted)),
            ("values", Values.Members.IsEmpty ? null : Values),
            ("comment", Value.Of(Comment)),
            ("channel", Value.Of(Channel)),
            ("signature", Value.Of(Signature))
        );
}

/// <summary>A failed step will be tried again.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Attempt">The attempt to come.</param>
/// <param name="DelayMilliseconds">The wait before it.</param>
/// <param name="Until">When the wait is over, by the wall clock.</param>
public sealed record RetryScheduled(string Path, int Attempt, long DelayMilliseconds, DateTimeOffset Until) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.RetryScheduled;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("attempt", Value.Of(Attempt)),
            ("delay", Value.Of(DelayMilliseconds)),
            ("until", FactCodec.Write(Until))
        );
}

/// <summary>The ways on from a failure.</summary>
public enum Route
{
    /// <summary>A <c>catch</c> clause.</summary>
    Catch,

    /// <summary>On with the next step.</summary>
    Continue,

    /// <summary>The enclosing block fails.</summary>
    Abort,

    /// <summary>Completed steps are undone.</summary>
    Rollback,

    /// <summary>A team is told.</summary>
    Escalation,
}

/// <summary>Which way a failure took.</summary>
/// <param name="Path">The step's path; for an escalation, that of the run or called runbook ("" for the run).</param>
/// <param name="Taken">The way.</param>
/// <param name="Code">The failure's code, which is why.</param>
/// <param name="Index">Which clause, from 0; −1 when it is no clause.</param>
/// <param name="Team">For an escalation: the team.</param>
public sealed record RouteTaken(string Path, Route Taken, string Code, int Index, string? Team) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.RouteTaken;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("route", Value.Of(Taken.Word())),
            ("code", Value.Of(Code)),
            ("index", Index < 0 ? null : Value.Of(Index)),
            ("team", Value.Of(Team))
        );
}

/// <summary>A completed step is being undone.</summary>
/// <param name="Path">The path of the step that is undone.</param>
/// <param name="Action">The activity that undoes it.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Rerun">Whether it runs again after an interruption.</param>
public sealed record UndoStarted(string Path, string Action, Value Inputs, bool Rerun) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.UndoStarted;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(("path", Value.Of(Path)), ("action", Value.Of(Action)), ("inputs", Inputs), ("rerun", Rerun ? Value.True : null));
}

/// <summary>A step was undone.</summary>
/// <param name="Path">The path of the step.</param>
/// <param name="Outputs">What the undoing gave back.</param>
public sealed record UndoSucceeded(string Path, Value Outputs) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.UndoSucceeded;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("path", Value.Of(Path)), ("outputs", Outputs.Members.IsEmpty ? null : Outputs));
}

/// <summary>A step could not be undone.</summary>
/// <param name="Path">The path of the step.</param>
/// <param name="Failure">Why.</param>
public sealed record UndoFailed(string Path, Failure Failure) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.UndoFailed;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("path", Value.Of(Path)), ("failure", FactCodec.Write(Failure)));
}

/// <summary>A person departed from the runbook.</summary>
/// <param name="Path">The step's path, or "" for the run.</param>
/// <param name="Kind">What they did: <c>skip</c>, <c>repeat</c>, <c>edit</c>.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Values">What was edited.</param>
public sealed record Deviation(string Path, string Kind, string By, string Reason, Value Values) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.Deviation;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("kind", Value.Of(Kind)),
            ("by", Value.Of(By)),
            ("reason", Value.Of(Reason)),
            ("values", Values)
        );
}

/// <summary>Everything up to this entry is covered by a signed note.</summary>
/// <param name="Reason">Why now.</param>
/// <param name="Before">Digest of the note before, or null.</param>
public sealed record Sealed(string Reason, string? Before) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.Sealed;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("reason", Value.Of(Reason)), ("before", Value.Of(Before)));
}

/// <summary>In a station's ledger: a run was opened.</summary>
/// <param name="RunId">The run.</param>
public sealed record LedgerOpened(string RunId) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.LedgerOpened;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("run", Value.Of(RunId)));
}

/// <summary>In a station's ledger: a run was sealed.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Size">Its number of entries then.</param>
/// <param name="Root">The root over them, lower-case hex.</param>
public sealed record LedgerSealed(string RunId, long Size, string Root) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.LedgerSealed;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("run", Value.Of(RunId)), ("size", Value.Of(Size)), ("root", Value.Of(Root)));
}
