using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>The names that an expression can read outside of a step: of a run as far as it has come, or of the station alone.</summary>
public static class RunNames
{
    /// <summary>The names of a run: as an expression at the end of its runbook would read them.</summary>
    public static INames Of(RunState state) => new Names(state, state.Root!.Scope);

    /// <summary>The names that a step of a run can read, as far as the run has come.</summary>
    /// <param name="state">The run.</param>
    /// <param name="path">The step's path; that of the run itself for its end.</param>
    public static INames Of(RunState state, StepPath path) => new Names(state, Conditions.ScopeAt(state, path));

    /// <summary>What these names stand for, one after another: <c>inputs vars steps</c>, the loops' items, <c>run station</c>.</summary>
    /// <remarks>A variable that can't be computed yet is unknown, with the code that says why.</remarks>
    public static IEnumerable<(string Name, Value Value)> Values(RunState state, StepPath path)
    {
        var scope = Conditions.ScopeAt(state, path);
        var names = new Names(state, scope);
        yield return ("inputs", scope.Invocation.Inputs);
        yield return (
            "vars",
            Value.Map(scope.Invocation.Runbook.Variables.Select(v => KeyValuePair.Create(v.Name, Computed(v.Template, names))))
        );
        yield return ("steps", Steps(scope));
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.LoopName is { } item)
            {
                yield return (item, at.LoopItem);
            }
        }

        yield return ("run", names.Run());
        yield return ("station", state.Started!.Station);
    }

    /// <summary>The names where there is no run.</summary>
    /// <param name="station">What is known of the station.</param>
    public static INames OfStation(Value station) => new Station(station);

    private static Value Computed(Template template, Names names)
    {
        try
        {
            return Templates.Resolve(template, names);
        }
        catch (EvaluationException error)
        {
            return Value.Unknown(error.Failure.Code);
        }
    }

    // The innermost result of an id is the one that is read.
    private static Value Steps(Scope scope)
    {
        var found = new Dictionary<string, StepResult>(StringComparer.Ordinal);
        for (var at = scope; at is not null; at = at.Outer)
        {
            foreach (var (id, result) in at.Results)
            {
                found.TryAdd(id, result);
            }
        }

        return Value.Map(
            found.Select(static s =>
                KeyValuePair.Create(
                    s.Key,
                    Value.MapOf(
                        ("state", Value.Of(s.Value.State)),
                        ("error", Value.Of(s.Value.Code)),
                        ("outputs", s.Value.State == StepResult.Succeeded ? s.Value.Outputs : null)
                    )
                )
            )
        );
    }

    private sealed class Station(Value facts) : INames
    {
        public Value Resolve(Reference reference, out int used)
        {
            used = 0;
            return reference.Root == "station" ? facts : throw new EvaluationException(Faults.ExpressionUnknownName(reference.Name));
        }
    }
}
