using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Finds what other runs changed since of that which a run's undoing would put back.</summary>
/// <remarks>By the inputs that descriptors call changing; what a program does that a step runs, nobody but its author knows.</remarks>
internal sealed class LaterRuns(Workplace work)
{
    private const int MostNamed = 5;

    /// <exception cref="CodedException"><c>undo.later-runs</c></exception>
    internal void Demand(StoredRun run, IReadOnlyList<(string Path, ResolvedCompensation How)> how)
    {
        var done = run.Read()
            .Where(static e => e.Fact is StepSucceeded or StepFailed)
            .GroupBy(static e => e.Fact.StepPath!, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.Last().At, StringComparer.Ordinal);
        var touched = how.SelectMany(h => Changed(h.How.Action, h.How.Inputs).Select(p => (Path: p, Since: done[h.Path]))).ToList();
        if (touched.Count == 0)
        {
            return;
        }

        var since = touched.Min(static t => t.Since);
        var found = Others(run.Id, since)
            .Select(o =>
                (
                    o.Id,
                    Paths: o.Changes.Where(c => touched.Exists(t => c.At > t.Since && Overlap(c.Path, t.Path))).Select(static c => c.Path)
                )
            )
            .Select(static o => (o.Id, Paths: o.Paths.Distinct().ToList()))
            .Where(static o => o.Paths.Count > 0)
            .ToList();
        if (found.Count > 0)
        {
            throw new CodedException(
                Faults.UndoLaterRuns(
                    run.Id,
                    found.Select(static f => f.Id).Take(MostNamed),
                    found.SelectMany(static f => f.Paths).Distinct().Take(MostNamed).Select(work.Station.Relative),
                    found[0].Id
                )
            );
        }
    }

    // A run that was taken back changed nothing in the end; neither did what took it back.
    private List<(string Id, IReadOnlyList<(DateTimeOffset At, string Path)> Changes)> Others(string but, DateTimeOffset since)
    {
        var others = work
            .Store.Newest()
            .Where(r => r.Id != but && work.Station.Disk.Look(r.Journal) is { } file && file.Written > since)
            .Select(static r => (Run: r, Started: Undoing.StartOf(r)))
            .Where(o => o.Started is not null && o.Started.Undoes?.Run != but)
            .ToList();
        var undone = others
            .Where(static o => o.Started!.Undoes is not null && LastOf(o.Run) is { Outcome: RunOutcome.Succeeded })
            .SelectMany(static o => new[] { o.Run.Id, o.Started!.Undoes!.Run })
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. others
                .Where(o => !undone.Contains(o.Run.Id) && LastOf(o.Run) is not { Outcome: RunOutcome.RolledBack, UndoFailures: 0 })
                .Select(o => (o.Run.Id, ChangesOf(o.Run))),
        ];
    }

    private static RunFinished? LastOf(StoredRun run) => run.Read().Select(static e => e.Fact).OfType<RunFinished>().LastOrDefault();

    private IReadOnlyList<(DateTimeOffset At, string Path)> ChangesOf(StoredRun run) =>
        [
            .. run.Read()
                .SelectMany(e =>
                    e.Fact switch
                    {
                        StepStarted { Activity: { } activity } started => Changed(activity, started.Inputs).Select(p => (e.At, p)),
                        UndoStarted undo => Changed(undo.Action, undo.Inputs).Select(p => (e.At, p)),
                        _ => [],
                    }
                ),
        ];

    private IEnumerable<string> Changed(string activity, Value inputs) =>
        (work.Product.Descriptor(activity)?.Inputs ?? [])
            .Where(static i => i.Changes)
            .Select(i => inputs[i.Name].AsText() ?? i.Default)
            .OfType<string>()
            .Where(static p => p.Length > 0)
            .Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p, work.Station.Root)));

    private static bool Overlap(string one, string other) => IsWithin(one, other) || IsWithin(other, one);

    private static bool IsWithin(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal)
        && (path.Length == directory.Length || path[directory.Length] == Path.DirectorySeparatorChar);
}
