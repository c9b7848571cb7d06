namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression asks for the state of a step that can't have one there: it is a pass of a loop, or comes later.</summary>
internal sealed class StateReadInVain(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0225;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Name(NameUse name)
    {
        if (name is not { Step: { } step, Reference.Path: [_, { Name: "state" or "error" }, ..] })
        {
            return;
        }

        if (name.LoopHiding(On) is not null || !name.Scope.Before.Contains(step.Id))
        {
            Found(Faults.RB0225(step.Id), name.Place(name.Reference.Path[0]));
        }
    }
}
