using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

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
    /// <summary>Things worth knowing.</summary>
    public ImmutableArray<Remark> Remarks { get; init; } = [];

    /// <summary>Files that it kept with the run.</summary>
    public ImmutableArray<Artefact> Artefacts { get; init; } = [];

    /// <inheritdoc/>
    public override EntryType Type => EntryType.UndoSucceeded;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("outputs", FactCodec.Filled(Outputs)),
            ("artefacts", FactCodec.WriteList(Artefacts, FactCodec.Write)),
            ("remarks", FactCodec.WriteList(Remarks, FactCodec.Write))
        );
}

/// <summary>A step could not be undone.</summary>
/// <param name="Path">The path of the step.</param>
/// <param name="Failure">Why.</param>
public sealed record UndoFailed(string Path, Failure Failure) : Fact
{
    /// <summary>Files that it kept with the run.</summary>
    public ImmutableArray<Artefact> Artefacts { get; init; } = [];

    /// <inheritdoc/>
    public override EntryType Type => EntryType.UndoFailed;

    /// <inheritdoc/>
    public override string StepPath => Path;

    /// <inheritdoc/>
    public override Value ToData() =>
        Value.MapOf(
            ("path", Value.Of(Path)),
            ("failure", FactCodec.Write(Failure)),
            ("artefacts", FactCodec.WriteList(Artefacts, FactCodec.Write))
        );
}
