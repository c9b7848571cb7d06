using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Planning;

/// <content>Whether an entry can follow those before it: asked of the tables, and of the definition that its places are in.</content>
public sealed partial class RunState
{
    /// <summary>Why a fact can't come next; null when it can.</summary>
    private string? Misfit(Fact fact)
    {
        var move = Move.Of(fact);
        if (fact.StepPath is null || fact is Deviation { Kind: "edit" })
        {
            return RunTransitions.Table.Allows(move, PhaseOf(Root))
                ? null
                : $"{move} does not follow here: the run is {Word(PhaseOf(Root))}";
        }

        if (fact is Deviation { Kind: "retry" } retry)
        {
            return Retryable == retry.Path ? null : $"{move} does not follow here: step {retry.Path} can't be tried again";
        }

        if (Root is null || Finished is not null)
        {
            return $"{move} does not follow here: the run is {Word(PhaseOf(Root))}";
        }

        if (RunTransitions.Table.Knows(move))
        {
            return MisfitOfRun(move, fact);
        }

        return StepTransitions.Table.Knows(move) ? MisfitOfStep(move, fact, fact.StepPath) : $"{move} is nothing that a run knows";
    }

    private string? MisfitOfRun(Move move, Fact fact)
    {
        var invocation = fact is RouteTaken ? Escalating(fact.StepPath!) : InvocationAt(fact.StepPath!);
        if (invocation is null || !RunTransitions.Table.Allows(move, PhaseOf(invocation)))
        {
            return $"{move} does not follow here: the runbook is {(invocation is null ? "not running" : Word(PhaseOf(invocation)))}";
        }

        return fact switch
        {
            RouteTaken route when route.Index != invocation.Rule => $"{move} names rule {route.Index}, not {invocation.Rule}",
            UndoSucceeded or UndoFailed when invocation.Undoing!.Path != fact.StepPath => $"step {fact.StepPath} is not being undone",
            _ => null,
        };
    }

    private string? MisfitOfStep(Move move, Fact fact, string path)
    {
        if (Find(path) is not { } node)
        {
            // Whether it can begin is the block's answer, when it is made.
            return StepTransitions.Table.Allows(move, StepPhase.NotBegun) ? null : $"step {path} is not running";
        }

        if (!StepTransitions.Table.Allows(move, node.Phase))
        {
            return $"{move} does not follow here: step {path} is {StateTables.Word(node.Phase)}";
        }

        if (!RunTransitions.HasSteps(PhaseOf(node.Scope.Invocation)))
        {
            return $"{move} does not follow here: the runbook is {Word(PhaseOf(node.Scope.Invocation))}";
        }

        return fact switch
        {
            RetryScheduled when node is { State: LiveState.Running, Step.Kind: not StepKind.Wait } => $"step {path} did not fail",
            StepReconciled when !IsLookedAt(node) || node.Found is not null => $"step {path} was not to be looked at",
            RouteTaken { Taken: Route.Catch } route when route.Index < 0 || route.Index >= node.Step.Catch.Length =>
                $"step {path} has no catch {route.Index}",
            _ => null,
        };
    }

    internal Func<string> Watch(Fact fact)
    {
        var move = Move.Of(fact);
        if (fact.StepPath is not { } path || RunTransitions.Table.Knows(move))
        {
            var watched = fact switch
            {
                Deviation => Root,
                RouteTaken route => Escalating(route.Path),
                UndoStarted or UndoSucceeded or UndoFailed => InvocationAt(fact.StepPath!),
                _ => null,
            };
            return () => Word(PhaseOf(watched ?? Root));
        }

        var node = Find(path);
        return () =>
        {
            node ??= Find(path);
            if (node is null)
            {
                // Left out by a person before its turn, or begun and over within one entry.
                return StateTables.Word(newest == fact && fact is not Deviation ? StepPhase.Over : StepPhase.NotBegun);
            }

            return StateTables.Word(Find(path) == node ? node.Phase : StepPhase.Over);
        };
    }

    // Of the run itself, or of the runbook that a step calls.
    private Invocation? Escalating(string path) => path.Length == 0 ? Root : Find(path)?.Call;

    private RunPhase PhaseOf(Invocation? invocation)
    {
        if (invocation is null)
        {
            return RunPhase.NotOpened;
        }

        return invocation.Phase switch
        {
            InvocationPhase.Main => RunPhase.Steps,
            InvocationPhase.Undoing => invocation.Undoing is null ? RunPhase.RollingBack : RunPhase.Undoing,
            InvocationPhase.Escalating => invocation.RuleTaken ? RunPhase.TellingTeam : RunPhase.Escalating,
            InvocationPhase.Finally => RunPhase.Finally,
            InvocationPhase.Over => invocation == Root && Finished is not null ? RunPhase.Finished : RunPhase.Ending,
        };
    }

    private static string Word(RunPhase phase) => StateTables.Word(phase);
}
