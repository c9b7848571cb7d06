using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>Decides what a run does next: a pure function of its definition and the journal so far.</summary>
/// <remarks>
/// The rules: no clock, no disk, no randomness, no culture; the same state gives the same decision; a decision costs the depth of the
/// runbook, not the number of steps that have run. A failure goes this way: retry, catch, onFailure, then the runbook's escalations;
/// a rollback undoes completed steps newest first; <c>finally</c> runs in every case. Source: architecture.md, idea 2; language.md,
/// "Failure".
/// </remarks>
public static class Planner
{
    /// <summary>The version of these rules, recorded when a run is opened; a change of what they prescribe raises it.</summary>
    public const int LogicVersion = Logic.Newest;

    private static readonly ImmutableArray<Artefact> NoArtefacts = [];

    /// <summary>What the run does next.</summary>
    public static Decision Next(RunState state)
    {
        if (state.Finished is not null || state.Root is null)
        {
            return new Decision.Done();
        }

        var waits = new Waits();
        return Next(state, state.Root, waits)
            ?? (state.Root.Phase == InvocationPhase.Over ? new Decision.Record(Finish(state, state.Root)) : waits.ToDecision());
    }

    /// <summary>Starts an attempt whose time has come.</summary>
    public static Decision Begin(RunState state, string path)
    {
        var node = state.Find(path) ?? throw new InvalidDataException($"step {path} is not running");
        return Beginning.Start(state, node.Path, node.Step, node.Scope, node.Attempt + 1);
    }

    /// <summary>What the journal says of an activity's outcome: with how to undo it, resolved now.</summary>
    public static Fact Completed(RunState state, string path, Outcome outcome, bool reconciled)
    {
        var node = state.Find(path) ?? throw new InvalidDataException($"step {path} is not running");
        if (outcome.Failure is { } failure)
        {
            return Half(state, node, new(path, node.Attempt, Judged(node, failure), null, null, outcome.Artefacts));
        }

        var outputs = outcome.Outputs.Recorded();
        try
        {
            var names = new Names(state, WithResult(node.Scope, node.Step.Id, outputs));
            var how =
                node.Step.Compensate is { OfCompleted: true } undo && !LeftAlone(state, node, outputs)
                    ? new ResolvedCompensation(undo.Action.Name, Beginning.Resolve(undo.With, names))
                    : null;
            return new StepSucceeded(path, outputs, outcome.Artefacts, outcome.Remarks, how, reconciled);
        }
        catch (EvaluationException error)
        {
            return new StepFailed(path, node.Attempt, error.Failure, null, null, outcome.Artefacts)
            {
                HalfDone = node.Step.Activity is not null && Logic.TellsHalfDone(state.Logic) && Halfway.Changes(node.Step.Activity!),
            };
        }
    }

    private static bool LeftAlone(RunState state, LiveStep node, Value outputs) =>
        Logic.UndoesOnlyChanges(state.Logic) && node.Step.Activity is { Acted: { } acted } && outputs[acted].AsBoolean() == false;

    // With how to undo what may be left, resolved now; what can't be resolved undoes nothing.
    private static StepFailed Half(RunState state, LiveStep node, StepFailed failed)
    {
        if (node.Step.Activity is not { } activity || !Logic.TellsHalfDone(state.Logic) || !Halfway.MayBe(activity, failed.Failure))
        {
            return failed;
        }

        try
        {
            return failed with
            {
                HalfDone = true,
                Compensation = node.Step.Compensate is { OfFailed: true } undo
                    ? new(undo.Action.Name, Beginning.Resolve(undo.With, new Names(state, node.Scope)))
                    : null,
            };
        }
        catch (EvaluationException)
        {
            return failed with { HalfDone = true };
        }
    }

