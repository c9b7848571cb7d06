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
        Walk(runbook, "");
        return omitted;
    }

    private void Walk(Runbook runbook, string prefix)
    {
        Walk(runbook.Steps, prefix);
        Walk(runbook.Finally, $"{prefix}finally/");
    }

    private void Walk(IEnumerable<Step> steps, string prefix)
    {
        foreach (var step in steps)
        {
            var path = prefix + step.Id;
            if (!seen.TryGetValue(path, out var fold))
            {
                omitted.Add(new(path, PlaceFinder.TitleOf(step), PlaceFinder.KindOf(step.Kind), step.Activity?.Name, 1));
            }
            else if (fold.Standing != StepStanding.Skipped)
            {
                Inside(step, path, fold);
            }
        }
    }

    private void Inside(Step step, string path, StepFold fold)
    {
        if (step.Called is { } called)
        {
            Walk(called, path + "/");
        }
        else if (step.Kind == StepKind.ForEach)
        {
            Passes(step, path, fold.Passes);
        }
        else
        {
            Walk(step.Steps, path + "/");
        }
    }

    private void Passes(Step loop, string path, int passes)
    {
        var missing = new List<int>();
        for (var i = 0; i < passes; i++)
        {
            var pass = $"{path}[{Number(i)}]";
            if (seen.TryGetValue(pass, out var fold) && fold.Standing != StepStanding.Skipped)
            {
                Walk(loop.Steps, pass + "/");
            }
            else if (fold is null && !loop.Steps.Any(s => seen.ContainsKey($"{pass}/{s.Id}")))
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
