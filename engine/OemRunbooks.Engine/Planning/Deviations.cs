using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
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
    /// <summary>The path of the failed step that is to be tried again, or null.</summary>
    public string? Retry { get; init; }

    /// <summary>Whether nothing is wanted.</summary>
    public bool IsEmpty => Retry is null && Skip.Count == 0 && Repeat.Count == 0 && Inputs.Members.IsEmpty;
}

/// <summary>Checks what a person wants before it is journalled.</summary>
/// <remarks>
/// Only steps that are waiting, interrupted or still to come can be skipped, only interrupted ones repeated: what was done is done, and its
/// undoing is a rollback's. Source: journal.md, <c>deviation</c>.
/// </remarks>
internal static class Deviations
{
    /// <summary>The entries to be made.</summary>
    /// <exception cref="CodedException">
    /// <c>deviation.reason-required</c>, <c>deviation.unknown-step</c>, <c>deviation.step-done</c>, <c>deviation.guard</c>,
    /// <c>deviation.not-skippable</c>, <c>deviation.not-interrupted</c>, <c>input.unknown</c>, <c>input.invalid</c>
    /// </exception>
    public static ImmutableArray<Deviation> Check(RunState state, DeviationRequest wanted)
    {
        if (wanted.IsEmpty)
        {
            return [];
        }

        var reason = string.IsNullOrWhiteSpace(wanted.Reason)
            ? throw new CodedException(Faults.DeviationReasonRequired())
            : wanted.Reason.Trim();
        var found = ImmutableArray.CreateBuilder<Deviation>();
        if (wanted.Retry is { } retried)
        {
            // What is wanted beside it is judged when the run goes on: one thing at a time.
            return [new(DemandRetry(state, retried), "retry", wanted.By, reason, Value.Null)];
        }

        foreach (var path in wanted.Skip)
        {
            Demand(state, path);
            if ((state.Find(path)?.Step ?? state.Runbook.Resolve(path)?.Step) is { IsSkippable: false })
            {
                throw new CodedException(Faults.DeviationNotSkippable(path));
            }

            DemandConsent(state, path, wanted.By);
            found.Add(new(path, "skip", wanted.By, reason, Value.Null));
        }

        foreach (var path in wanted.Repeat)
        {
            if (state.Find(path) is not { State: LiveState.Interrupted, Step.Kind: StepKind.Action })
            {
                throw new CodedException(Faults.DeviationNotInterrupted(path));
            }

            found.Add(new(path, "repeat", wanted.By, reason, Value.Null));
        }

        if (!wanted.Inputs.Members.IsEmpty)
        {
            found.Add(new("", "edit", wanted.By, reason, Edited(state, wanted.Inputs)));
        }

        return found.ToImmutable();
    }

    private static string DemandRetry(RunState state, string path)
    {
        var named = StepPath.TryParse(path) is { IsRoot: false } given ? given : null;
        return state.Retryable is { } failed && named is not null && StepPath.Parse(failed).EndsWith(named)
            ? failed
            : throw new CodedException(Faults.DeviationNotRetryable(path));
    }

    // What guards is left out only by somebody else than who began the run.
    private static void DemandConsent(RunState state, string path, string by)
    {
        var step = state.Find(path)?.Step ?? state.Runbook.Resolve(path)?.Step;
        var isAlone = PersonNames.Identifier(by) is not { } person || person == PersonNames.Folded(state.Started!.Operator);
        if (step is not null && Guards.Is(step) && isAlone)
        {
            throw new CodedException(Faults.DeviationGuard(path));
        }
    }

    private static void Demand(RunState state, string path)
    {
        if (state.Find(path) is { } live)
        {
            if (live.Step.Kind != StepKind.Action || live.State is not (LiveState.Interrupted or LiveState.Running))
            {
                throw new CodedException(Faults.DeviationNotInterrupted(path));
            }

            return;
        }

        // Who is told of a failure is no step that a person can leave out; what hands a case over has its own ways to fail.
        if (StepPath.TryParse(path) is not { IsRoot: false } at || at.Last.Part == PathPart.Escalation || state.Runbook.Resolve(at) is null)
        {
            throw new CodedException(Faults.DeviationUnknownStep(path));
        }

        switch (Stage(state, at))
        {
            case StepStage.Over:
                throw new CodedException(Faults.DeviationStepDone(path));
            case StepStage.Never:
                throw new CodedException(Faults.DeviationUnknownStep(path));
            case StepStage.ToCome:
                break;
        }
    }

    // A result is looked up where the path leads: in its own runbook, and in its own pass of a loop.
    private static StepStage Stage(RunState state, StepPath path)
    {
        var scope = state.Root!.Scope;
        foreach (var at in path.Ancestors.Reverse().Append(path))
        {
            var live = state.Find(at.ToString());
            if (at.Last.Part == PathPart.Step && scope.Results.ContainsKey(at.Last.Id))
            {
                return StepStage.Over;
            }

            if (at.Last.Part == PathPart.Pass && live is null && state.Find(at.Parent!.ToString())?.Body is { Items: { } items } loop)
            {
                return StageOfPass(at.Last.Number, loop.Next, items.Items.Length);
            }

            scope = live switch
            {
                { Call: { } called } => called.Scope,
                { Step.Kind: StepKind.Iteration } => live.Scope,
                _ => scope,
            };
            if (live is null && at.Last.Part is PathPart.Step or PathPart.Pass)
            {
                return StepStage.ToCome;
            }
        }

        return StepStage.ToCome;
    }

    private static StepStage StageOfPass(int number, int next, int count)
    {
        if (number < next)
        {
            return StepStage.Over;
        }

        return number < count ? StepStage.ToCome : StepStage.Never;
    }

    /// <summary>How far a step is that does not run now.</summary>
    private enum StepStage
    {
        /// <summary>It has not begun.</summary>
        ToCome,

        /// <summary>It, or what it lies in, has ended.</summary>
        Over,

        /// <summary>It is a pass of a loop whose list is shorter.</summary>
        Never,
    }

    private static Value Edited(RunState state, Value inputs)
    {
        var given = inputs.Members.Aggregate(state.Root!.Inputs, static (all, m) => all.With(m.Key, m.Value));
        var resolved = InputValues.Resolve(state.Runbook, given, state.Started!.Station, out var problems);
        return problems.IsEmpty
            ? Value.Map(inputs.Members.Keys.Select(k => KeyValuePair.Create(k, resolved[k]))).Recorded()
            : throw new CodedException(problems[0]);
    }
}
