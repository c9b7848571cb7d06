using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Replay;

/// <summary>What a journal holds of each step, to be looked up whatever the order in which another definition asks.</summary>
internal sealed class RecordedWay
{
    private readonly Runbook recorded;
    private readonly Runbook edited;
    private readonly Dictionary<string, List<Entry>> byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, int Attempt), Entry> outcomes = [];
    private readonly Dictionary<string, string> named = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, string>> gone;

    /// <summary>The way of one run.</summary>
    /// <param name="recorded">The definition that it followed.</param>
    /// <param name="edited">The one that is asked about.</param>
    /// <param name="journal">Its entries.</param>
    internal RecordedWay(Runbook recorded, Runbook edited, IReadOnlyList<Entry> journal)
    {
        (this.recorded, this.edited, Entries) = (recorded, edited, journal);
        gone = new(Gone);
        var attempts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in journal.Where(static e => e.Fact.StepPath is not null))
        {
            Take(entry, attempts);
        }
    }

    /// <summary>All entries, in order.</summary>
    internal IReadOnlyList<Entry> Entries { get; }

    /// <summary>How the run ended; null when it has not.</summary>
    internal Entry? Finished => Entries.LastOrDefault(static e => e.Fact is RunFinished);

    /// <summary>Whether people departed from the runbook: then no definition alone says how the run went.</summary>
    internal bool HasDepartures => Entries.Any(static e => e.Fact is Deviation);

    /// <summary>Whether the run could come to a step of this path.</summary>
    internal bool Knows(string path) => recorded.Resolve(path) is not null;

    /// <summary>The first entry of a kind about a step, as the run called it; null when there is none.</summary>
    internal Entry? First<T>(string path)
        where T : Fact => All<T>(path).FirstOrDefault();

    /// <summary>All entries of a kind about a step, as the run called it.</summary>
    internal IEnumerable<Entry> All<T>(string path)
        where T : Fact => byPath.GetValueOrDefault(path)?.Where(static e => e.Fact is T) ?? [];

    /// <summary>What an attempt of an activity came to; null when that is not recorded.</summary>
    internal Entry? Outcome(string path, int attempt) => outcomes.GetValueOrDefault((path, attempt));

    /// <summary>What the run called a step: the same path, or where a step of the same id stood that is not there any more.</summary>
    internal string Named(string path)
    {
        if (!named.TryGetValue(path, out var name))
        {
            named[path] = name = Knows(path) ? path : gone.Value.GetValueOrDefault(Key(path), path);
        }

        return name;
    }

    // Where steps stood that the edited definition has not at that place; the first, where there are several.
    private Dictionary<string, string> Gone() =>
        byPath
            .Keys.Where(p => edited.Resolve(p) is null)
            .GroupBy(Key, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.First(), StringComparer.Ordinal);

    // A step of a loop's pass is the one of the same pass.
    private static string Key(string path)
    {
        var at = StepPath.Parse(path);
        return string.Join('/', at.Segments.Where(static s => s.Part == PathPart.Pass).Select(static s => s.Number).Append(at.Last.Number))
            + $"/{at.Last.Part}/{at.Last.Id}";
    }

    private void Take(Entry entry, Dictionary<string, int> attempts)
    {
        var path = entry.Fact.StepPath!;
        byPath.TryAdd(path, []);
        byPath[path].Add(entry);
        switch (entry.Fact)
        {
            case StepStarted started:
                attempts[path] = started.Attempt;
                break;
            case StepSucceeded:
                outcomes[(path, attempts.GetValueOrDefault(path, 1))] = entry;
                break;
            case StepFailed { Attempt: > 0 } failed:
                outcomes[(path, failed.Attempt)] = entry;
                break;
        }
    }
}
