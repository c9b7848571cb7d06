using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>A place in a runbook, or in one that it calls, where a step stands.</summary>
/// <param name="Path">The paths of its instances, without the numbers of passes.</param>
/// <param name="Step">The step.</param>
/// <param name="IsOwn">Whether it stands in the tested runbook itself.</param>
/// <param name="Repeats">Whether it stands in a loop.</param>
/// <param name="HasLimit">Whether it or a block around it has a time limit.</param>
internal sealed record Place(string Path, Step Step, bool IsOwn, bool Repeats, bool HasLimit)
{
    internal bool IsEscalation => StepPath.Parse(Path).Last.Part == PathPart.Escalation;

    internal bool IsLeaf => Step.Kind == StepKind.Action && !IsEscalation;
}

/// <summary>A step as a scenario names it.</summary>
/// <param name="Text">As written.</param>
/// <param name="Span">Where.</param>
/// <param name="Places">The places that it means.</param>
internal sealed record StepName(string Text, Span Span, ImmutableArray<Place> Places)
{
    private readonly ImmutableArray<PathSegment> written = StepPath.Parse(Text).Segments;

    /// <summary>How well a path in a run fits: 0 not at all, 1 as one pass among several, more for each pass that is written out.</summary>
    internal int Fits(string path)
    {
        var at = StepPath.Parse(path);
        if (!Places.Any(p => p.Path == at.WithoutPasses.ToString()))
        {
            return 0;
        }

        var fit = 1;
        var taken = at.Segments;
        for (int i = written.Length - 1, j = taken.Length - 1; i >= 0; i--, j--)
        {
            if (written[i].Part == PathPart.Pass)
            {
                if (written[i] != taken[j])
                {
                    return 0;
                }

                fit++;
            }
            else if (taken[j].Part == PathPart.Pass)
            {
                j--;
            }
        }

        return fit;
    }
}

/// <summary>Every place of a runbook where a step stands, and the way from names to places.</summary>
/// <remarks>
/// A name is a path, or the end of one: first those of the runbook itself are meant, then those of runbooks that it calls.
/// </remarks>
internal sealed class Places
{
    private readonly List<Place> all = [];
    private readonly Dictionary<string, Place> byPath;

    internal Places(Runbook runbook)
    {
        Add(runbook, StepPath.Root, own: true, repeats: false, limited: false);
        byPath = all.ToDictionary(static p => p.Path, StringComparer.Ordinal);
    }

    internal IReadOnlyList<Place> All => all;

    /// <summary>The place of a path in a run, or null.</summary>
    internal Place? At(string path) => StepPath.TryParse(path) is { } at ? byPath.GetValueOrDefault(at.WithoutPasses.ToString()) : null;

    /// <summary>A path as short as a scenario may write it.</summary>
    internal string Short(string path) => At(path) is { IsOwn: true, Repeats: false, Step.Id: var id } ? id : path;

    /// <summary>The step of a name; reports one that there is not.</summary>
    internal StepName? Find(string text, Span span, Findings findings)
    {
        var name = StepPath.TryParse(text) is { IsRoot: false } at ? at.WithoutPasses : null;
        var named = name is null ? [] : all.Where(p => StepPath.Parse(p.Path).EndsWith(name)).ToImmutableArray();
        ImmutableArray<Place> found = [.. named.Where(p => p.Path == name!.ToString())];
        found = !found.IsEmpty ? found : [.. named.Where(static p => p.IsOwn)];
        found = !found.IsEmpty ? found : named;
        if (!found.IsEmpty)
        {
            return new(text, span, found);
        }

        findings.Unknown(
            Faults.RB0205,
            span,
            text,
            all.Where(static p => !p.IsEscalation).Select(static p => p.IsOwn ? p.Step.Id : p.Path).Distinct()
        );
        return null;
    }

    private void Add(Runbook runbook, StepPath within, bool own, bool repeats, bool limited)
    {
        Add(runbook.Steps, within, own, repeats, limited);
        for (var i = 0; i < runbook.Escalations.Length; i++)
        {
            var step = runbook.Escalations[i].Step;
            all.Add(new(within.Escalation(i).ToString(), step, own, repeats, limited || step.Timeout is not null));
        }

        Add(runbook.Finally, within.Finally(), own, repeats, limited);
    }

    private void Add(ImmutableArray<Step> steps, StepPath within, bool own, bool repeats, bool limited)
    {
        foreach (var step in steps)
        {
            var path = within.Step(step.Id);
            var isLimited = limited || step.Timeout is not null;
            all.Add(new(path.ToString(), step, own, repeats, isLimited));
            Add(step.Steps, path, own, repeats || step.Kind == StepKind.ForEach, isLimited);
            for (var i = 0; i < step.Catch.Length; i++)
            {
                Add(step.Catch[i].Steps, path.Catch(i), own, repeats, limited);
            }

            if (step.Called is { } called)
            {
                Add(called, path, own: false, repeats, isLimited);
            }
        }
    }
}