    private static Decision? Next(RunState state, Invocation invocation, Waits waits)
    {
        switch (invocation.Phase)
        {
            case InvocationPhase.Undoing when invocation.Undoing is { } undo:
                if (invocation.UndoInterrupted)
                {
                    return new Decision.Undo(undo with { Rerun = true });
                }

                waits.InFlight.Add(undo.Path);
                return null;
            case InvocationPhase.Undoing:
                var (path, how) = invocation.Compensations.Peek();
                return new Decision.Undo(new UndoStarted(path, how.Action, how.Inputs, Rerun: false));
            case InvocationPhase.Escalating when !invocation.RuleTaken:
                var rule = invocation.Runbook.Escalations[invocation.Rule];
                return new Decision.Record(
                    new RouteTaken(
                        invocation.Prefix.ToString(),
                        Route.Escalation,
                        invocation.Problem!.Failure.Code,
                        invocation.Rule,
                        rule.Team
                    )
                );
            case InvocationPhase.Over:
                return null;
            default:
                return Next(state, invocation.Current, waits);
        }
    }

    private static Decision? Next(RunState state, Block block, Waits waits)
    {
        foreach (var node in block.Live)
        {
            if (Next(state, node, waits) is { } decision)
            {
                return decision;
            }
        }

        if (!block.MayBegin || Loops.IsEnough(state, block))
        {
            return null;
        }

        var (step, scope) = block.NextStep();
        var at = block.NextPath().ToString();
        return MadeActivities.LeaveOut(state, block, at) ?? Beginning.Next(state, at, step, scope);
    }

    private static Decision? Next(RunState state, LiveStep node, Waits waits)
    {
        switch (node.State)
        {
            case LiveState.Interrupted:
                return AfterInterruption(state, node, waits);
            case LiveState.RetryPending:
                waits.Delayed.Add(new(node.Path, node.RetryUntil));
                return null;
            case LiveState.Failed:
                return FailureRouting.Next(node);
            case LiveState.Catching:
                return Next(state, node.Body!, waits) ?? (node.Body!.IsDone ? FailureRouting.AfterCatch(node) : null);
        }

        if (node.Call is { } called)
        {
            return Next(state, called, waits) ?? (called.Phase == InvocationPhase.Over ? CloseCall(state, node, called) : null);
        }

        if (node.Body is { } body)
        {
            return Next(state, body, waits) ?? (Loops.IsDone(state, body) ? Loops.Close(state, node, body) : null);
        }

        if (node.Step.Activity!.Role == ActivityRole.Person)
        {
            return node.Waiting is null ? new Decision.Record(People.Ask(node))
                : People.Judge(state, node) is { } judged ? Judgement(state, node, judged)
                : waits.ForPerson(node.Path);
        }

        waits.InFlight.Add(node.Path);
        return null;
    }

    private static Decision Judgement(RunState state, LiveStep node, Outcome judged) =>
        new Decision.Record(Completed(state, node.Path, judged, reconciled: false));

    private static Decision? AfterInterruption(RunState state, LiveStep node, Waits waits)
    {
        switch (state.InterruptionOf(node))
        {
            case Interruption.Rerun:
                return Again(node);
            case Interruption.Verify:
                return AfterLook(node, waits);
            case Interruption.Abort:
                return new Decision.Record(Half(state, node, Failed(node, Faults.StepInterrupted())));
        }

        if (node.Waiting is null)
        {
            return new Decision.Record(People.AskAboutInterruption(node));
        }

        return People.InterruptionAnswer(node) switch
        {
            null => waits.ForPerson(node.Path),
            "rerun" => Again(node),
            "done" => new Decision.Record(Completed(state, node.Path, Outcome.Done(), reconciled: true)),
            _ => new Decision.Record(Half(state, node, Failed(node, Faults.StepInterrupted()))),
        };
    }

    // Where something was found, its outcome comes with the finding, as that of any work does.
    private static Decision? AfterLook(LiveStep node, Waits waits)
    {
        if (node.Found is null or Finding.NotBegun)
        {
            return node.Found is null ? new Decision.Reconcile(node.Path, node.Step, node.Attempt, node.Inputs) : Again(node);
        }

        waits.InFlight.Add(node.Path);
        return null;
    }

