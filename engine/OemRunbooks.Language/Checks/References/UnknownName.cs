using OemRunbooks.Foundation.Words;

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
            var known = NameUse.Roots.Concat(name.Scope.Loops).ToList();
            if (name.Reference.Path.IsEmpty && Closest.To(root, known) is null)
            {
                // A word that is no name is most often a text without its quotes.
                Found(Faults.RB0209(root, 2, $"'{root}'?"), place);
                return;
            }

            Unknown(Faults.RB0209, place, root, known);
        }
    }
}
