using System.Collections.Immutable;
using System.Globalization;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>A place in a runbook, or in one that it calls, where a step stands.</summary>
/// <param name="Path">The paths of its instances, without the numbers of passes.</param>
/// <param name="Step">The step.</param>
/// <param name="IsOwn">Whether it stands in the tested runbook itself.</param>
/// <param name="Repeats">Whether it stands in a loop.</param>
/// <param name="HasLimit">Whether it or a block around it has a time limit.</param>
internal sealed record Place(string Path, Step Step, bool IsOwn, bool Repeats, bool HasLimit)
{
    internal bool IsEscalation => Step.Id.StartsWith("escalations[", StringComparison.Ordinal);

    internal bool IsLeaf => Step.Kind == StepKind.Action && !IsEscalation;
}

/// <summary>A step as a scenario names it.</summary>
/// <param name="Text">As written.</param>
/// <param name="Span">Where.</param>
/// <param name="Places">The places that it means.</param>
internal sealed record StepName(string Text, Span Span, ImmutableArray<Place> Places)
{
    private readonly string[] written = Text.Split('/');

    /// <summary>How well a path in a run fits: 0 not at all, 1 as one pass among several, more for each pass that is written out.</summary>
    internal int Fits(string path)
    {
        if (!Places.Any(p => p.Path == Scenarios.Places.WithoutPasses(path)))
        {
            return 0;
        }

        var fit = 1;
        var taken = path.Split('/');
        for (int i = written.Length - 1, j = taken.Length - 1; i >= 0; i--, j--)
        {
            if (written[i] == Scenarios.Places.WithoutPasses(written[i]))
            {
                continue;
            }

            if (written[i] != taken[j])
            {
                return 0;
            }

            fit++;
        }

        return fit;
    }
}

/// <summary>Every place of a runbook where a step stands, and the way from names to places.</summary>
/// <remarks>A name is a path, or the end of one: first those of the runbook itself are meant, then those of runbooks that it calls.</remarks>
internal sealed class Places
{
    private readonly List<Place> all = [];
    private readonly Dictionary<string, Place> byPath;

    internal Places(Runbook runbook)
    {
        Add(runbook, "", own: true, repeats: false, limited: false);
        byPath = all.ToDictionary(static p => p.Path, StringComparer.Ordinal);
    }

    internal IReadOnlyList<Place> All => all;

    /// <summary>The place of a path in a run, or null.</summary>
    internal Place? At(string path) => byPath.GetValueOrDefault(WithoutPasses(path));

    /// <summary>A path as short as a scenario may write it.</summary>
    internal string Short(string path) => At(path) is { IsOwn: true, Repeats: false, Step.Id: var id } ? id : path;

    /// <summary>The step of a name; reports one that there is not.</summary>
    internal StepName? Find(string text, Span span, Findings findings)
    {
        var name = WithoutPasses(text);
        var ending = "/" + name;
        var exact = all.Where(p => p.Path == name).ToImmutableArray();
        var found = !exact.IsEmpty ? exact : [.. all.Where(p => p.IsOwn && p.Path.EndsWith(ending, StringComparison.Ordinal))];
        found = !found.IsEmpty ? found : [.. all.Where(p => p.Path.EndsWith(ending, StringComparison.Ordinal))];
        if (!found.IsEmpty)
        {
            return new(text, span, found);
        }

        findings.Unknown("RB0205", span, text, all.Where(static p => !p.IsEscalation).Select(static p => p.IsOwn ? p.Step.Id : p.Path).Distinct());
        return null;
    }

    internal static string WithoutPasses(string path) => path.Contains('[', StringComparison.Ordinal)
        ? string.Join('/', path.Split('/').Select(static s => s.IndexOf('[', StringComparison.Ordinal) is > 0 and var at && !s.StartsWith("catch[", StringComparison.Ordinal) && !s.StartsWith("escalations[", StringComparison.Ordinal) ? s[..at] : s))
        : path;

    private void Add(Runbook runbook, string prefix, bool own, bool repeats, bool limited)
    {
        Add(runbook.Steps, prefix, own, repeats, limited);
        foreach (var rule in runbook.Escalations)
        {
            all.Add(new(Below(prefix, rule.Step.Id), rule.Step, own, repeats, limited || rule.Step.Timeout is not null));
        }

        Add(runbook.Finally, Below(prefix, "finally"), own, repeats, limited);
    }

    private void Add(ImmutableArray<Step> steps, string prefix, bool own, bool repeats, bool limited)
    {
        foreach (var step in steps)
        {
            var path = Below(prefix, step.Id);
            var within = limited || step.Timeout is not null;
            all.Add(new(path, step, own, repeats, within));
            Add(step.Steps, path, own, repeats || step.Kind == StepKind.ForEach, within);
            for (var i = 0; i < step.Catch.Length; i++)
            {
                Add(step.Catch[i].Steps, $"{path}/catch[{i.ToString(CultureInfo.InvariantCulture)}]", own, repeats, limited);
            }

            if (step.Called is { } called)
            {
                Add(called, path, own: false, repeats, within);
            }
        }
    }

    private static string Below(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}/{name}";
}
