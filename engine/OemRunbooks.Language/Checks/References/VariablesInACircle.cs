using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.References;

/// <summary>A variable reads itself, directly or by others: whatever reads it fails.</summary>
internal sealed class VariablesInACircle(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0229;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Variable(NamedTemplate variable)
    {
        if (Way(variable.Name, variable.Name, []) is { } way)
        {
            Found(Faults.RB0229(variable.Name, string.Join(" → ", way)), variable.Span);
        }
    }

    // The variables from one to the other, both included; null when none leads there.
    private List<string>? Way(string from, string to, HashSet<string> seen)
    {
        foreach (var next in Read(from))
        {
            if (next == to)
            {
                return [from, to];
            }

            if (seen.Add(next) && Way(next, to, seen) is { } way)
            {
                return [from, .. way];
            }
        }

        return null;
    }

    private IEnumerable<string> Read(string name) =>
        On
            .Runbook.Variables.Where(v => v.Name == name)
            .SelectMany(static v => v.Template.Expressions)
            .SelectMany(static e => e.Names)
            .Where(static r => r is { Root: "vars", Path.Length: > 0 })
            .Select(static r => r.Path[0].Name);
}
