using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Journal.Entries;

/// <summary>A step began.</summary>
/// <param name="Path">The step's path in the run.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Activity">The activity, or null for a block.</param>
/// <param name="Inputs">Resolved inputs; for a loop its list under <c>in</c>.</param>
/// <param name="Rerun">Whether it runs again after an interruption.</param>
/// <param name="Intent">For a step that is not repeatable: the paths that it is about to change.</param>
public sealed record StepStarted(string Path, int Attempt, string? Activity, Value Inputs, bool Rerun, Value Intent) : Fact
{
    /// <summary>The step's title in both languages, where it was worked out; null where the definition says it.</summary>
    public LocalizedText? Name { get; init; }

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
            ("intent", Intent),
            ("name", Name is null ? null : Value.MapOf(("pl", Value.Of(Name.Pl)), ("en", Value.Of(Name.En))))
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
            ("outputs", FactCodec.Filled(Outputs)),
            ("artefacts", FactCodec.WriteList(Artefacts, FactCodec.Write)),
            ("remarks", FactCodec.WriteList(Remarks, FactCodec.Write)),
            ("compensation", FactCodec.Write(Compensation)),
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
    /// <summary>Whether something of the step may be left.</summary>
    public bool HalfDone { get; init; }

    /// <summary>How what is left is undone, resolved when it failed; or null.</summary>
    public ResolvedCompensation? Compensation { get; init; }

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
            ("halfDone", HalfDone ? Value.True : null),
            ("compensation", FactCodec.Write(Compensation)),
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
