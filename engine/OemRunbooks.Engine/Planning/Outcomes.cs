using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Planning;

/// <summary>What a runbook's run came to.</summary>
internal static class Outcomes
{
    /// <summary>The outcome as far as it is known; <c>finally</c> can make it worse, never better.</summary>
    internal static RunOutcome Of(Invocation invocation) =>
        invocation switch
        {
            { Problem: null, FinallyProblem: null } => RunOutcome.Succeeded,
            { Problem: null } => RunOutcome.Failed,
            { EscalatedTo: not null } => RunOutcome.Escalated,
            { Problem.RollingBack: true, UndoFailures: 0 } => RunOutcome.RolledBack,
            _ => RunOutcome.Failed,
        };
}
