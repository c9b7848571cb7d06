using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>A definition that a run uses; its bytes are in the run's <c>definition/</c>.</summary>
/// <param name="Id">The runbook's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Path">Where it was read from.</param>
public sealed record UsedDefinition(string Id, string Version, string Digest, string Path)
{
    /// <summary>The pictures of its steps, as they were when the run began.</summary>
    public ImmutableArray<UsedPicture> Pictures { get; init; } = [];
}

/// <summary>A picture of a definition's steps that is kept with the run.</summary>
/// <param name="Path">As the steps name it.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Ending">How files of its kind end: <c>png</c>, <c>jpg</c>, <c>webp</c>, <c>gif</c>.</param>
public sealed record UsedPicture(string Path, string Digest, string Ending)
{
    /// <summary>Where it lies, from the run's own directory on; null when a forged journal made it up.</summary>
    public string? Name =>
        Digest.Length == 64 && Digest.All(char.IsAsciiHexDigitLower) && Picture.KnownEndings.Contains(Ending)
            ? $"definition/{Digest}.{Ending}"
            : null;
}

/// <summary>A signed pack from which a definition came.</summary>
/// <param name="Id">The pack's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Signer">Who signed it, as a verifier key.</param>
public sealed record UsedPack(string Id, string Version, string Digest, string Signer);

/// <summary>Where a run's definition came from.</summary>
/// <param name="Place"><c>built-in</c>, <c>pack</c>, <c>program</c>, <c>library</c>, <c>station</c> or <c>file</c>.</param>
/// <param name="Resembles">
/// The ids of those of the runbooks used that have the id and version of a built-in or packed one, and other bytes.
/// </param>
public sealed record UsedOrigin(string Place, ImmutableArray<string> Resembles)
{
    /// <summary>Whether somebody vouches for its bytes: this program, or a pack's signer.</summary>
    public bool IsSigned => Place is "built-in" or "pack";
}

/// <summary>How a station's ledger was before an entry.</summary>
/// <param name="Size">Its number of entries.</param>
/// <param name="Root">The root over them, lower-case hex.</param>
public sealed record LedgerPin(long Size, string Root);

/// <summary>A finished run whose compensations another one carries out.</summary>
/// <param name="Run">The finished run.</param>
/// <param name="Size">The entries that it had.</param>
/// <param name="Leaf">The leaf hash of its last one, lower-case hex.</param>
/// <param name="Steps">Paths of its steps that are to be taken back, in the order in which that is done.</param>
public sealed record UndoneRun(string Run, long Size, string Leaf, ImmutableArray<string> Steps);

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

    /// <summary>That the pack is older than one of its id that was used here; the newer one's version, or null.</summary>
    public string? OlderThan { get; init; }

    /// <summary>Where the definition came from; null in journals that do not say.</summary>
    public UsedOrigin? Origin { get; init; }

    /// <summary>The station's ledger as it was before it knew of this run; null in journals that do not say.</summary>
    public LedgerPin? Ledger { get; init; }

    /// <summary>The run that this one undoes, as it was then; null for any other.</summary>
    public UndoneRun? Undoes { get; init; }

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
            ("pack", Pack is null ? null : FactCodec.Write(Pack)),
            ("olderThan", Value.Of(OlderThan)),
            ("origin", Origin is null ? null : FactCodec.Write(Origin)),
            ("ledger", Ledger is null ? null : FactCodec.Write(Ledger)),
            ("undoes", Undoes is null ? null : FactCodec.Write(Undoes))
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
    /// <summary>Paths of the steps of which something may be left, in the order in which they failed.</summary>
    public ImmutableArray<string> HalfDone { get; init; } = [];

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
            ("halfDone", FactCodec.WriteList(HalfDone, static p => Value.Of(p))),
            ("outputs", Outputs)
        );
}
