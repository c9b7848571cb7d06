using OemRunbooks.Activities.Common;
using OemRunbooks.Activities.Run;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Services;

/// <summary>Tells how a service stands.</summary>
internal sealed class ServiceState : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(ServiceStateWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [ServiceTakes.Name, ServiceTakes.Program],
            Outputs = [ServiceGives.Name, ServiceGives.State, Gives.Running],
            Errors = [.. Codes.Services],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var name = call.Get(ServiceTakes.Name);
        return Probe(call, o => [Fields.Line(false, Says.PlanServiceAsWanted(name, ServiceGives.State.In(o).ToText()))]);
    }

    /// <inheritdoc/>
    protected override void Fence(Call call) => CommandRunner.EndLeft(call);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (manager, name) = ServiceManagers.Of(call, cancellation);
        var state = manager.StateOf(name);
        return Outcome.Done(
            ServiceGives.Name.Is(name),
            ServiceGives.State.Is(ServiceChange.Word(state)),
            Gives.Running.Is(state == Standing.Running)
        );
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<bool> Running { get; } = Output.Boolean(ServiceStateWords.Gives.Running);
    }
}
