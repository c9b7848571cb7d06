using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;

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
}

/// <summary>What an activity would do.</summary>
/// <param name="Lines">Each one a code with arguments: what would be made, replaced, removed, run, asked.</param>
/// <param name="Outputs">What it can already tell about its outputs, so that later steps can be planned.</param>
public sealed record PlannedWork(IReadOnlyList<PlannedLine> Lines, Value Outputs)
{
    /// <summary>Why it would fail, as far as can be seen now; or null.</summary>
    public Failure? Failure { get; init; }

    /// <summary>One line and what is known of the outputs.</summary>
    public static PlannedWork Of(PlannedLine line, params ReadOnlySpan<(string Name, Value? Value)> outputs) => new([line], Value.MapOf(outputs));

    /// <summary>It would fail.</summary>
    public static PlannedWork Fails(Failure failure) => new([], Value.EmptyMap) { Failure = failure };
}

/// <summary>One thing that an activity would do.</summary>
/// <param name="Text">In both languages.</param>
/// <param name="Changes">Whether the station would be another one afterwards.</param>
public sealed record PlannedLine(LocalizedText Text, bool Changes);
