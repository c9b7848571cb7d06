using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Journal.Store;

/// <summary>The runs in a station's directory, <c>var/runbook/runs</c>.</summary>
public sealed class DirectoryStore : IRunStore
{
    /// <summary>Where all runs lie, relative to the station.</summary>
    public const string Runs = "var/runbook/runs";

    // More open files than this a listing does not keep; what it closes is opened again when it is read.
    private const int MostKeptOpen = 64;

    // What a death left of a run that was being made is among those written last.
    private const int MostBlank = 64;

    // A run's directory is made a moment before its first entry; some media keep times in steps of two seconds.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private static readonly IComparer<(string Began, string Id)> LatestFirst = Comparer<(string Began, string Id)>.Create(
        static (one, other) =>
            string.CompareOrdinal(other.Began, one.Began) is not 0 and var order ? order : string.CompareOrdinal(other.Id, one.Id)
    );

    private readonly StationDirectory station;
    private readonly IDisk beside;
    private readonly IDisk below;

    /// <summary>The runs of a station.</summary>
    /// <param name="station">The station.</param>
    /// <param name="disk">The disk; null for the station's, on which no link below it is followed.</param>
    public DirectoryStore(StationDirectory station, IDisk? disk = null)
    {
        this.station = station;
        beside = disk ?? station.Disk;
        below = disk ?? station.Disk;
    }

    /// <inheritdoc/>
    public LockHolder? Holder => StationLock.HolderOf(beside, Own);

    private string Own => Path.Combine(station.Root, "var", "runbook");

    /// <summary>A run that lies anywhere, to be looked at: an auditor's copy as well as a station's own.</summary>
    /// <param name="path">Its directory, or its journal.</param>
    /// <param name="use">What for.</param>
    /// <param name="station">The station whose ledger knows of it when it goes on; null for one that is only read.</param>
    public static StoredRun At(string path, FileUse use = FileUse.Read, StationDirectory? station = null)
    {
        var full = Path.GetFullPath(path);
        var place = Directory.Exists(full) ? new RunDirectory(full) : new RunDirectory(Path.GetDirectoryName(full)!, full);
        var own = Path.GetFullPath(Path.Combine(place.Root, "..", ".."));

        // A journal that somebody names is what he names, a link too; one that is found in a directory is none.
        var below = Disk.Below(place.Root);
        return new DirectoryRun(
            below,
            Directory.Exists(full) ? below : Disk.All,
            place,
            use,
            () => StationLock.HolderOf(Disk.All, own),
            clock => station is null ? null : new Ledger(Disk.All, station, clock)
        );
    }

    /// <summary>The journals in a directory of runs, or of a station, in the order of the runs' ids.</summary>
    public static IReadOnlyList<StoredRun> Below(string directory) =>
        [
            .. Disk
                .All.List(directory)
                .Where(static d => RunDirectory.Holds(Disk.All, d))
                .Order(StringComparer.Ordinal)
                .Select(static d => At(d)),
        ];

    /// <summary>Whether a directory is that of a run.</summary>
    public static bool IsRun(string directory) => RunDirectory.Holds(Disk.All, directory);

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> Named(
        IEnumerable<(UsedPicture Used, ReadOnlyMemory<byte> Bytes)>? pictures
    ) => (pictures ?? []).Select(static p => (p.Used.Name!, p.Bytes));

    /// <inheritdoc/>
    public (StoredRun Run, Entry First) Create(
        RunStarted started,
        IEnumerable<(string Digest, ReadOnlyMemory<byte> Bytes)> definitions,
        Sitting sitting,
        IEnumerable<(UsedPicture Used, ReadOnlyMemory<byte> Bytes)>? pictures = null
    )
    {
        // The caller holds the station: nobody is about to write the first entry of these.
        foreach (
            var never in Written().Take(MostBlank).Select(d => Of(Path.GetFileName(d.Path), FileUse.Change)).Where(static r => r.IsBlank)
        )
        {
            never.Discard();
        }

        var made = Of(started.RunId, FileUse.Change);
        if (below.Look(made.Root) is not null && !made.NeverBegan)
        {
            throw new CodedException(Faults.RunExists(made.Id));
        }

        if (below.Look(made.Root) is not null)
        {
            made.Discard();
        }

        try
        {
            return (
                made,
                made.Begin(
                    started,
                    [.. definitions.Select(static d => (RunDirectory.NameOf(d.Digest), d.Bytes)), .. Named(pictures)],
                    sitting
                )
            );
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            // A run whose first entry is not on disk has never been: nothing of it stays.
            made.Discard();
            throw new CodedException(Failures.From(error));
        }
    }

    /// <inheritdoc/>
    public StoredRun Open(string id, FileUse use = FileUse.Read) => Of(id, use);

    /// <inheritdoc/>
    public IReadOnlyList<StoredRun> List(FileUse use = FileUse.Read)
    {
        var kept = 0;
        return
        [
            .. Places()
                .Select(d => Of(Path.GetFileName(d), use))
                .Select(r => (Run: r, Began: r.Began(use == FileUse.Change && kept++ < MostKeptOpen)))
                .OrderByDescending(static r => r.Began, StringComparer.Ordinal)
                .ThenByDescending(static r => r.Run.Id, StringComparer.Ordinal)
                .Select(static r => r.Run),
        ];
    }

    /// <inheritdoc/>
    public IEnumerable<StoredRun> Newest(FileUse use = FileUse.Read)
    {
        var waiting = new PriorityQueue<DirectoryRun, (string Began, string Id)>(LatestFirst);
        foreach (var (path, written) in Written())
        {
            // What comes from here on was last written before it began.
            var latest = FactCodec.Time(written + Slack);
            while (waiting.TryPeek(out var next, out var rank) && string.CompareOrdinal(rank.Began, latest) > 0)
            {
                waiting.Dequeue();
                yield return next;
            }

            if (RunDirectory.Holds(below, path))
            {
                var run = Of(Path.GetFileName(path), use);
                waiting.Enqueue(run, (run.Began(keepsOpen: use == FileUse.Change && waiting.Count < MostKeptOpen), run.Id));
            }
        }

        while (waiting.TryDequeue(out var run, out _))
        {
            yield return run;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Ids(string beginning) =>
        Directories()
            .Select(static d => Path.GetFileName(d))
            .Where(id => id.StartsWith(beginning, StringComparison.Ordinal))
            .Where(id => RunDirectory.Holds(below, Path.Combine(station.Root, Runs, id)));

    /// <inheritdoc/>
    public IStationHold? TryLock(TimeProvider clock, out LockHolder? by)
    {
        var taken = StationLock.TryTake(beside, Own, clock);
        by = taken is null ? StationLock.RecordOf(beside, Own) : null;
        return taken;
    }

    private IEnumerable<string> Places() => Directories().Where(d => RunDirectory.Holds(below, d));

    private IEnumerable<string> Directories() =>
        Path.Combine(station.Root, Runs) is var directory && below.IsDirectory(directory) ? below.List(directory) : [];

    // The directories, last written first.
    private IEnumerable<(string Path, DateTimeOffset Written)> Written() =>
        Path.Combine(station.Root, Runs) is var directory && below.IsDirectory(directory)
            ? below.ListItems(directory).OrderByDescending(static d => d.Item.Written).Select(static d => (d.Path, d.Item.Written))
            : [];

    private DirectoryRun Of(string id, FileUse use)
    {
        var place = new RunDirectory(Path.Combine(station.Root, Runs, id));
        return new(below, below, place, use, () => Holder, clock => new Ledger(beside, station, clock));
    }
}
