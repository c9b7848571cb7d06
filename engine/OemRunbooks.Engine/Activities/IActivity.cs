using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Activities;

/// <summary>One kind of work that a runbook's step can ask for.</summary>
/// <remarks>
/// The contract: <see cref="PlanAsync"/> changes nothing. <see cref="ExecuteAsync"/> either completes or leaves the station as it was,
/// and ends early with <see cref="OperationCanceledException"/> only where a later reconcile can tell what was done.
/// <see cref="ReconcileAsync"/> is called after the engine stopped somewhere inside execute; it is the only one who knows what that means.
/// A failure is returned, or thrown as <see cref="CodedException"/>. Source: architecture.md, idea 3.
/// </remarks>
public interface IActivity
{
    /// <summary>The descriptor.</summary>
    ActivityInfo Info { get; }

    /// <summary>Says what execute would do on this station, changing nothing.</summary>
    ValueTask<PlannedWork> PlanAsync(Call call, CancellationToken cancellation);

    /// <summary>Does the work.</summary>
    ValueTask<Outcome> ExecuteAsync(Call call, CancellationToken cancellation);

    /// <summary>Looks at what an interrupted execution left: done, not begun, or half-done (then finishes or undoes it).</summary>
    ValueTask<Reconciliation> ReconcileAsync(Call call, CancellationToken cancellation);

    /// <summary>
    /// Makes sure that nothing of an interrupted execution is still at work. Called when the engine goes on, before anybody is asked,
    /// looks, repeats or undoes.
    /// </summary>
    ValueTask FenceAsync(Call call) => ValueTask.CompletedTask;
}

/// <summary>What an activity would do.</summary>
/// <param name="Lines">Each one a code with arguments: what would be made, replaced, removed, run, asked.</param>
/// <param name="Outputs">What it can already tell about its outputs, so that later steps can be planned.</param>
public sealed record PlannedWork(IReadOnlyList<PlannedLine> Lines, Value Outputs)
{
    /// <summary>Why it would fail, as far as can be seen now; or null.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Whether it looked at the station as the step itself would, so that its outputs are findings of now.</summary>
    public bool IsProbe { get; init; }

    /// <summary>One line and what is known of the outputs.</summary>
    public static PlannedWork Of(PlannedLine line, params ReadOnlySpan<NamedValue> outputs) => new([line], NamedValue.Map(outputs));

    /// <summary>It would fail.</summary>
    public static PlannedWork Fails(Failure failure) => new([], Value.EmptyMap) { Failure = failure };
}

/// <summary>One thing that an activity would do.</summary>
/// <param name="Text">In both languages.</param>
/// <param name="Changes">Whether the station would be another one afterwards.</param>
public sealed record PlannedLine(LocalizedText Text, bool Changes)
{
    /// <summary>What would become of which path or program, or null when that can't be said in one word.</summary>
    public PlannedEffect? Effect { get; init; }
}

/// <summary>What would become of a path.</summary>
public enum EffectKind
{
    /// <summary>Something new would be there.</summary>
    Creates,

    /// <summary>What is there would be replaced as a whole.</summary>
    Replaces,

    /// <summary>Something would be added to what is there.</summary>
    Appends,

    /// <summary>What is there would be moved aside and kept.</summary>
    Keeps,

    /// <summary>What is there would be gone.</summary>
    Removes,

    /// <summary>A program would be started; what it changes, only it knows.</summary>
    Runs,
}

/// <summary>What would become of one path or program.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">The path, as people see it.</param>
public sealed record PlannedEffect(EffectKind Kind, string Path)
{
    /// <summary>How many bytes it would take up, or null when that is not known or next to nothing.</summary>
    public long? Bytes { get; init; }

    /// <summary>The version that would be there, or null.</summary>
    public string? Version { get; init; }
}
