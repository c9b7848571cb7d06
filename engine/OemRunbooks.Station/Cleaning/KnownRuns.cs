using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Cleaning;

/// <summary>The runs of a station, as far as cleaning up asks of them.</summary>
internal sealed class KnownRuns
{
    private readonly Dictionary<string, KnownRun> runs = new(StringComparer.Ordinal);
    private readonly HashSet<string> needed = new(StringComparer.Ordinal);

    internal KnownRuns(Workplace work)
    {
        foreach (var run in work.Store.List())
        {
            using (run)
            {
                var (began, undoes) = FirstOf(run);
                runs[run.Id] = new(run.Id, run.Root, began, work.Station.Disk.Look(run.Journal)?.Written ?? DateTimeOffset.MaxValue);
                if (!run.LooksFinished)
                {
                    needed.Add(run.Id);
                    needed.Add(undoes ?? run.Id);
                }
            }
        }
    }

    internal IEnumerable<KnownRun> All => runs.Values;

    /// <summary>The run from which something with such an ending is: its id, or its id and a number.</summary>
    internal KnownRun? Of(string ending) =>
        runs.GetValueOrDefault(ending)
        ?? (
            ending.LastIndexOf('-') is > 0 and var at && ending[(at + 1)..].All(char.IsAsciiDigit)
                ? runs.GetValueOrDefault(ending[..at])
                : null
        );

    /// <summary>Whether a run is not over, or one that is not over undoes it. A run that can't be read is taken to be so.</summary>
    internal bool IsNeeded(string run) => needed.Contains(run);

    private static (DateTimeOffset Began, string? Undoes) FirstOf(StoredRun run)
    {
        try
        {
            return run.Read().FirstOrDefault() is { Fact: RunStarted started } first
                ? (first.At, started.Undoes?.Run)
                : (DateTimeOffset.MaxValue, null);
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return (DateTimeOffset.MaxValue, null);
        }
    }
}

/// <summary>A run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Root">Its directory.</param>
/// <param name="Began">When it began.</param>
/// <param name="Written">When its journal was written last.</param>
internal sealed record KnownRun(string Id, string Root, DateTimeOffset Began, DateTimeOffset Written);
