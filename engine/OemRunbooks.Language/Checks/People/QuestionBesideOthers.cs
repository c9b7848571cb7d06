using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Checks.People;

/// <summary>A person is asked while other steps run beside the question.</summary>
internal sealed class QuestionBesideOthers(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0501;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        if (place.IsBeside && step.Activity is { Role: ActivityRole.Person })
        {
            Found(Faults.RB0501(step.Id), step.Span);
        }
    }
}
