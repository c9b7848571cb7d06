using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression begins with a name that there is not.</summary>
internal sealed class UnknownName(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0209;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        var root = name.Reference.Root;
        if (NameUse.Roots.Contains(root))
        {
            return;
        }

        var place = name.Expression.Span.Shift(name.Reference.Start, root.Length);
        var known = NameUse.Roots.Concat(name.Scope.Loops).ToList();
        if (Closest.To(root, known) is null && Meant(name) is { Count: > 0 } meant)
        {
            Found(Faults.RB0209(root, 2, string.Join(", ", meant)), place);
            return;
        }

        Unknown(Faults.RB0209, place, root, known);
    }

    // Whole names whose last member it is; then the constants of other languages; then a text without its quotes.
    private List<string> Meant(NameUse name)
    {
        var root = name.Reference.Root;
        var members = Members().Where(m => m.Name == root).Select(static m => m.Whole).ToList();
        if (members.Count > 0 || !name.Reference.Path.IsEmpty)
        {
            return members;
        }

        return Constant(root) is { } constant ? [constant]
            : IsText(name) ? [$"'{root}'"]
            : [];
    }

    private IEnumerable<(string Name, string Whole)> Members() =>
        UnknownFact
            .OfStation.Select(static f => (f, "station." + f))
            .Concat(On.Runbook.Inputs.Select(static i => (i.Name, "inputs." + i.Name)))
            .Concat(On.Runbook.Variables.Select(static v => (v.Name, "vars." + v.Name)))
            .Concat(On.Steps.Keys.Select(static s => (s, "steps." + s)))
            .Concat(UnknownFact.OfRun.Where(static f => f != "name").Select(static f => (f, "run." + f)));

    private static string? Constant(string word) =>
        word.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "tak" => "true",
            "false" or "no" or "off" or "nie" => "false",
            "null" or "none" or "nil" or "undefined" or "empty" => "null",
            _ => null,
        };

    // What a value is compared with, or a function given; what is compared with a text is no text itself.
    private static bool IsText(NameUse name) =>
        name
            .Expression.Root.All()
            .Any(n =>
                n switch
                {
                    Node.Binary { IsComparison: true } two => (two.Left == name.Reference && IsNoText(two.Right))
                        || (two.Right == name.Reference && IsNoText(two.Left)),
                    Node.Invoke call => call.Arguments.Skip(1).Contains(name.Reference),
                    _ => false,
                }
            );

    private static bool IsNoText(Node node) => node is not Node.Constant { Value.Kind: ValueKind.Text };
}
