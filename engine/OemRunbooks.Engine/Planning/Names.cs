using System.Runtime.CompilerServices;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>The names that a step's expressions can read: <c>inputs vars steps run station</c> and the loops' items.</summary>
internal sealed class Names(RunState state, Scope scope, int depth = 0, StrongBox<int>? variablesRead = null) : INames
{
    private const int MaxDepth = 16;
    private const int MaxVariablesRead = 1000;
    private readonly StrongBox<int> variablesRead = variablesRead ?? new();

    public ISorts Sorts => scope.Invocation.Sorts;

    public Value Resolve(Reference reference, out int used)
    {
        used = 0;
        var invocation = scope.Invocation;
        switch (reference.Root)
        {
            case "inputs":
                return invocation.Inputs;
            case "station":
                return state.Started!.Station;
            case "vars":
                used = 1;
                return Variable(reference);
            case "steps":
                return Step(reference, out used);
            case "run":
                return Run();
        }

        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.LoopName == reference.Root)
            {
                return at.LoopItem;
            }
        }

        throw Unknown(reference);
    }

    private Value Variable(Reference reference)
    {
        var name = reference.Path.Length > 0 ? reference.Path[0] : "";
        var variable = scope.Invocation.Runbook.Variables.FirstOrDefault(v => v.Name == name) ?? throw Unknown(reference);
        return depth < MaxDepth && ++variablesRead.Value <= MaxVariablesRead
            ? Templates.Resolve(variable.Template, new Names(state, scope, depth + 1, variablesRead))
            : throw new EvaluationException(Faults.ExpressionTooLarge(MaxDepth));
    }

    private Value Step(Reference reference, out int used)
    {
        used = 2;
        if (reference.Path.Length < 2)
        {
            throw Unknown(reference);
        }

        var result = scope.Find(reference.Path[0]);
        if (result is { IsOpen: true })
        {
            used = Math.Min(3, reference.Path.Length);
            return Value.Unknown(UnknownNames.Of(string.Join('.', reference.Path.Take(used).Prepend("steps"))));
        }

        switch (reference.Path[1])
        {
            case "state":
                return Value.Of(result?.State ?? "pending");
            case "error":
                return Value.Of(result?.Code);
            case "outputs" when reference.Path.Length == 2:
                return Available(reference, result).Outputs;
            case "outputs":
                // A declared output that the activity had nothing to say about is null; lint knows which are declared.
                used = 3;
                return Available(reference, result).Outputs[reference.Path[2]];
            default:
                throw Unknown(reference);
        }
    }

    private static StepResult Available(Reference reference, StepResult? result) =>
        result is { State: StepResult.Succeeded }
            ? result
            : throw new EvaluationException(Faults.ExpressionNotAvailable(reference.Name, reference.Path[0], result?.State ?? "pending"));

    /// <summary>What is known of the run.</summary>
    internal Value Run()
    {
        var invocation = scope.Invocation;
        var problem = invocation.Problem;
        var end = state.IsPlan && problem is null ? Value.Unknown(UnknownNames.Of("run.outcome")) : null;
        return Value
            .EmptyMap.With("id", Value.Of(state.Started!.RunId))
            .With("operator", Value.Of(state.Started.Operator))
            .With("runbook", Value.Of(invocation.Runbook.Id))
            .With("version", Value.Of(invocation.Runbook.Version))
            .With("language", Value.Of(state.Started.Language))
            .With("outcome", end ?? Value.Of(Outcomes.Of(invocation).Word()))
            .With("escalatedTo", end ?? Value.Of(invocation.EscalatedTo))
            .With(
                "failure",
                end is not null ? Value.Unknown(UnknownNames.Of("run.failure"))
                    : problem is null ? Value.EmptyMap.With("code", Value.Null).With("step", Value.Null)
                    : Value.MapOf(
                        ("code", Value.Of(problem.Failure.Code)),
                        ("step", Value.Of(problem.From)),
                        ("arguments", problem.Failure.Arguments)
                    )
            );
    }

    private static EvaluationException Unknown(Reference reference) =>
        new EvaluationException(Faults.ExpressionUnknownName(reference.Name));
}
