using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Extracting;

/// <summary>
/// The paths that tests expect: the step that stands for others now is a part of the way, and those are still named as before.
/// </summary>
/// <param name="tests">The tests.</param>
/// <param name="own">The ids of the steps down to that step.</param>
internal sealed class TestPaths(Document tests, IReadOnlyList<string> own)
{
    /// <summary>What has to change in one test.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="before">What came of it so far.</param>
    /// <param name="after">What comes of it now.</param>
    internal IEnumerable<Change> Changes(int index, ScenarioResult before, ScenarioResult after)
    {
        if (
            !before.Passed
            || after.Passed
            || ListOf(index) is not { } list
            || !IsSame(before.Path, [.. after.Path.Where(p => !IsCall(p)).Select(Without)])
        )
        {
            return [];
        }

        var put = new SortedDictionary<int, List<string>>();
        var at = 0;
        foreach (var step in after.Path)
        {
            if (!IsCall(step))
            {
                at++;
                continue;
            }

            (put.TryGetValue(at, out var steps) ? steps : put[at] = []).Add(
                step.Contains('[', StringComparison.Ordinal) ? $"\"{step}\"" : step
            );
        }

        return put.Where(p => p.Key <= list.Items.Count && list.Items.Count > 0).Select(p => Inserted(list, p.Key, p.Value));
    }

    private SequenceNode? ListOf(int index) =>
        ((tests.Tree.Top["tests"] as SequenceNode)?.Items.ElementAtOrDefault(index)?.Value as MappingNode)?["expect"]
            is MappingNode expected
            ? expected["path"] as SequenceNode
            : null;

    // A test may name a step by the end of its path.
    private static bool IsSame(IReadOnlyList<string> before, IReadOnlyList<PathSegment[]> after) =>
        before.Count == after.Count && before.Zip(after).All(static p => EndsWith(p.Second, p.First));

    private static bool EndsWith(PathSegment[] path, string ending) => path.AsSpan().EndsWith(StepPath.Parse(ending).Segments.AsSpan());

    private Change Inserted(SequenceNode list, int index, List<string> steps)
    {
        if (index < list.Items.Count)
        {
            var item = list.Items[index].Start;
            var blanks = new string(' ', tests.Source.PositionOf(item).Character);
            return new(new(item, item), string.Concat(steps.Select(s => list.IsFlow ? $"{s}, " : $"- {s}\n{blanks}")));
        }

        var end = list.Items[^1].Span.End;
        var column = new string(' ', tests.Source.PositionOf(list.Items[^1].Start).Character);
        return new(new(end, end), string.Concat(steps.Select(s => list.IsFlow ? $", {s}" : $"\n{column}- {s}")));
    }

    private bool IsCall(string step) => Ids(step) is var ids && (ids.SequenceEqual(own) || ids is [var only] && only == own[^1]);

    private PathSegment[] Without(string step)
    {
        var segments = StepPath.Parse(step).Segments;
        var steps = Enumerable.Range(0, segments.Length).Where(i => segments[i].Part == PathPart.Step).ToList();
        return steps.Count > own.Count && Ids(step).Take(own.Count).SequenceEqual(own)
            ? [.. segments.RemoveAt(steps[own.Count - 1])]
            : [.. segments];
    }

    private static List<string> Ids(string step) =>
        [.. StepPath.Parse(step).Segments.Where(static s => s.Part == PathPart.Step).Select(static s => s.Id)];
}
