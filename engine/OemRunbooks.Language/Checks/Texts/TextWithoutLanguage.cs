using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Texts;

/// <summary>A text for people is given in one of the two languages only.</summary>
/// <remarks>Names and descriptions of the runbook itself are read with the same rule by the reader.</remarks>
internal sealed class TextWithoutLanguage(Subject on) : Check(on)
{
    private static readonly string[] Languages = ["pl", "en"];

    internal override string Code => Codes.RB0113;

    internal override CheckKind Kind => CheckKind.Fitness;

    internal override void Field(FieldUse field)
    {
        if (field is { Descriptor.Type: InputType.Localized, Given: { Name: var name, Template: Template.Mapping texts } })
        {
            foreach (var language in Languages.Where(l => texts.Members.All(m => m.Name != l)))
            {
                Found(Faults.RB0113(language, name), texts.Span);
            }
        }
    }
}
