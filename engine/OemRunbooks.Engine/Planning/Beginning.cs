using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>How a step begins: its condition, its inputs, and what the journal says of its start.</summary>
/// <remarks>A part of <see cref="Planner"/>: the same rules hold.</remarks>
internal static class Beginning
{
    /// <summary>Begins a step whose turn has come, or says why it is left out.</summary>
    internal static Decision Next(RunState state, string path, Step step, Scope scope)
    {
        if (state.IsSkipped(path))
        {
            return new Decision.Record(new StepSkipped(path, "deviation", Value.EmptyMap));
        }

        try
        {
            if (step.When is { } condition)
            {
                var names = new Names(state, scope);
                switch (Templates.Holds(condition, names))
                {
                    case false:
                        return new Decision.Record(Skipped(path, condition, names));
                    case null:
                        state.Leave(path, Templates.Resolve(condition, names));
                        break;
                }
            }
        }
        catch (EvaluationException error)
        {
            return new Decision.Record(new StepFailed(path, 0, error.Failure, null, null, []));
        }

        return Start(state, path, step, scope, attempt: 1);
    }

    /// <summary>Starts an attempt: with its inputs worked out, or failed because they can't be.</summary>
    internal static Decision Start(RunState state, string path, Step step, Scope scope, int attempt)
    {
        try
        {
            var names = new Names(state, scope);
            var started = Begun(state, path, step, attempt, names);
            return started switch
            {
                Decision.Execute execute => new Decision.Execute(execute.Fact with { Name = Named(step, names) }, step),
                Decision.Record { Fact: StepStarted fact } => new Decision.Record(fact with { Name = Named(step, names) }),
                _ => started,
            };
        }
        catch (EvaluationException error)
        {
            return new Decision.Record(new StepFailed(path, 0, error.Failure, null, null, []));
        }
    }

    // Where a title holds expressions, the journal says what came of them: readers need not work it out again.
    private static LocalizedText? Named(Step step, Names names) =>
        step.Title is { } title ? new(Templates.Resolve(title.Pl, names).ToText(), Templates.Resolve(title.En, names).ToText()) : null;

    private static Decision Begun(RunState state, string path, Step step, int attempt, Names names)
    {
        switch (step.Kind)
        {
            case StepKind.Action when step.Activity!.Role == ActivityRole.Work:
                return new Decision.Execute(Started(path, step, attempt, Inputs(step, names), rerun: false), step);
            case StepKind.Action:
                return new Decision.Record(Started(path, step, attempt, Inputs(step, names), rerun: false));
            case StepKind.Call:
                return StartCall(state, path, step, attempt, names);
            case StepKind.ForEach:
                var items = Templates.Resolve(step.In!, names);
                if (items.IsUnknown)
                {
                    // A plan shows one pass, for a list that only the run will know.
                    state.Leave(path, items);
                    items = Value.List([Value.Unknown(UnknownNames.Of(step.As))]);
                }

                return items.Kind == ValueKind.List
                    ? new Decision.Record(
                        new StepStarted(path, attempt, null, Value.EmptyMap.With("in", items.Recorded()), Rerun: false, Value.Null)
                    )
                    : throw new EvaluationException(Faults.ExpressionNoList(SortWords.Of(items)));
            default:
                return new Decision.Record(new StepStarted(path, attempt, null, Value.EmptyMap, Rerun: false, Value.Null));
        }
    }

    private static Decision.Record StartCall(RunState state, string path, Step step, int attempt, Names names)
    {
        var with = Resolve(step.With, names);
        var given = step.IsMade ? with : PersonActivities.CalledInputs.In(with);
        var inputs = InputValues.Resolve(step.Called!, given, state.Started!.Station, out var problems);
        return new(
            problems.IsEmpty
                ? new StepStarted(path, attempt, step.Activity!.Name, inputs.Recorded(), Rerun: false, Value.Null)
                : new StepFailed(path, 0, problems[0], null, null, [])
        );
    }

    /// <summary>What the journal says of a start: with what it is about to change, where it may not simply be repeated.</summary>
    internal static StepStarted Started(string path, Step step, int attempt, Value inputs, bool rerun)
    {
        var activity = step.Activity!;
        var intent = activity.IsRepeatable
            ? Value.Null
            : Value.List(activity.Inputs.Where(f => f.Changes && !inputs[f.Name].IsNull).Select(f => inputs[f.Name]));
        return new(path, attempt, activity.Name, inputs, rerun, intent.Items.IsEmpty ? Value.Null : intent)
        {
            // Where it can't simply be carried out again, that it was begun is on disk before it begins.
            IsSynced =
                activity.Role == ActivityRole.Work
                && (activity.InterruptionOf(inputs) != Interruption.Rerun || step.OnInterrupted is not (null or Interruption.Rerun)),
        };
    }

    // A field's type is checked again here, where the values are known.
    private static Value Inputs(Step step, Names names)
    {
        var inputs = Value.EmptyMap;
        foreach (var given in step.With)
        {
            var value = Templates.Resolve(given.Template, names);
            if (!value.IsNull && step.Activity!.Input(given.Name) is { } field)
            {
                var bounds = new Bounds(field.Type, field.Choices);
                value =
                    bounds.Take(value)
                    ?? throw new EvaluationException(
                        Faults.InputInvalid(given.Name, bounds.Wanted(), value.ToText(), field.Choices.IsEmpty ? null : field.Choices)
                    );
            }

            if (!value.IsNull)
            {
                inputs = inputs.With(given.Name, value.Recorded());
            }
        }

        return inputs;
    }

    /// <summary>What the journal says of a step that a condition leaves out: the condition, and what was seen of it.</summary>
    internal static StepSkipped Skipped(string path, Template condition, Names names) =>
        condition is Template.Whole { Expression: var expression }
            ? new(path, expression.Text, Seen(expression, names))
            : new(path, condition is Template.Literal { Value.IsTruthy: true } ? "true" : "false", Value.EmptyMap);

    /// <summary>The values that a condition reads, by name; what can't be read was not looked at.</summary>
    internal static Value Seen(Expression condition, Names names)
    {
        var seen = Value.EmptyMap;
        foreach (var reference in condition.References.DistinctBy(static r => r.Name).Take(16))
        {
            try
            {
                var value = Evaluator.Evaluate(reference, names);
                var text = value.ToText();
                seen = seen.With(reference.Name, text.Length <= 200 ? value.Recorded() : Value.Of($"{text.AsSpan(0, 200)}…"));
            }
            catch (EvaluationException)
            {
                // The other side of an "and" or "or" that was not looked at: no value was seen.
                continue;
            }
        }

        return seen;
    }

    /// <summary>Values by name; what is null is left out.</summary>
    internal static Value Resolve(ImmutableArray<NamedTemplate> with, Names names) =>
        Value
            .Map(with.Select(w => KeyValuePair.Create(w.Name, Templates.Resolve(w.Template, names))).Where(static m => !m.Value.IsNull))
            .Recorded();
}
