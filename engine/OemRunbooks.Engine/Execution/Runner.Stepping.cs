using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;

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
            Decision.Execute execute => Begun(execute.Fact),
            Decision.Record { Fact: StepStarted started } => Begun(started),
            Decision.Record { Fact: StepSkipped skipped } => new(skipped.Path, Titled(skipped.Path), null, 1, Value.EmptyMap)
            {
                IsSkipped = true,
                Condition = skipped.Condition,
                Seen = skipped.Seen,
            },
            Decision.Undo undo => new(undo.Fact.Path, Titled(undo.Fact.Path), undo.Fact.Action, 1, undo.Fact.Inputs) { IsUndo = true },
            _ => null,
        };

    private NextStep Begun(StepStarted started)
    {
        var (condition, seen) = started.Attempt == 1 ? Conditions.Of(state, started.Path) : (null, Value.EmptyMap);
        return new(started.Path, started.Name ?? Titled(started.Path), started.Activity, started.Attempt, started.Inputs)
        {
            Condition = condition,
            Seen = seen,
        };
    }

    private LocalizedText Titled(string path) =>
        state.Runbook.Resolve(path)?.Step is { } step ? step.Name ?? LocalizedText.Both(step.Id) : LocalizedText.Both(path);

    private Value Masked(Value value) =>
        value.Kind switch
        {
            ValueKind.Text => Value.Of(host.Redactor.Apply(value.ToText())),
            ValueKind.List => Value.List(value.Items.Select(Masked)),
            ValueKind.Map => Value.Map(value.Members.Select(m => KeyValuePair.Create(m.Key, Masked(m.Value)))),
            _ => value,
        };
}
