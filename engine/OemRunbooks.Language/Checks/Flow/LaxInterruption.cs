using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A step takes an interruption more lightly than its activity does: something could run twice in silence.</summary>
internal sealed class LaxInterruption(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0407;

    internal override CheckKind Kind => CheckKind.Fitness;

    internal override void Step(Step step, StepPlace place)
    {
        if (step is { OnInterrupted: { } wanted, Activity: { } activity } && wanted < activity.InterruptionOf(Written(step, activity)))
        {
            Found(Faults.RB0407(Word(wanted), Word(activity.Interruption), activity.Name), step.Span);
        }
    }

    // What stands there as it is; what is computed may come to anything.
    private static Value Written(Step step, ActivityInfo activity) =>
        activity.RepeatableBy is { } name
        && step.With.FirstOrDefault(w => w.Name == name)?.Template is Expressions.Template.Literal { Value: var value }
            ? Value.MapOf((name, value))
            : Value.EmptyMap;

    private static Value Word(Interruption interruption) => Value.Of(interruption.ToString().ToLowerInvariant());
}
