using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>The names that an expression can read outside of a step: of a run as far as it has come, or of the station alone.</summary>
public static class RunNames
{
    /// <summary>The names of a run: as an expression at the end of its runbook would read them.</summary>
    public static INames Of(RunState state) => new Names(state, state.Root!.Scope);

    /// <summary>The names where there is no run.</summary>
    /// <param name="station">What is known of the station.</param>
    public static INames OfStation(Value station) => new Station(station);

    private sealed class Station(Value facts) : INames
    {
        public Value Resolve(Reference reference, out int used)
        {
            used = 0;
            return reference.Root == "station" ? facts : throw new EvaluationException(Faults.ExpressionUnknownName(reference.Name));
        }
    }
}