    private static Decision.Execute Again(LiveStep node) =>
        new(Beginning.Started(node.Path, node.Step, node.Attempt, node.Inputs, rerun: true), node.Step);

    private static Decision CloseCall(RunState state, LiveStep node, Invocation called)
    {
        if ((called.Problem ?? called.FinallyProblem) is { } problem)
        {
            return new Decision.Record(new StepFailed(node.Path, node.Attempt, problem.Failure, problem.Scope, problem.From, NoArtefacts));
        }

        var outputs = Outputs(state, called, out var failure);
        var remarks = MadeActivities.Remarks(state, called, failure is null);
        failure ??= MadeActivities.Misfit(node.Step, ref outputs);
        return new Decision.Record(
            failure is null
                ? Completed(state, node.Path, Outcome.Done(outputs) with { Remarks = remarks }, reconciled: false)
                : Failed(node, failure)
        );
    }

    private static RunFinished Finish(RunState state, Invocation root)
    {
        var outcome = Outcomes.Of(root);
        var problem = root.Problem ?? root.FinallyProblem;
        var failure = problem?.Failure;
        var outputs = Value.EmptyMap;
        if (outcome == RunOutcome.Succeeded)
        {
            outputs = Outputs(state, root, out failure);
            outcome = failure is null ? outcome : RunOutcome.Failed;
        }

        return new(outcome, failure, problem?.From, root.EscalatedTo, root.Undone, root.UndoFailures, outputs)
        {
            HalfDone = outcome == RunOutcome.Succeeded ? [] : [.. state.HalfDone],
        };
    }

    private static Value Outputs(RunState state, Invocation invocation, out Failure? failure)
    {
        failure = null;
        try
        {
            return Beginning.Resolve(MadeActivities.OutputsOf(state, invocation), new Names(state, invocation.Scope));
        }
        catch (EvaluationException error)
        {
            failure = error.Failure;
            return Value.EmptyMap;
        }
    }

    private static StepFailed Failed(LiveStep node, Failure failure) => new(node.Path, node.Attempt, failure, null, null, NoArtefacts);

    // Whether another attempt may help is the descriptor's word, unless the activity knows better in this case.
    private static Failure Judged(LiveStep node, Failure failure)
    {
        var worded = Worded(node, failure);
        return worded with
        {
            Retryable = failure.Retryable || node.Step.Activity!.Errors.Any(e => e.Code == failure.Code && e.Retryable),
            Arguments = worded.Arguments.Recorded(),
        };
    }

    // A code that the runbook declares has its words from there, and what to do about a step's failure is the step's to say:
    // whoever reads the journal later needs no definition for it.
    private static Failure Worded(LiveStep node, Failure failure)
    {
        var own = node.Scope.Invocation.Runbook.Code(failure.Code);
        var worded = own is not null && failure.Arguments[Messages.Own].IsNull ? failure.Saying(own.Words) : failure;
        return (node.Step.Hint ?? own?.Hint) is { } hint && worded.Arguments[Messages.Advice].IsNull ? worded.Advising(hint) : worded;
    }

    private static Scope WithResult(Scope scope, string id, Value outputs)
    {
        var inner = new Scope(scope.Invocation, scope, null, Value.Null);
        inner.Results[id] = new StepResult(StepResult.Succeeded, outputs, null);
        return inner;
    }

    internal sealed class Waits
    {
        internal ImmutableArray<string>.Builder InFlight { get; } = ImmutableArray.CreateBuilder<string>();

        internal ImmutableArray<DelayedAttempt>.Builder Delayed { get; } = ImmutableArray.CreateBuilder<DelayedAttempt>();

        internal ImmutableArray<string>.Builder People { get; } = ImmutableArray.CreateBuilder<string>();

        internal Decision? ForPerson(string path)
        {
            People.Add(path);
            return null;
        }

        internal Decision.Wait ToDecision() => new(InFlight.ToImmutable(), Delayed.ToImmutable(), People.ToImmutable());
    }
}
