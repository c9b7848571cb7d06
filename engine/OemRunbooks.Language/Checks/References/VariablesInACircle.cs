using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.References;

/// <summary>A variable reads itself, directly or by others: whatever reads it fails.</summary>
/// <remarks>One walk over all variables, depth first; a way that comes back to where it is still at work closes a circle.</remarks>
internal sealed class VariablesInACircle(Subject on) : Check(on)
{
    // A circle of many is known by where it begins and where it closes.
    private const int MostNames = 12;
    private readonly Dictionary<string, string[]> reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> depths = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, int Next)> left = [];
    private readonly List<string> way = [];

    internal override string Code => Codes.RB0229;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Runbook(Runbook runbook)
    {
        foreach (var variable in runbook.Variables)
        {
            reads.TryAdd(variable.Name, [.. Read(variable)]);
        }

        foreach (var variable in runbook.Variables)
        {
            Walk(variable.Name);
        }
    }

    private static IEnumerable<string> Read(NamedTemplate variable) =>
        variable
            .Template.Expressions.SelectMany(static e => e.Names)
            .Where(static r => r is { Root: "vars", Path.Length: > 0 })
            .Select(static r => r.Path[0].Name)
            .Distinct();

    private void Walk(string start)
    {
        Enter(start);
        while (left.TryPop(out var at))
        {
            if (at.Next == reads[at.Name].Length)
            {
                way.RemoveAt(way.Count - 1);
                depths[at.Name] = -1;
                continue;
            }

            left.Push((at.Name, at.Next + 1));
            var next = reads[at.Name][at.Next];
            if (depths.TryGetValue(next, out var depth) && depth >= 0)
            {
                Close(depth);
            }
            else
            {
                Enter(next);
            }
        }
    }

    // Neither what is no variable nor what has been walked from.
    private void Enter(string name)
    {
        if (reads.ContainsKey(name) && depths.TryAdd(name, way.Count))
        {
            way.Add(name);
            left.Push((name, 0));
        }
    }

    // Told once for each variable that closes one: mended, it shows the next.
    private void Close(int depth)
    {
        var first = way[depth];
        if (!told.Contains(way[^1]) && told.Add(first))
        {
            var names = way[depth..].Append(first).ToList();
            string[] shown = names.Count > MostNames ? [.. names[..(MostNames - 2)], "…", .. names[^2..]] : [.. names];
            told.UnionWith(names);
            Found(Faults.RB0229(first, string.Join(" → ", shown)), On.Runbook.Variables.First(v => v.Name == first).Span);
        }
    }
}
