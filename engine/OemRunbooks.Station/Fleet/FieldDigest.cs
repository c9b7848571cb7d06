using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Station.Fleet;

/// <summary>A run of some station, as a digest takes it.</summary>
/// <param name="Station">Tells stations apart; it is counted and not kept.</param>
/// <param name="Entries">Its journal; read once.</param>
public sealed record FieldRun(string Station, IEnumerable<Entry> Entries)
{
    /// <summary>A run in its store.</summary>
    public static FieldRun Of(string station, StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(station, run.Read());
    }
}

/// <summary>What the runs of many stations tell of runbooks and their steps: numbers and codes, no names, values or people.</summary>
/// <remarks>Source: docs/en/reference/field-digest.md.</remarks>
public sealed record FieldDigest
{
    /// <summary>What a file with one is called.</summary>
    public const string FileName = "field.digest.json";

    /// <summary>The most bytes of such a file.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>The most of anything that is counted: enough for every fleet, and sums of some stay exact.</summary>
    internal const long MostCounted = 1_000_000_000_000;

    /// <summary>Of nothing.</summary>
    public static FieldDigest Empty { get; } = new();

    /// <summary>The day of the oldest entry (UTC); null when there is no run.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day of the newest entry (UTC); null when there is no run.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The number of stations.</summary>
    public long Stations { get; init; }

    /// <summary>The number of runs that could not be read, and so count nowhere.</summary>
    public long Unread { get; init; }

    /// <summary>The runbooks, by id.</summary>
    public ImmutableSortedDictionary<string, FieldRunbook> Runbooks { get; init; } =
        ImmutableSortedDictionary.Create<string, FieldRunbook>(StringComparer.Ordinal);

    /// <summary>Folds runs, in whatever order; one that comes twice counts once, as its longer copy says.</summary>
    /// <remarks>Memory grows with runbooks, ids and open runs, not with what ran to its end.</remarks>
    public static FieldDigest Of(IEnumerable<FieldRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var fold = new FieldFold();
        foreach (var run in runs)
        {
            fold.Take(run);
        }

        return fold.Finish();
    }

    /// <summary>Adds digests up that have no run in common; a station that stands in several counts once for each.</summary>
    public static FieldDigest Merge(params IEnumerable<FieldDigest> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        var tally = new FieldTally();
        foreach (var digest in digests)
        {
            tally.Add(digest);
        }

        return tally.Finish();
    }

    /// <summary>Reads a file that anybody may have written.</summary>
    /// <exception cref="CodedException">
    /// <c>field-digest.malformed</c>, <c>field-digest.unknown-form</c>, <c>file.too-large</c>, <c>file.missing</c> …
    /// </exception>
    public static FieldDigest Read(IDisk disk, string path)
    {
        ArgumentNullException.ThrowIfNull(disk);
        try
        {
            return new FieldReader(path).Read(disk.ReadAll(path, MostBytes));
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            throw new CodedException(Failures.From(error));
        }
    }

    /// <summary>The file's bytes: canonical JSON, the same for the same runs.</summary>
    public byte[] ToBytes() => [.. CanonicalJson.Bytes(FieldJson.Of(this)), (byte)'\n'];
}
