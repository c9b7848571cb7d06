namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads an input that is not declared.</summary>
internal sealed class UnknownInput(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0203;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        if (name.MemberOf("inputs") is { } input && On.Runbook.Input(input.Name) is null)
        {
            Unknown(Faults.RB0203, name.Place(input), input.Name, On.Runbook.Inputs.Select(static i => i.Name));
        }
    }
}
