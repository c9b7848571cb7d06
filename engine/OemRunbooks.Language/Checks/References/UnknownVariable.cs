namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads a variable that is not declared.</summary>
internal sealed class UnknownVariable(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0204;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        var known = On.Runbook.Variables.Select(static v => v.Name);
        if (name.MemberOf("vars") is { } variable && !known.Contains(variable.Name))
        {
            Unknown(Faults.RB0204, name.Place(variable), variable.Name, known);
        }
    }
}
