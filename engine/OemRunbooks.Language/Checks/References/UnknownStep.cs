namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads a step that the runbook does not have.</summary>
internal sealed class UnknownStep(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0205;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        if (name.MemberOf("steps") is { } step && name.Step is null)
        {
            Unknown(Faults.RB0205, name.Place(step), step.Name, On.Steps.Keys);
        }
    }
}
