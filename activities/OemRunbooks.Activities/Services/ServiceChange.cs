using OemRunbooks.Activities.Common;
using OemRunbooks.Activities.Run;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Services;

/// <summary>Starts or stops a service; one that stands as wanted is left alone.</summary>
internal abstract class ServiceChange : Activity
{
    /// <inheritdoc/>
    public sealed override ActivityInfo Info { get; }

    private readonly bool starts;

    private protected ServiceChange(ActivityWords words, bool starts)
    {
        this.starts = starts;
        Info = new(words)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            HalfDone = [Codes.ServiceFailed],
            Inputs = [ServiceTakes.Name, ServiceTakes.Program],
            Outputs = [ServiceGives.Name, ServiceGives.State, ServiceGives.Former, StationGives.Changed],
            Errors = [.. Codes.Services, Codes.ServiceDenied, Codes.ServiceFailed],
        };
    }

    private Standing Wanted => starts ? Standing.Running : Standing.Stopped;

    /// <summary>A state as runbooks read it.</summary>
    internal static string Word(Standing state) =>
        state switch
        {
            Standing.Running => "running",
            Standing.Failed => "failed",
            Standing.Starting => "starting",
            Standing.Stopping => "stopping",
            Standing.Stopped => "stopped",
        };

    /// <summary>What the plan says.</summary>
    private protected abstract Sentence Told(string name);

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (manager, name) = ServiceManagers.Of(call, CancellationToken.None);
        var now = manager.StateOf(name);
        return PlannedWork.Of(
            IsWanted(now)
                ? Fields.Line(false, Says.PlanServiceAsWanted(name, Word(now)))
                : Fields.Line(true, Told(name)) with
                {
                    Effect = new(EffectKind.Runs, name),
                },
            Outputs(name, now, IsWanted(now) ? now : Wanted)
        );
    }

    /// <inheritdoc/>
    protected override void Fence(Call call) => CommandRunner.EndLeft(call);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (manager, name) = ServiceManagers.Of(call, cancellation);
        var former = manager.StateOf(name);
        if (IsWanted(former))
        {
            return Outcome.Done(Outputs(name, former, former));
        }

        call.SaveCheckpoint(Value.MapOf(("former", Value.Of(Word(former)))));
        var said = manager.Change(name, starts);
        var now = manager.StateOf(name);
        return said is null && IsWanted(now)
            ? Outcome.Done(Outputs(name, former, now))
            : Outcome.Failed(Faults.ServiceFailed(name, Word(now), said is "" ? null : said));
    }

    /// <summary>Asks how the service stands after a crash.</summary>
    private protected Reconciliation Found(Call call, CancellationToken cancellation)
    {
        var (manager, name) = ServiceManagers.Of(call, cancellation);
        var now = manager.StateOf(name);
        return call.Checkpoint["former"].AsText() is { } former && IsWanted(now)
            ? Reconciliation.Done(
                Outcome.Done(
                    ServiceGives.Name.Is(name),
                    ServiceGives.State.Is(Word(now)),
                    ServiceGives.Former.Is(former),
                    StationGives.Changed.Is(true)
                )
            )
            : Reconciliation.NotBegun;
    }

    // What ended by a mistake does not work either.
    private bool IsWanted(Standing state) => state == Wanted || (!starts && state == Standing.Failed);

    private static NamedValue[] Outputs(string name, Standing former, Standing now) =>
        [
            ServiceGives.Name.Is(name),
            ServiceGives.State.Is(Word(now)),
            ServiceGives.Former.Is(Word(former)),
            StationGives.Changed.Is(former != now),
        ];
}
