using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Common;

/// <summary>What all activities share: every expected exception is turned into a failure with a code.</summary>
internal abstract class Activity : IActivity
{
    /// <inheritdoc/>
    public abstract ActivityInfo Info { get; }

    /// <inheritdoc/>
    public ValueTask<PlannedWork> PlanAsync(Call call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            // What a plan says nothing of is not known before the run; it is not null.
            return ValueTask.FromResult(Plan(call.WithoutEvidence()));
        }
        catch (Exception e) when (OemFailures.From(e, call) is not null)
        {
            return ValueTask.FromResult(PlannedWork.Fails(OemFailures.From(e, call)!));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Outcome> ExecuteAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(Complete(call, Guard(call, () => Execute(call, cancellation))));

    /// <inheritdoc/>
    public ValueTask<Reconciliation> ReconcileAsync(Call call, CancellationToken cancellation)
    {
        try
        {
            return ValueTask.FromResult(
                Reconcile(call, cancellation) is { Outcome: { } outcome } look
                    ? look.With(Complete(call, outcome))
                    : Reconciliation.NotBegun
            );
        }
        catch (Exception e) when (OemFailures.From(e, call) is not null)
        {
            return ValueTask.FromResult(Reconciliation.Failed(OemFailures.From(e, call)!));
        }
    }

    /// <inheritdoc/>
    public ValueTask FenceAsync(Call call)
    {
        Fence(call);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes sure that nothing of an interrupted execution is still at work; only programs outlive the engine.</summary>
    protected virtual void Fence(Call call) { }

    /// <summary>Says what execute would do, changing nothing.</summary>
    protected abstract PlannedWork Plan(Call call);

    /// <summary>Looks at the station as the step itself would: work that changes nothing can be done while planning.</summary>
    protected PlannedWork Probe(Call call, Func<Value, IEnumerable<PlannedLine>> tell) => Foretell(call, tell) with { IsProbe = true };

    /// <summary>Finds out what the step will find out, though the steps before it may still change it.</summary>
    protected PlannedWork Foretell(Call call, Func<Value, IEnumerable<PlannedLine>> tell)
    {
        var outcome = Guard(call, () => Execute(call, CancellationToken.None));
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure)
            : new PlannedWork([.. tell(outcome.Outputs)], Complete(call, outcome.Outputs));
    }

    /// <summary>The names of outputs that the step itself declares, beside those of the descriptor.</summary>
    protected virtual IReadOnlyCollection<string> Further(Call call) => [];

    /// <summary>Does the work.</summary>
    protected abstract Outcome Execute(Call call, CancellationToken cancellation);

    /// <summary>Looks at what an interrupted execution left. Work that changes nothing is simply done again.</summary>
    protected virtual Reconciliation Reconcile(Call call, CancellationToken cancellation) => Reconciliation.NotBegun;

    /// <summary>
    /// Gives null for what a success may leave out, so that expressions may read it. What it may not leave out is a bug of the activity.
    /// </summary>
    private Outcome Complete(Call call, Outcome outcome)
    {
        if (outcome.Failure is not null)
        {
            return outcome;
        }

        var forgotten = Info.Outputs.FirstOrDefault(o => !o.IsSometimes && !outcome.Outputs.Members.ContainsKey(o.Name));
        return forgotten is null
            ? Outcome.Done(Complete(call, outcome.Outputs)) with
            {
                Artefacts = outcome.Artefacts,
                Remarks = outcome.Remarks,
            }
            : throw new InvalidOperationException($"{Info.Name} succeeded without its output {forgotten.Name}.");
    }

    private Value Complete(Call call, Value outputs) =>
        outputs.Members.Keys.FirstOrDefault(n => Info.Output(n) is null && !Further(call).Contains(n)) is { } undeclared
            ? throw new InvalidOperationException($"{Info.Name} gives {undeclared}, which its descriptor does not declare.")
            : Info
                .Outputs.Where(o => !outputs.Members.ContainsKey(o.Name))
                .Aggregate(outputs, static (all, o) => all.With(o.Name, Value.Null));

    private static Outcome Guard(Call call, Func<Outcome> work)
    {
        Outcome outcome;
        try
        {
            outcome = work();
        }
        catch (Exception e) when (OemFailures.From(e, call) is not null)
        {
            outcome = Outcome.Failed(OemFailures.From(e, call)!);
        }

        return outcome.Failure is { } failure
            ? Outcome.Failed(Medium.Blamed(failure, call)) with
            {
                Artefacts = outcome.Artefacts,
                Remarks = outcome.Remarks,
            }
            : outcome;
    }
}
