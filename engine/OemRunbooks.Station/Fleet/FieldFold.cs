using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Station.Fleet;

/// <summary>Folds runs of stations into a digest.</summary>
internal sealed class FieldFold
{
    private readonly FieldTally tally = new();
    private readonly HashSet<string> stations = new(StringComparer.Ordinal);
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);

    // An older copy of a run may lack its end: which copy counts shows when all have been seen.
    private readonly Dictionary<string, RunFold> open = new(StringComparer.Ordinal);
    private long unread;

    internal void Take(FieldRun run)
    {
        stations.Add(run.Station);
        if (Fold(run.Entries) is not { } fold)
        {
            unread++;
        }
        else if (fold.IsOver)
        {
            if (ended.Add(fold.Run))
            {
                tally.Add(fold.Finish());
            }
        }
        else if (!open.TryGetValue(fold.Run, out var known) || known.Length < fold.Length)
        {
            open[fold.Run] = fold;
        }
    }

    internal FieldDigest Finish()
    {
        foreach (var fold in open.Values.Where(f => !ended.Contains(f.Run)))
        {
            tally.Add(fold.Finish());
        }

        tally.Add(new() { Stations = stations.Count, Unread = unread });
        return tally.Finish();
    }

    private static RunFold? Fold(IEnumerable<Entry> entries)
    {
        RunFold? fold = null;
        try
        {
            foreach (var entry in entries)
            {
                if (fold is not null)
                {
                    fold.Apply(entry);
                }
                else if (entry.Fact is RunStarted started && FieldNames.IsId(started.Definition.Id))
                {
                    fold = new(started, entry.At);
                }
                else
                {
                    return null;
                }
            }

            return fold;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            // One run that can't be read keeps nobody from the others.
            return null;
        }
    }
}
