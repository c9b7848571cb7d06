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
/// <remarks>A path that leads nowhere (another definition, a damaged journal) is shown under its own name.</remarks>
internal sealed class PlaceFinder(Runbook runbook)
{
    /// <summary>In how many other steps of the report a step lies; a loop and its pass are one place.</summary>
    internal static int Depth(string path, Func<string, bool> isStep)
    {
        var at = StepPath.TryParse(path);
        return (at?.Last.Part == PathPart.Pass ? at.Parent : at)?.Ancestors.Count(a => a.Last.Part != PathPart.Pass && isStep(a.ToString()))
            ?? 0;
    }

    private readonly Dictionary<Step, Place> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The place of a path.</summary>
    internal Place Find(string path)
    {
        if (StepPath.TryParse(path) is not { IsRoot: false } at)
        {
            return new(null, ReportStepKind.Action, LocalizedText.Both(path));
        }

        if (at.Last.Part == PathPart.Catch)
        {
            return new(null, ReportStepKind.Catch, Says.CatchTitle);
        }

        if (runbook.Resolve(at) is not { Step: var step })
        {
            return new(null, ReportStepKind.Action, LocalizedText.Both(at.Name));
        }

        return at.Last.Part switch
        {
            PathPart.Pass => new(step, ReportStepKind.Iteration, Numbered(TitleOf(step), at.Last.Number)),
            PathPart.Escalation => new(step, ReportStepKind.Escalation, step.Name ?? Says.EscalationTitle),
            _ => known.TryGetValue(step, out var place) ? place : known[step] = new(step, KindOf(step.Kind), TitleOf(step)),
        };
    }

    /// <summary>The picture that the step of a path names, with the digest of the definition in whose text it stands; or null.</summary>
    internal (string Picture, string Digest)? Shown(string path) =>
        runbook.Resolve(path) is { Step.Picture: { } picture } place && StepPath.TryParse(path)!.Last.Part == PathPart.Step
            ? (picture, place.Owner.Source.Digest)
            : null;

    internal static ReportStepKind KindOf(StepKind kind) =>
        kind switch
        {
            StepKind.Action => ReportStepKind.Action,
            StepKind.Group => ReportStepKind.Group,
            StepKind.Parallel => ReportStepKind.Parallel,
            StepKind.ForEach => ReportStepKind.ForEach,
            StepKind.Iteration => ReportStepKind.Iteration,
            StepKind.Call => ReportStepKind.Call,
            StepKind.Wait => ReportStepKind.Wait,
        };

    internal static LocalizedText TitleOf(Step step) => step.Name ?? LocalizedText.Both(step.Id);

    private static LocalizedText Numbered(LocalizedText title, int pass)
    {
        var number = (pass + 1).ToString(CultureInfo.InvariantCulture);
        return new($"{title.Pl} – {number}.", $"{title.En} – {number}");
    }
}
