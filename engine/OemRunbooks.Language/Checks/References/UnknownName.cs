namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression begins with a name that there is not.</summary>
internal sealed class UnknownName(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0209;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        var root = name.Reference.Root;
        if (!NameUse.Roots.Contains(root))
        {
            var place = name.Expression.Span.Shift(name.Reference.Start, root.Length);
            Unknown(Faults.RB0209, place, root, NameUse.Roots.Concat(name.Scope.Loops));
        }
    }
}
