using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Which way a run went, by the paths of the definition: the passes of a loop fall together.</summary>
internal sealed class Trace
{
    private readonly Dictionary<string, FlowMark> marks = new(StringComparer.Ordinal);
    private readonly HashSet<(string Path, string Route, int Index)> routes = [];

    internal Trace(ImmutableArray<ReportStep> steps, ImmutableArray<ReportRoute> taken)
    {
        foreach (var step in steps.Where(static s => s.Kind != ReportStepKind.Iteration))
        {
            var path = InDefinition(step.Path);
            marks[path] = marks.TryGetValue(path, out var before)
                ? new(Weight(step.Standing) > Weight(before.Standing) ? step.Standing : before.Standing, before.Times + 1)
                : new(step.Standing, 1);
        }

        foreach (var route in taken)
        {
            routes.Add((InDefinition(route.Step), route.Taken, route.Index ?? -1));
        }
    }

    internal FlowMark? Mark(string path) => marks.GetValueOrDefault(path);

    internal bool Caught(string path, int clause) => routes.Contains((path, "catch", clause));

    internal bool Took(string path, FailureRoute route) => routes.Contains((path, route.ToString().ToLowerInvariant(), -1));

    // A path of a damaged journal may be none: it is the way of nothing in the definition.
    private static string InDefinition(string path) => StepPath.TryParse(path)?.WithoutPasses.ToString() ?? path;

    private static int Weight(StepStanding standing) =>
        standing switch
        {
            StepStanding.Failed => 8,
            StepStanding.Interrupted => 7,
            StepStanding.Waiting => 6,
            StepStanding.Running => 5,
            StepStanding.Cancelled => 4,
            StepStanding.Compensated => 3,
            StepStanding.Succeeded => 2,
            StepStanding.Skipped => 1,
            StepStanding.Omitted => 0,
        };
}
