using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>What of a runbook a scenario can touch.</summary>
public enum CoverageKind
{
    /// <summary>A step runs.</summary>
    Step,

    /// <summary>A condition is fulfilled.</summary>
    WhenTrue,

    /// <summary>A condition is not fulfilled.</summary>
    WhenFalse,

    /// <summary>A <c>catch</c> clause is taken.</summary>
    Catch,

    /// <summary>A step's <c>onFailure</c> of <c>continue</c> or <c>rollback</c> is taken.</summary>
    OnFailure,

    /// <summary>A step is tried again.</summary>
    Retry,

    /// <summary>A step is undone.</summary>
    Compensation,

    /// <summary>A person refuses.</summary>
    Refusal,

    /// <summary>An escalation rule is taken.</summary>
    Escalation,
}

/// <summary>One thing that scenarios can touch.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Step">The step's id; of an escalation rule its team.</param>
/// <param name="Index">Which clause or rule, from 0; −1 when it is no clause.</param>
/// <param name="Span">Where it stands in the runbook.</param>
public sealed record CoverageItem(CoverageKind Kind, string Step, int Index, Span Span);

/// <summary>
/// What the scenarios of a runbook touch of it, and what they leave out; runbooks that it calls have scenarios of their own.
/// </summary>
public sealed class Coverage
{
    private readonly Places places;
    private readonly List<CoverageItem> items = [];
    private readonly HashSet<(CoverageKind Kind, string Step, int Index)> touched = [];
    private readonly Runbook runbook;

    /// <param name="runbook">The runbook.</param>
    /// <param name="places">Its steps by path.</param>
    /// <param name="undoing">Whether undoing counts; recorded examples of an activity undo nothing.</param>
    internal Coverage(Runbook runbook, Places places, bool undoing = true)
    {
        this.runbook = runbook;
        this.places = places;
        foreach (var step in runbook.AllSteps())
        {
            Add(step, undoing);
        }

        for (var i = 0; i < runbook.Escalations.Length; i++)
        {
            items.Add(new(CoverageKind.Escalation, runbook.Escalations[i].Team, i, runbook.Escalations[i].Span));
        }
    }

    /// <summary>Everything that can be touched, in the order of the text.</summary>
    public IReadOnlyList<CoverageItem> Items => items;

    /// <summary>What no scenario touches.</summary>
    public IEnumerable<CoverageItem> Missing => items.Where(i => !touched.Contains((i.Kind, i.Step, i.Index)));

    /// <summary>How much of it is touched.</summary>
    /// <value>Percent, rounded down, 0 … 100.</value>
    public int Percent => items.Count == 0 ? 100 : (items.Count - Missing.Count()) * 100 / items.Count;

    /// <summary>What the entries of a run touch of it, where its steps lie below a path.</summary>
    internal void Take(IReadOnlyList<Entry> entries, StepPath? below = null)
    {
        var start = below is null ? "" : $"{below}/";
        var catching = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fact in entries.Select(static e => e.Fact))
        {
            if (fact is RouteTaken { Path: "", Taken: Route.Escalation } rule)
            {
                touched.Add((CoverageKind.Escalation, runbook.Escalations[rule.Index].Team, rule.Index));
            }
            else if (
                fact.StepPath is { } path
                && path.StartsWith(start, StringComparison.Ordinal)
                && places.At(path[start.Length..]) is { IsOwn: true, Step: var step }
            )
            {
                Take(fact, path, step, catching);
            }
        }
    }

    private void Take(Fact fact, string path, Step step, HashSet<string> catching)
    {
        switch (fact)
        {
            case StepStarted:
                touched.Add((CoverageKind.Step, step.Id, -1));
                touched.Add((CoverageKind.WhenTrue, step.Id, -1));
                break;
            case StepSkipped:
                touched.Add((CoverageKind.WhenFalse, step.Id, -1));
                break;
            case PersonAnswered { Accepted: false }:
                touched.Add((CoverageKind.Refusal, step.Id, -1));
                break;
            case RetryScheduled:
                touched.Add((CoverageKind.Retry, step.Id, -1));
                break;
            case UndoStarted:
                touched.Add((CoverageKind.Compensation, step.Id, -1));
                break;
            case RouteTaken { Taken: Route.Catch } route:
                catching.Add(path);
                touched.Add((CoverageKind.Catch, step.Id, route.Index));
                break;
            case RouteTaken { Taken: Route.Continue or Route.Rollback } when !catching.Contains(path):
                touched.Add((CoverageKind.OnFailure, step.Id, -1));
                break;
        }
    }

    private void Add(Step step, bool undoing)
    {
        void Item(CoverageKind kind, bool there, Span span, int index = -1)
        {
            if (there)
            {
                items.Add(new(kind, step.Id, index, span));
            }
        }

        Item(CoverageKind.Step, true, step.Span);
        Item(CoverageKind.WhenTrue, step.When is not null, step.When?.Span ?? step.Span);
        Item(CoverageKind.WhenFalse, step.When is not null, step.When?.Span ?? step.Span);
        Item(CoverageKind.Refusal, step.Activity is { Role: ActivityRole.Person }, step.Span);
        Item(CoverageKind.Retry, step.Retry is not null, step.Span);
        for (var i = 0; i < step.Catch.Length; i++)
        {
            Item(CoverageKind.Catch, true, step.Catch[i].Span, i);
        }

        Item(CoverageKind.OnFailure, step.KeepsPasses || step.OnFailure != FailureRoute.Abort, step.Span);
        Item(CoverageKind.Compensation, undoing && step.Compensate is not null, step.Compensate?.Span ?? step.Span);
    }
}
