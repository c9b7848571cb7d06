using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Activities.Services;

/// <summary>Stops a service.</summary>
internal sealed class ServiceStop() : ServiceChange(ServiceStopWords.Activity, starts: false)
{
    private protected override Sentence Told(string name) => Says.PlanServiceStopDoes(name);

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) => Found(call, cancellation);
}
