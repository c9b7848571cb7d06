using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Engine.Execution;

/// <content>What is asked before a step, of whoever goes through the run step by step.</content>
public sealed partial class Runner
{
    private async ValueTask<bool> GoesOnAsync(Decision decision, CancellationToken stop)
    {
        if (host.Stepper is not { } stepper || NextOf(decision) is not { } next)
        {
            return true;
        }

        try
        {
            return await stepper
                .GoesOnAsync(next with { Inputs = Masked(next.Inputs), Seen = Masked(next.Seen) }, stop)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private NextStep? NextOf(Decision decision) =>
        decision switch
        {
            Decision.Execute execute => NextStep.Of(state, execute.Fact),
            Decision.Record record => NextStep.Of(state, record.Fact),
            Decision.Undo undo => NextStep.Of(state, undo.Fact),
            _ => null,
        };

    private Value Masked(Value value) =>
        value.Kind switch
        {
            ValueKind.Text => Value.Of(host.Redactor.Apply(value.ToText())),
            ValueKind.List => Value.List(value.Items.Select(Masked)),
            ValueKind.Map => Value.Map(value.Members.Select(m => KeyValuePair.Create(m.Key, Masked(m.Value)))),
            _ => value,
        };
}
