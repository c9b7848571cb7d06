using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Execution;

/// <content>What is journalled in place of what no entry can hold.</content>
public sealed partial class Runner
{
    // The work is done all the same: what undoes it when it is completed undoes it now.
    private Fact Instead(Fact fact, Failure failure) =>
        fact switch
        {
            RunFinished finished => finished with
            {
                Outcome = finished.Outcome == RunOutcome.Succeeded ? RunOutcome.Failed : finished.Outcome,
                Failure = failure,
                Outputs = Value.EmptyMap,
            },
            UndoSucceeded undone => new UndoFailed(undone.Path, failure),
            UndoFailed notUndone => new UndoFailed(notUndone.Path, failure),
            _ => new StepFailed(fact.StepPath!, state.Find(fact.StepPath!)?.Attempt ?? 0, failure, null, null, [])
            {
                IsSynced = fact.IsSynced,
                HalfDone = fact is StepSucceeded && state.Find(fact.StepPath!)?.Step.Activity is { } done && Halfway.Changes(done),
                Compensation = (fact as StepSucceeded)?.Compensation,
            },
        };
}
