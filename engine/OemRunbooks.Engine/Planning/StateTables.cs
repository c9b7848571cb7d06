using System.Collections.Immutable;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Planning;

/// <summary>One row of a table of states: what an entry may follow, and where it leads.</summary>
/// <param name="On">The entry type; where one type means several things, with which one: <c>route.taken catch</c>.</param>
/// <param name="From">The states in which it may be journalled.</param>
/// <param name="To">The states of which one follows; empty where the state stays as it was.</param>
public sealed record StateTransition(string On, ImmutableArray<string> From, ImmutableArray<string> To);

/// <summary>What may follow what in a run's journal: the tables by which entries are taken in, for documents and tests.</summary>
public static class StateTables
{
    /// <summary>States of a run, or of a runbook that it calls.</summary>
    public static ImmutableArray<string> RunStates { get; } = Words<RunPhase>();

    /// <summary>States of a step.</summary>
    public static ImmutableArray<string> StepStates { get; } = Words<StepPhase>();

    /// <summary>What a run may be told.</summary>
    public static ImmutableArray<StateTransition> Run { get; } = [.. RunTransitions.Rows.Select(static r => r.ToWords())];

    /// <summary>What a step may be told.</summary>
    public static ImmutableArray<StateTransition> Step { get; } = [.. StepTransitions.Rows.Select(static r => r.ToWords())];

    /// <summary>Watches what an entry is about: the state of the step, else of the runbook, whenever it is asked.</summary>
    public static Func<string> Watch(RunState state, Fact fact) => state.Watch(fact);

    /// <summary>The row of an entry.</summary>
    public static string RowOf(Fact fact) => Move.Of(fact).ToString();

    /// <summary>The word of a state: <c>RetryPending</c> is <c>retry-pending</c>.</summary>
    internal static string Word<TPhase>(TPhase phase)
        where TPhase : struct, Enum =>
        string.Concat(
            phase
                .ToString()
                .Select(static (c, i) => char.IsAsciiLetterUpper(c) ? $"{(i == 0 ? "" : "-")}{char.ToLowerInvariant(c)}" : $"{c}")
        );

    private static ImmutableArray<string> Words<TPhase>()
        where TPhase : struct, Enum => [.. Enum.GetValues<TPhase>().Select(static p => Word(p))];
}
