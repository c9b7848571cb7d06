using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Planning;

/// <content>What a runbook's run as a whole goes through: its steps, undoing, telling a team, <c>finally</c>.</content>
public sealed partial class RunState
{
    /// <summary>Whether a step is being undone.</summary>
    internal bool IsUndoing(string path) => InvocationAt(path).Undoing?.Path == path;

    private void Undone(Invocation invocation, bool failed)
    {
        invocation.Compensations.Pop();
        invocation.Undoing = null;
        invocation.Undone += failed ? 0 : 1;
        invocation.UndoFailures += failed ? 1 : 0;
        if (invocation.Compensations.Count == 0)
        {
            EnterEscalation(invocation);
        }
    }

    private void Settle(Invocation invocation)
    {
        switch (invocation.Phase)
        {
            case InvocationPhase.Main:
                SettleMain(invocation);
                break;
            case InvocationPhase.Escalating:
                invocation.EscalatedTo = invocation.Current.Problem is null ? invocation.Runbook.Escalations[invocation.Rule].Team : null;
                EnterFinally(invocation);
                break;
            case InvocationPhase.Finally:
                invocation.FinallyProblem = invocation.Current.Problem;
                invocation.Phase = InvocationPhase.Over;
                break;
            case InvocationPhase.Undoing or InvocationPhase.Over:
                break;
        }
    }

    private void SettleMain(Invocation invocation)
    {
        if (!invocation.Main.IsDone)
        {
            return;
        }

        invocation.Problem = invocation.Main.Problem;
        invocation.EscalatedTo = invocation.Problem?.EscalatedTo;
        if (invocation.Problem is { RollingBack: true } && invocation.Compensations.Count > 0)
        {
            invocation.Phase = InvocationPhase.Undoing;
        }
        else
        {
            EnterEscalation(invocation);
        }
    }

    private void EnterEscalation(Invocation invocation)
    {
        if (invocation.Problem is { } problem && invocation.EscalatedTo is null)
        {
            for (var i = 0; i < invocation.Runbook.Escalations.Length; i++)
            {
                if (ErrorCode.Matches(invocation.Runbook.Escalations[i].On, problem.Failure.Code))
                {
                    invocation.Rule = i;
                    invocation.Phase = InvocationPhase.Escalating;
                    return;
                }
            }
        }

        EnterFinally(invocation);
    }

    private void EnterFinally(Invocation invocation)
    {
        invocation.Phase = InvocationPhase.Finally;
        invocation.Current = new Block(invocation.Prefix.Finally(), invocation.Scope, null, invocation.Runbook.Finally, 1)
        {
            KeepsGoing = true,
        };
        Register(invocation.Current);
        if (invocation.Current.IsDone)
        {
            invocation.Phase = InvocationPhase.Over;
        }
    }

    // An undo names the step that it undoes, which is not live any more: the invocation that is undoing is the innermost one.
    private Invocation InvocationAt(string path) =>
        StepPath.TryParse(path) is { } undone
            ? nodes
                .Values.Select(static n => n.Call)
                .LastOrDefault(c => c is { Phase: InvocationPhase.Undoing } && undone.IsBelow(c.Prefix))
                ?? Root!
            : Root!;
}
