using System.Buffers;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Texts;

/// <summary>A text that readers of both languages see is in Polish only.</summary>
internal sealed class PolishOnly(Subject on) : Check(on)
{
    private const int Shown = 40;
    private static readonly SearchValues<char> PolishLetters = SearchValues.Create("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ");

    internal override string Code => Codes.RB0123;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Runbook(Runbook runbook) => Look(runbook.Name, new Span(1, 1, 1));

    internal override void Input(InputDefinition input)
    {
        Look(input.Title, input.Span);
        Look(input.Description, input.Span);
    }

    internal override void Step(Step step, StepPlace place) => Look(step.Name, step.Span);

    internal override void Field(FieldUse field)
    {
        if (field is not { Giver: FieldGiver.Step, Descriptor.Type: InputType.Localized })
        {
            return;
        }

        var template = field.Given.Template;
        var texts = template is Template.Mixed mixed ? mixed.Parts : [template];
        if (texts.Select(Plain).FirstOrDefault(IsPolish) is { } text)
        {
            Report(text, template.Span);
        }
    }

    private static string? Plain(Template template) =>
        template is Template.Literal { Value: { Kind: ValueKind.Text } value } ? value.ToText() : null;

    private void Look(LocalizedText? text, Span span)
    {
        if (text is not null && text.Pl == text.En && IsPolish(text.Pl))
        {
            Report(text.Pl, span);
        }
    }

    private void Report(string text, Span span) => Found(Faults.RB0123(text.Length <= Shown ? text : text[..Shown] + "…"), span);

    private static bool IsPolish(string? text) => text.AsSpan().ContainsAny(PolishLetters);
}
