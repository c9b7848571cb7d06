using System.Collections.Frozen;
using System.Collections.Immutable;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Planning;

/// <summary>What an entry says, as far as it matters to what may follow what: a type, and of some types which of their meanings.</summary>
internal readonly record struct Move(EntryType Type, string Meaning = "")
{
    internal static Move Of(Fact fact) =>
        fact switch
        {
            RouteTaken route => new(
                fact.Type,
                route.Taken switch
                {
                    Route.Catch => "catch",
                    Route.Escalation => "escalation",
                    Route.Abort or Route.Continue or Route.Rollback => "",
                }
            ),
            Deviation deviation => new(fact.Type, deviation.Kind),
            _ => new(fact.Type),
        };

    public override string ToString() => Meaning.Length == 0 ? Type.Name() : $"{Type.Name()} {Meaning}";
}

/// <summary>One row of a table of states.</summary>
/// <param name="On">What is journalled.</param>
/// <param name="From">Where it may be.</param>
/// <param name="To">Where it may lead; empty where the state stays.</param>
internal sealed record Transition<TPhase>(Move On, ImmutableArray<TPhase> From, ImmutableArray<TPhase> To)
    where TPhase : struct, Enum
{
    internal StateTransition ToWords() =>
        new(On.ToString(), [.. From.Select(static p => StateTables.Word(p))], [.. To.Select(static p => StateTables.Word(p))]);
}

/// <summary>Looks a table up.</summary>
internal sealed class TransitionTable<TPhase>(IEnumerable<Transition<TPhase>> rows)
    where TPhase : struct, Enum
{
    private readonly FrozenDictionary<Move, ImmutableArray<TPhase>> from = rows.GroupBy(static r => r.On)
        .ToFrozenDictionary(static g => g.Key, static g => g.SelectMany(static r => r.From).ToImmutableArray());

    /// <summary>Whether the table speaks of it at all.</summary>
    internal bool Knows(Move move) => from.ContainsKey(move);

    internal bool Allows(Move move, TPhase phase) => from.TryGetValue(move, out var phases) && phases.Contains(phase);
}
