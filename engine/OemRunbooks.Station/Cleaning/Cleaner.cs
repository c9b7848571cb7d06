using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Cleaning;

/// <summary>Finds and removes what runs left on a station and nobody needs any more.</summary>
/// <remarks>
/// The rules: only what bears the name of a run of this station, or what this program's unfinished writes are called; never what a run that
/// is not over needs, nor the newest former things of each place, by which the newest runs can still be undone; never a journal, a seal, a
/// definition or the ledger; no link is followed, and none is removed. Source: cli.md, "Added".
/// </remarks>
/// <param name="work">The station.</param>
/// <param name="keep">How many runs of each place keep their former things.</param>
/// <param name="days">For how many days reports and evidence are kept.</param>
public sealed partial class Cleaner(Workplace work, int keep, int days)
{
    /// <summary>Where files lie that somebody sent and no answer has taken yet.</summary>
    public const string Uploads = OwnRoom + "/uploads";

    private const string OwnRoom = "var/runbook";
    private static readonly TimeSpan Answering = TimeSpan.FromDays(1);
    private const int Deepest = 40;
    private readonly IDisk disk = work.Station.Disk;

    /// <summary>What is no longer needed, in order of kind and path.</summary>
    public IReadOnlyList<Litter> Find()
    {
        var runs = new KnownRuns(work);
        var found = new List<Found>();
        Look(work.Station.Root, runs, found, 0);
        var kept = found
            .Where(static f => f.Kind is LitterKind.Former or LitterKind.SetAside)
            .GroupBy(static f => (f.Kind, f.Place))
            .SelectMany(Newest)
            .ToHashSet();
        return
        [
            .. found
                .Where(f => !kept.Contains(f) && !(f.Run is { } run && runs.IsNeeded(run.Id)))
                .Select(f => new Litter(f.Kind, work.Station.Relative(f.Path), Size(f.Path), f.Run?.Id))
                .Concat(Unanswered())
                .Concat(runs.All.Where(r => !runs.IsNeeded(r.Id)).SelectMany(Past))
                .OrderBy(static l => l.Kind)
                .ThenBy(static l => l.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Removes what is no longer needed; nobody else is at the station meanwhile.</summary>
    /// <returns>What was found; with a problem, what is still there.</returns>
    /// <exception cref="CodedException"><c>station.locked</c></exception>
    public IReadOnlyList<Litter> Remove()
    {
        using var held = work.Store.Lock(TimeProvider.System);
        return [.. Find().Select(Removed)];
    }

    private Litter Removed(Litter litter)
    {
        try
        {
            disk.Remove(Path.Combine(work.Station.Root, litter.Path));
            return litter;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return litter with { Problem = Failures.From(error) };
        }
    }

    private IEnumerable<Found> Newest(IEnumerable<Found> ofPlace) =>
        ofPlace
            .GroupBy(static f => f.Run!)
            .OrderByDescending(static g => g.Key.Began)
            .ThenByDescending(static g => g.Key.Id, StringComparer.Ordinal)
            .Take(keep)
            .SelectMany(static g => g);

    private void Look(string directory, KnownRuns runs, List<Found> found, int depth)
    {
        foreach (var (path, kind) in Items(directory))
        {
            if (Judge(path, kind, runs) is { } litter)
            {
                found.Add(litter);
            }
            else if (kind == ItemKind.Directory && depth < Deepest && work.Station.Relative(path) != OwnRoom)
            {
                Look(path, runs, found, depth + 1);
            }
        }
    }

    // Of what can't be looked into nothing is removed. A link is a link, also one that somebody wants.
    private List<(string Path, ItemKind Kind)> Items(string directory)
    {
        try
        {
            return
            [
                .. disk.List(directory)
                    .Where(p => disk.LinkTarget(p) is null)
                    .Select(p => (p, disk.Look(p, follows: false)?.Kind ?? ItemKind.Special))
                    .Where(static i => i.Item2 is ItemKind.File or ItemKind.Directory),
            ];
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return [];
        }
    }

    private static Found? Judge(string path, ItemKind kind, KnownRuns runs)
    {
        var name = Path.GetFileName(path);
        if (kind == ItemKind.File && Temporary().IsMatch(name))
        {
            return new(LitterKind.Leftover, path, path, null);
        }

        if (Suffixed().Match(name) is not { Success: true } match || runs.Of(match.Groups["run"].Value) is not { } run)
        {
            return null;
        }

        var litter = match.Groups["kind"].Value switch
        {
            "staging" or "restoring" => LitterKind.Leftover,
            "failed" => LitterKind.SetAside,
            _ => LitterKind.Former,
        };
        return new(litter, path, Path.Combine(Durable.ParentOf(path), match.Groups["place"].Value), run);
    }

    // Who is still about to answer has sent his file a while ago.
    private IEnumerable<Litter> Unanswered()
    {
        var before = TimeProvider.System.GetUtcNow() - Answering;
        return Items(Path.Combine(work.Station.Root, Uploads))
            .Where(i => i.Kind == ItemKind.File && disk.Look(i.Path, follows: false) is { } item && item.Written < before)
            .Select(i => new Litter(LitterKind.Leftover, work.Station.Relative(i.Path), Size(i.Path), null));
    }

    private IEnumerable<Litter> Past(KnownRun run)
    {
        if (TimeProvider.System.GetUtcNow() - run.Written < TimeSpan.FromDays(days))
        {
            yield break;
        }

        foreach (var (path, kind) in Items(run.Root))
        {
            var name = Path.GetFileName(path);
            if (kind == ItemKind.File && Report().IsMatch(name))
            {
                yield return new(LitterKind.Report, work.Station.Relative(path), Size(path), run.Id);
            }
            else if (kind == ItemKind.Directory && name == "evidence")
            {
                yield return new(LitterKind.Evidence, work.Station.Relative(path), Size(path), run.Id);
            }
        }
    }

    private long Size(string path) =>
        disk.Look(path, follows: false) is not { } item ? 0
        : item.Kind == ItemKind.Directory ? disk.Walk(path).Where(static e => e.IsFile).Sum(static e => e.Item.Length)
        : item.Length;

    private sealed record Found(LitterKind Kind, string Path, string Place, KnownRun? Run);

    [GeneratedRegex(@"\A\..+\.[0-9a-f]{12}\.tmp\z", RegexOptions.CultureInvariant)]
    private static partial Regex Temporary();

    [GeneratedRegex(
        @"\A(?<place>.+)\.(?<kind>previous|former|failed|staging|restoring)-(?<run>[A-Za-z0-9_-]+)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Suffixed();

    [GeneratedRegex(@"\Areport\.(json|((customer|protocol)\.)?(pl|en)\.(html|md))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Report();
}
