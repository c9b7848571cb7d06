namespace OemRunbooks.Language.Checks.References;

/// <summary>A name ends before it means one value: all inputs at once, a step as a whole.</summary>
internal sealed class IncompleteName(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0217;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        var (root, path) = (name.Reference.Root, name.Reference.Path);
        if (path.IsEmpty && NameUse.Roots.Contains(root))
        {
            Found(Faults.RB0217(root), name.Span);
        }
        else if (path.Length == 1 && name.Step is not null)
        {
            Found(Faults.RB0217(name.Reference.Name), name.Place(path[0]));
        }
    }
}
