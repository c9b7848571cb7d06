using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Activities.Services;

/// <summary>Starts a service.</summary>
internal sealed class ServiceStart() : ServiceChange(ServiceStartWords.Activity, starts: true)
{
    private protected override Sentence Told(string name) => Says.PlanServiceStartDoes(name);

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) => Found(call, cancellation);
}
