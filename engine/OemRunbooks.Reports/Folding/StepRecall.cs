using System.Collections.Immutable;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Reads the values of a long run's steps from its journal again, so that they are never in memory all at once.</summary>
/// <param name="entries">The journal; read once more each time.</param>
/// <param name="index">Where the step of a path stands.</param>
/// <param name="places">For each step its activity, and the entry with the newest of its values; 0 when it has them.</param>
internal sealed class StepRecall(
    IEnumerable<Entry> entries,
    IReadOnlyDictionary<string, int> index,
    ImmutableArray<(ActivityInfo? Activity, long Until)> places
)
{
    /// <summary>The steps in order, each with its values. What waits for them is a step that is not over and those behind it.</summary>
    internal IEnumerable<ReportStep> Whole(IEnumerable<ReportStep> outline)
    {
        var steps = outline.ToImmutableArray();
        var read = new Dictionary<int, StepValues>();
        var (next, count) = (0, 0L);
        foreach (var entry in entries)
        {
            count++;
            if (entry.Fact.StepPath is { } path && index.TryGetValue(path, out var at) && count <= places[at].Until)
            {
                read[at] = (read.GetValueOrDefault(at) ?? StepValues.None).With(entry.Fact);
            }

            for (; next < steps.Length && places[next].Until <= count; next++)
            {
                yield return read.Remove(next, out var values) ? values.Into(steps[next], places[next].Activity) : steps[next];
            }

            if (next == steps.Length)
            {
                yield break;
            }
        }

        for (; next < steps.Length; next++)
        {
            yield return steps[next];
        }
    }
}
