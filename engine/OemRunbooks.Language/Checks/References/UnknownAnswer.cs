using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads an answer to a field that the question does not have.</summary>
internal sealed class UnknownAnswer(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0223;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Name(NameUse name)
    {
        if (
            name.ReadsOutputsOf is { } step
            && name.Reference.Path is [_, _, { Name: "answers" }, var answer, ..]
            && Sorts.FieldsOf(step) is { } fields
        )
        {
            var known = fields.Select(static f => Sorts.Text(f, QuestionFields.Name)!).ToList();
            if (answer.Name != "size" && !known.Contains(answer.Name))
            {
                Unknown(Faults.RB0223, name.Place(answer), answer.Name, known);
            }
        }
    }
}
