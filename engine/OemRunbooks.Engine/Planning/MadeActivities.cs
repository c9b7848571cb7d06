using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>What is decided for activities made of YAML alone: whether all is already as wanted, and whether what they give fits.</summary>
/// <remarks>A part of <see cref="Planner"/>: the same rules hold. Source: language.md 1.1, "Activities made of YAML".</remarks>
internal static class MadeActivities
{
    /// <summary>Leaves the next step out where all is already as wanted; null where it begins.</summary>
    internal static Decision? LeaveOut(RunState state, Block block, string path)
    {
        var invocation = block.Scope.Invocation;
        if (invocation.Runbook.Already is not { } already || block != invocation.Main || block.Next < already.From)
        {
            return null;
        }

        try
        {
            return Templates.Holds(already.When, new Names(state, invocation.Scope)) switch
            {
                true => new Decision.Record(Beginning.Skipped(path, already.When, new Names(state, invocation.Scope))),
                false => null,
                null => Open(state, path, already.When, invocation),
            };
        }
        catch (EvaluationException error)
        {
            return new Decision.Record(new StepFailed(path, 0, error.Failure, null, null, []));
        }
    }

    private static Decision? Open(RunState state, string path, Template condition, Invocation invocation)
    {
        state.Leave(path, Templates.Resolve(condition, new Names(state, invocation.Scope)));
        return null;
    }

    /// <summary>What a called runbook or activity gives, as it is written.</summary>
    internal static ImmutableArray<NamedTemplate> OutputsOf(RunState state, Invocation invocation) =>
        IsAlready(state, invocation) ? invocation.Runbook.Already!.Outputs : invocation.Runbook.Outputs;

    /// <summary>That it changed nothing, where that is so.</summary>
    internal static ImmutableArray<Remark> Remarks(RunState state, Invocation called, bool isDone) =>
        isDone && IsAlready(state, called) ? [Faults.ActivityAlreadyAsWanted().AsRemark()] : [];

    /// <summary>Gives what an activity gave its declared types; says which output does not fit.</summary>
    internal static Failure? Misfit(Step step, ref Value outputs)
    {
        if (!step.IsMade)
        {
            return null;
        }

        var name = step.Activity!.Name;
        foreach (var declared in step.Activity.Outputs)
        {
            var value = outputs[declared.Name];
            if (value.IsNull)
            {
                if (!declared.IsSometimes)
                {
                    return Faults.ActivityOutputMissing(declared.Name, name);
                }

                outputs = outputs.With(declared.Name, Value.Null);
                continue;
            }

            var bounds = new Bounds(declared.Type, declared.Choices);
            if (bounds.Take(value) is not { } typed)
            {
                return Faults.ActivityOutputInvalid(declared.Name, name, bounds.Wanted(), value.ToText());
            }

            outputs = outputs.With(declared.Name, typed);
        }

        return null;
    }

    private static bool IsAlready(RunState state, Invocation invocation)
    {
        if (invocation.Runbook.Already is not { } already)
        {
            return false;
        }

        try
        {
            return Templates.Holds(already.When, new Names(state, invocation.Scope)) == true;
        }
        catch (EvaluationException)
        {
            // Told where the first step would have begun.
            return false;
        }
    }
}
