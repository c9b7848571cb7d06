namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads what a step gives, and on some path that step has not run or has failed.</summary>
internal sealed class OutputNotSure(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0207;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        if (
            name.ReadsOutputsOf is { } step
            && name.LoopHiding(On) is null
            && name.Scope.Before.Contains(step.Id)
            && !name.Scope.Sure.Contains(step.Id)
        )
        {
            Found(Faults.RB0207(step.Id), name.Place(name.Reference.Path[0]));
        }
    }
}
