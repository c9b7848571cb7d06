using System.Globalization;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>What a step path stands for in the definition.</summary>
/// <param name="Step">The step, or null when the definition has none there.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its title.</param>
internal sealed record Place(Step? Step, ReportStepKind Kind, LocalizedText Title);

/// <summary>Finds the step that a path of the journal names.</summary>
/// <remarks>
/// Paths: <c>group/child</c>, <c>loop[0]/child</c>, <c>step/catch[0]/child</c>, <c>finally/note</c>, <c>escalations[0]</c>,
/// <c>call/step-of-the-called-runbook</c>. A path that leads nowhere (another definition, a damaged journal) is shown under its own name.
/// </remarks>
internal sealed class PlaceFinder(Runbook runbook)
{
    /// <summary>The place of a path.</summary>
    internal Place Find(string path)
    {
        var scope = new Scope(runbook.Steps, runbook, null);
        var place = new Place(null, ReportStepKind.Action, LocalizedText.Both(path));
        foreach (var segment in path.Split('/'))
        {
            var (name, index) = Parse(segment);
            place = scope.Place(name, index);
            scope = scope.Inside(place, name, index);
        }

        return place;
    }

    internal static ReportStepKind KindOf(StepKind kind) => kind switch
    {
        StepKind.Action => ReportStepKind.Action,
        StepKind.Group => ReportStepKind.Group,
        StepKind.Parallel => ReportStepKind.Parallel,
        StepKind.ForEach => ReportStepKind.ForEach,
        StepKind.Iteration => ReportStepKind.Iteration,
        StepKind.Call => ReportStepKind.Call,
    };

    internal static LocalizedText TitleOf(Step step) => step.Name ?? LocalizedText.Both(step.Id);

    private static (string Name, int? Index) Parse(string segment) =>
        segment.EndsWith(']') && segment.LastIndexOf('[') is > 0 and var open
            && int.TryParse(segment.AsSpan(open + 1, segment.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (segment[..open], index)
            : (segment, null);

    /// <summary>Where the next segment of a path is looked up.</summary>
    /// <param name="Steps">Steps that it may name.</param>
    /// <param name="Runbook">The runbook, when its <c>finally</c> and <c>escalations</c> can be named here.</param>
    /// <param name="Owner">The step, when its catch clauses can be named here.</param>
    private sealed record Scope(IReadOnlyList<Step> Steps, Runbook? Runbook, Step? Owner)
    {
        internal Place Place(string name, int? index)
        {
            if (Runbook is not null && name == "escalations" && index < Runbook.Escalations.Length)
            {
                var rule = Runbook.Escalations[index.Value].Step;
                return new(rule, ReportStepKind.Escalation, rule.Name ?? Says.EscalationTitle);
            }

            if (Owner is not null && name == "catch" && index < Owner.Catch.Length)
            {
                return new(null, ReportStepKind.Catch, Says.CatchTitle);
            }

            var step = Steps.FirstOrDefault(s => s.Id == name);
            return step is null
                ? new(null, ReportStepKind.Action, LocalizedText.Both(name))
                : index is { } pass ? new(step, ReportStepKind.Iteration, Numbered(TitleOf(step), pass)) : new(step, KindOf(step.Kind), TitleOf(step));
        }

        internal Scope Inside(Place place, string name, int? index)
        {
            if (place.Step is { } step)
            {
                return step.Called is { } called ? new(called.Steps, called, step) : new(step.Steps, null, step);
            }

            return place.Kind == ReportStepKind.Catch ? new(Owner!.Catch[index!.Value].Steps, null, null)
                : Runbook is not null && name == "finally" ? new(Runbook.Finally, null, null)
                : new([], null, null);
        }

        private static LocalizedText Numbered(LocalizedText title, int pass)
        {
            var number = (pass + 1).ToString(CultureInfo.InvariantCulture);
            return new($"{title.Pl} – {number}.", $"{title.En} – {number}");
        }
    }
}
