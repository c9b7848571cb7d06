using System.Globalization;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Lists the steps of a definition that a run never reached: the outermost ones, without what lies in them.</summary>
internal sealed class OmittedSteps(IReadOnlyDictionary<string, StepFold> seen)
{
    private readonly List<OmittedStep> omitted = [];

    internal IReadOnlyList<OmittedStep> Of(Runbook runbook)
    {
        Walk(runbook, StepPath.Root);
        return omitted;
    }

    private void Walk(Runbook runbook, StepPath within)
    {
        Walk(runbook.Steps, within);
        Walk(runbook.Finally, within.Finally());
    }

    private void Walk(IEnumerable<Step> steps, StepPath within)
    {
        foreach (var step in steps)
        {
            var path = within.Step(step.Id);
            if (!seen.TryGetValue(path.ToString(), out var fold))
            {
                omitted.Add(new(path.ToString(), PlaceFinder.TitleOf(step), PlaceFinder.KindOf(step.Kind), step.Activity?.Name, 1));
            }
            else if (fold.Standing != StepStanding.Skipped)
            {
                Inside(step, path, fold);
            }
        }
    }

    private void Inside(Step step, StepPath path, StepFold fold)
    {
        if (step.Called is { } called)
        {
            Walk(called, path);
        }
        else if (step.Kind == StepKind.ForEach)
        {
            Passes(step, path, fold.Passes);
        }
        else
        {
            Walk(step.Steps, path);
        }
    }

    private void Passes(Step loop, StepPath path, int passes)
    {
        var missing = new List<int>();
        for (var i = 0; i < passes; i++)
        {
            var pass = path.Pass(i);
            if (seen.TryGetValue(pass.ToString(), out var fold) && fold.Standing != StepStanding.Skipped)
            {
                Walk(loop.Steps, pass);
            }
            else if (fold is null && !loop.Steps.Any(s => seen.ContainsKey(pass.Step(s.Id).ToString())))
            {
                missing.Add(i);
            }
        }

        if (missing.Count > 0)
        {
            var range = missing.Count == 1 ? Number(missing[0]) : $"{Number(missing[0])}…{Number(missing[^1])}";
            var title = PlaceFinder.TitleOf(loop);
            omitted.Add(new($"{path}[{range}]", new LocalizedText(title.Pl, title.En), ReportStepKind.Iteration, null, missing.Count));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
