namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads what a step gives that runs in each pass of a loop, from outside of the loop.</summary>
internal sealed class PassReadOutside(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0224;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        if (name.ReadsOutputsOf is { } step && name.LoopHiding(On) is { } loop)
        {
            Found(Faults.RB0224(step.Id, loop), name.Place(name.Reference.Path[0]));
        }
    }
}
