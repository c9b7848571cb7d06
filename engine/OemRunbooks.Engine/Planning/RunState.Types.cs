using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Planning;

/// <content>What is read from a journal in the types that were declared.</content>
public sealed partial class RunState
{
    // A journal holds fractions, and integers beyond what JSON can carry, as text: what is read from it gets its type again.
    private Value TypedOutputs(LiveStep node, Value outputs)
    {
        if (!Planning.Logic.TypedAnswers(Logic) || node.Step.Activity is not { } activity)
        {
            return outputs;
        }

        if (activity.Name == PersonActivities.Ask.Name && PersonFields.Answers.In(outputs) is { Kind: ValueKind.Map } answers)
        {
            outputs = outputs.With(PersonFields.Answers.Name, People.Typed(node.Inputs, answers));
        }

        return activity
            .Outputs.Where(o => o.Type is InputType.Number or InputType.Integer or InputType.Size && outputs[o.Name].Kind == ValueKind.Text)
            .Aggregate(outputs, static (all, o) => new Bounds(o.Type, []).Take(all[o.Name]) is { } typed ? all.With(o.Name, typed) : all);
    }
}
