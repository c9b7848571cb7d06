using System.Collections.Immutable;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Station.Fleet;

/// <summary>Folds one run into the digest of it alone.</summary>
internal sealed class RunFold(RunStarted started, DateTimeOffset at)
{
    private readonly Dictionary<string, Seen> steps = new(StringComparer.Ordinal);

    // By the path with its passes: when it began, in this sitting; and with what it failed last.
    private readonly Dictionary<string, long> begun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> failed = new(StringComparer.Ordinal);
    private DateTimeOffset from = at;
    private DateTimeOffset to = at;
    private string outcome = FieldNames.Open;

    internal string Run => started.RunId;

    internal bool IsOver => outcome != FieldNames.Open;

    internal int Length { get; private set; } = 1;

    internal void Apply(Entry entry)
    {
        Length++;
        from = entry.At < from ? entry.At : from;
        to = entry.At > to ? entry.At : to;
        switch (entry.Fact)
        {
            case RunFinished finished:
                outcome = finished.Outcome.Word();
                break;
            case RunResumed:
                // Nobody knows how long it stood still in between.
                begun.Clear();
                break;
            case { StepPath: { } path } when FieldNames.StepOf(path)?.ToString() is { } name:
                Apply(entry, path, steps.TryGetValue(name, out var known) ? known : steps[name] = new());
                break;
        }
    }

    internal FieldDigest Finish()
    {
        foreach (var (path, code) in failed)
        {
            steps[FieldNames.StepOf(path)!.ToString()].Fail(code);
        }

        var runbook = new FieldRunbook(
            [.. new[] { started.Definition.Version }.Where(FieldNames.IsVersion)],
            1,
            One(outcome),
            steps
                .Where(static s => s.Value.IsReached || s.Value.IsSkipped)
                .ToImmutableSortedDictionary(static s => s.Key, static s => s.Value.ToStep(), StringComparer.Ordinal)
        );
        return new()
        {
            From = DateOnly.FromDateTime(from.UtcDateTime),
            To = DateOnly.FromDateTime(to.UtcDateTime),
            Runbooks = FieldDigest.Empty.Runbooks.Add(started.Definition.Id, runbook),
        };
    }

    private static ImmutableSortedDictionary<string, long> One(string name) =>
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal).Add(name, 1);

    private void Apply(Entry entry, string path, Seen step)
    {
        switch (entry.Fact)
        {
            case StepStarted:
                step.IsReached = true;
                begun.TryAdd(path, entry.Mono);
                break;
            case StepFailed { Failure.Code: not ("step.cancelled" or "run.cancelled") and var code }:
                step.IsReached = true;
                failed[path] = code;
                break;
            case StepSucceeded:
                step.IsReached = true;
                failed.Remove(path);
                if (begun.Remove(path, out var start) && entry.Mono >= start)
                {
                    step.Took(entry.Mono - start);
                }

                break;
            case StepSkipped:
                // What failed and was skipped by somebody has failed all the same.
                step.IsSkipped = true;
                begun.Remove(path);
                break;
        }
    }

    private sealed class Seen
    {
        private readonly HashSet<string> codes = new(StringComparer.Ordinal);
        private readonly Dictionary<long, long> durations = [];
        private bool isFailed;

        internal bool IsReached { get; set; }

        internal bool IsSkipped { get; set; }

        internal void Took(long milliseconds)
        {
            var rounded = FieldStep.Rounded(milliseconds);
            durations[rounded] = durations.GetValueOrDefault(rounded) + 1;
        }

        internal void Fail(string code)
        {
            isFailed = true;
            if (FieldNames.IsCode(code))
            {
                codes.Add(code);
            }
        }

        internal FieldStep ToStep() =>
            new(
                IsReached ? 1 : 0,
                isFailed ? 1 : 0,
                IsSkipped ? 1 : 0,
                codes.ToImmutableSortedDictionary(static c => c, static _ => 1L, StringComparer.Ordinal),
                durations.ToImmutableSortedDictionary()
            );
    }
}
