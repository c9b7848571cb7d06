using System.Collections.Immutable;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Engine.Execution;

/// <summary>How what a step would change can be taken back.</summary>
public enum StepUndoing
{
    /// <summary>It would change nothing.</summary>
    NothingToUndo,

    /// <summary>The runbook declares a compensation, which a rollback carries out.</summary>
    ByRollback,

    /// <summary>By a person, as the activity describes.</summary>
    ByHand,

    /// <summary>Nobody knows how.</summary>
    Irreversible,
}

/// <summary>One step of a rehearsed run.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="Activity">Its activity, or null for a block.</param>
/// <param name="Work">What it would do; null for a block or a skipped step.</param>
public sealed record RehearsedStep(string Path, LocalizedText? Title, string? Activity, PlannedWork? Work)
{
    /// <summary>The steps in which it stands that carry out another definition, the outermost first.</summary>
    public ImmutableArray<RehearsedCall> Within { get; init; } = [];

    /// <summary>The condition that was not fulfilled, or null.</summary>
    public string? Skipped { get; init; }

    /// <summary>The names of the values on which it hangs whether it runs; empty when it certainly does, or certainly does not.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Its resolved inputs; secrets as references.</summary>
    public Value Inputs { get; init; } = Value.EmptyMap;

    /// <summary>How what it would change can be taken back.</summary>
    public StepUndoing Undoing { get; init; }

    /// <summary>By which activity, or by what in words; null when there is nothing or no way.</summary>
    public LocalizedText? UndoneBy { get; init; }

    /// <summary>Whether it cannot go on without a person.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>What the station lacks for it: room, rights.</summary>
    public ImmutableArray<Failure> Problems { get; init; } = [];
}

/// <summary>A step that carries out another runbook, or an activity made of steps.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="Carries">What it carries out.</param>
public sealed record RehearsedCall(string Path, LocalizedText? Title, string Carries);
