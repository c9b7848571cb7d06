using System.Collections.Immutable;

namespace OemRunbooks.Station.Fleet;

/// <summary>Adds digests up. The order makes no difference.</summary>
internal sealed class FieldTally
{
    private readonly Dictionary<string, RunbookTally> runbooks = new(StringComparer.Ordinal);
    private DateOnly? from;
    private DateOnly? to;
    private long stations;
    private long unread;

    internal void Add(FieldDigest digest)
    {
        from = digest.From < from || from is null ? digest.From ?? from : from;
        to = digest.To > to || to is null ? digest.To ?? to : to;
        stations = Sum(stations, digest.Stations);
        unread = Sum(unread, digest.Unread);
        foreach (var (id, runbook) in digest.Runbooks)
        {
            (runbooks.TryGetValue(id, out var known) ? known : runbooks[id] = new()).Add(runbook);
        }
    }

    internal FieldDigest Finish() =>
        new()
        {
            From = from,
            To = to,
            Stations = stations,
            Unread = unread,
            Runbooks = runbooks.ToImmutableSortedDictionary(static r => r.Key, static r => r.Value.Finish(), StringComparer.Ordinal),
        };

    // A sum of forged digests ends at the most that is counted.
    private static long Sum(long a, long b) => Math.Min(a + b, FieldDigest.MostCounted);

    private static void Sum<TKey>(Dictionary<TKey, long> counts, IEnumerable<KeyValuePair<TKey, long>> more)
        where TKey : notnull
    {
        foreach (var (key, count) in more)
        {
            counts[key] = Sum(counts.GetValueOrDefault(key), count);
        }
    }

    private sealed class RunbookTally
    {
        private readonly SortedSet<string> versions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, long> outcomes = new(StringComparer.Ordinal);
        private readonly Dictionary<string, StepTally> steps = new(StringComparer.Ordinal);
        private long runs;

        internal void Add(FieldRunbook runbook)
        {
            versions.UnionWith(runbook.Versions);
            runs = Sum(runs, runbook.Runs);
            Sum(outcomes, runbook.Outcomes);
            foreach (var (path, step) in runbook.Steps)
            {
                (steps.TryGetValue(path, out var known) ? known : steps[path] = new()).Add(step);
            }
        }

        internal FieldRunbook Finish() =>
            new(
                versions.ToImmutableSortedSet(StringComparer.Ordinal),
                runs,
                outcomes.ToImmutableSortedDictionary(StringComparer.Ordinal),
                steps.ToImmutableSortedDictionary(static s => s.Key, static s => s.Value.Finish(), StringComparer.Ordinal)
            );
    }

    private sealed class StepTally
    {
        private readonly Dictionary<string, long> codes = new(StringComparer.Ordinal);
        private readonly Dictionary<long, long> durations = [];
        private long reached;
        private long failed;
        private long skipped;

        internal void Add(FieldStep step)
        {
            reached = Sum(reached, step.Reached);
            failed = Sum(failed, step.Failed);
            skipped = Sum(skipped, step.Skipped);
            Sum(codes, step.Codes);
            Sum(durations, step.Durations);
        }

        internal FieldStep Finish() =>
            new(
                reached,
                failed,
                skipped,
                codes.ToImmutableSortedDictionary(StringComparer.Ordinal),
                durations.ToImmutableSortedDictionary()
            );
    }
}
