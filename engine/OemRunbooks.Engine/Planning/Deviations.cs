using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Planning;

/// <summary>What a person wants otherwise than the runbook has it.</summary>
/// <param name="Skip">Paths of steps that are not to be carried out.</param>
/// <param name="Repeat">Paths of interrupted steps that are to be run again from the start, whatever their activity would find.</param>
/// <param name="Inputs">Inputs of the runbook that get another value from here on.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Reason">Why; demanded.</param>
public sealed record DeviationRequest(IReadOnlyList<string> Skip, IReadOnlyList<string> Repeat, Value Inputs, string By, string? Reason)
{
    /// <summary>Whether nothing is wanted.</summary>
    public bool IsEmpty => Skip.Count == 0 && Repeat.Count == 0 && Inputs.Members.IsEmpty;
}

/// <summary>Checks what a person wants before it is journalled.</summary>
/// <remarks>Only steps that are waiting, interrupted or still to come can be skipped, only interrupted ones repeated: what was done is done, and its undoing is a rollback's. Source: journal.md, <c>deviation</c>.</remarks>
public static class Deviations
{
    /// <summary>The entries to be made.</summary>
    /// <exception cref="CodedException"><c>deviation.reason-required</c>, <c>deviation.unknown-step</c>, <c>deviation.step-done</c>, <c>deviation.not-interrupted</c>, <c>input.unknown</c>, <c>input.invalid</c></exception>
    public static ImmutableArray<Deviation> Check(RunState state, DeviationRequest wanted)
    {
        if (wanted.IsEmpty)
        {
            return [];
        }

        var reason = string.IsNullOrWhiteSpace(wanted.Reason) ? throw CodedException.Of("deviation.reason-required") : wanted.Reason.Trim();
        var found = ImmutableArray.CreateBuilder<Deviation>();
        foreach (var path in wanted.Skip)
        {
            Demand(state, path);
            found.Add(new(path, "skip", wanted.By, reason, Value.Null));
        }

        foreach (var path in wanted.Repeat)
        {
            if (state.Find(path) is not { State: LiveState.Interrupted, Step.Kind: StepKind.Action })
            {
                throw CodedException.Of("deviation.not-interrupted", ("step", Value.Of(path)));
            }

            found.Add(new(path, "repeat", wanted.By, reason, Value.Null));
        }

        if (!wanted.Inputs.Members.IsEmpty)
        {
            found.Add(new("", "edit", wanted.By, reason, Edited(state, wanted.Inputs)));
        }

        return found.ToImmutable();
    }

    private static void Demand(RunState state, string path)
    {
        if (state.Find(path) is { } live)
        {
            if (live.Step.Kind != StepKind.Action || live.State is not (LiveState.Interrupted or LiveState.Running))
            {
                throw CodedException.Of("deviation.not-interrupted", ("step", Value.Of(path)));
            }

            return;
        }

        var id = path[(path.LastIndexOf('/') + 1)..];
        if (!state.Runbook.AllSteps().Any(s => s.Id == id))
        {
            throw CodedException.Of("deviation.unknown-step", ("step", Value.Of(path)));
        }

        if (state.Root!.Scope.Results.ContainsKey(id))
        {
            throw CodedException.Of("deviation.step-done", ("step", Value.Of(path)));
        }
    }

    private static Value Edited(RunState state, Value inputs)
    {
        var given = inputs.Members.Aggregate(state.Root!.Inputs, static (all, m) => all.With(m.Key, m.Value));
        var resolved = InputValues.Resolve(state.Runbook, given, state.Started!.Station, out var problems);
        return problems.IsEmpty ? Value.Map(inputs.Members.Keys.Select(k => KeyValuePair.Create(k, resolved[k]))).Recorded() : throw new CodedException(problems[0]);
    }
}
