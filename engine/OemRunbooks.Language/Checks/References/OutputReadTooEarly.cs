namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads what a step gives before that step runs.</summary>
internal sealed class OutputReadTooEarly(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0206;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        if (name.ReadsOutputsOf is { } step && name.LoopHiding(On) is null && !name.Scope.Before.Contains(step.Id))
        {
            Found(Faults.RB0206(step.Id), name.Place(name.Reference.Path[0]));
        }
    }
}
