using OemRunbooks.Engine.Planning;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Replay;

/// <summary>Compares the way that a run took with the one that an edited definition would have taken, step by step.</summary>
/// <param name="edited">The edited definition.</param>
/// <param name="recorded">The way of the run.</param>
/// <param name="retraced">The other way.</param>
/// <param name="logic">The rules by which the run was decided.</param>
internal sealed class Ways(Runbook edited, RecordedWay recorded, Retracing retraced, long logic)
{
    private const int Most = 200;
    private readonly List<Difference> found = [];
    private readonly HashSet<string> met = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> routes = new(StringComparer.Ordinal);
    private long at = 1;

    /// <summary>Every difference, in the order of the run.</summary>
    internal IReadOnlyList<Difference> Compare()
    {
        foreach (var entry in retraced.Entries)
        {
            Compare(entry.Fact);
        }

        Moved();
        if (retraced.OpenAt is { } open)
        {
            Add("open", open, "", "", at);
        }

        Missing();
        return [.. found.OrderBy(static d => d.Seq).Take(Most)];
    }

    private void Compare(Fact fact)
    {
        switch (fact)
        {
            case StepStarted { Attempt: 1 } started:
                Started(started);
                break;
            case StepSkipped skipped:
                Skipped(skipped);
                break;
            case StepFailed { Attempt: 0 } failed when recorded.First<StepFailed>(recorded.Named(failed.Path)) is null:
                Add("other-outcome", failed.Path, Words.Of(failed), "", Met(failed.Path));
                break;
            case StepSucceeded done when recorded.First<StepSucceeded>(recorded.Named(done.Path)) is { } other:
                // What a crash left is a fact of that run alone.
                Fields("other-undoing", done with { Reconciled = ((StepSucceeded)other.Fact).Reconciled }, other);
                break;
            case RetryScheduled retry when recorded.All<RetryScheduled>(recorded.Named(retry.Path)).All(e => Attempt(e) != retry.Attempt):
                Add("other-route", retry.Path, Words.Of(new Decision.Retry(retry.Path, retry.Attempt, default)), "", Met(retry.Path));
                break;
            case RouteTaken route:
                Route(route);
                break;
            case UndoStarted undo:
                Undone(undo);
                break;
            case RunFinished finished:
                Ended(finished);
                break;
        }
    }

    private static int Attempt(Entry entry) => ((RetryScheduled)entry.Fact).Attempt;

    private void Started(StepStarted started)
    {
        var name = recorded.Named(started.Path);
        if (recorded.First<StepStarted>(name) is { } other)
        {
            at = other.Seq;
            met.Add(name);
            Fields(((StepStarted)other.Fact).Activity == started.Activity ? "other-inputs" : "other-activity", started, other);
        }
        else if (recorded.First<StepSkipped>(name) is { } skipped)
        {
            at = skipped.Seq;
            met.Add(name);
            Add("other-branch", started.Path, Words.Of(started), Words.Of(skipped.Fact), at);
        }
        else
        {
            Add(recorded.Knows(name) ? "now-reached" : "added", started.Path, Words.Of(started), "", at);
        }
    }

    private void Skipped(StepSkipped skipped)
    {
        var name = recorded.Named(skipped.Path);
        met.Add(name);
        if (recorded.First<StepStarted>(name) is { } started)
        {
            at = started.Seq;
            Add("other-branch", skipped.Path, Words.Of(skipped), Words.Of(started.Fact), at);
        }
        else if (recorded.First<StepSkipped>(name) is { } other)
        {
            at = other.Seq;
            Fields("other-condition", skipped, other);
        }
        else if (!recorded.Knows(name))
        {
            Add("added", skipped.Path, Words.Of(skipped), "", at);
        }
    }

    private void Route(RouteTaken route)
    {
        var name = recorded.Named(route.Path);
        var nth = routes[name] = routes.GetValueOrDefault(name) + 1;
        if (recorded.All<RouteTaken>(name).ElementAtOrDefault(nth - 1) is { } other)
        {
            at = other.Seq;
            Fields("other-route", route, other);
        }
        else
        {
            Add("other-route", route.Path, Words.Of(route), "", at);
        }
    }

    private void Undone(UndoStarted undo)
    {
        var name = recorded.Named(undo.Path);
        met.Add("undo " + name);
        if (recorded.First<UndoStarted>(name) is { } other)
        {
            at = other.Seq;
            Fields("other-undoing", undo, other);
        }
        else
        {
            Add("other-route", undo.Path, Words.Of(undo), "", at);
        }
    }

    private void Ended(RunFinished finished)
    {
        if (recorded.Finished is { } other)
        {
            at = other.Seq;
            Fields("other-outcome", finished, other);
        }
    }

    // The order of the steps that both ways have: the fewest that must have been moved for the one to become the other.
    private void Moved()
    {
        var both = retraced
            .Entries.Select(static e => e.Fact)
            .OfType<StepStarted>()
            .Where(static s => s.Attempt == 1)
            .Select(s => (s.Path, Entry: recorded.First<StepStarted>(recorded.Named(s.Path))))
            .Where(static s => s.Entry is not null)
            .ToList();
        var kept = LongestRise.Of([.. both.Select(static s => s.Entry!.Seq)]);
        var then = both.OrderBy(static s => s.Entry!.Seq).ToList();
        var places = then.Select(static (s, i) => (s.Path, i)).ToDictionary(static p => p.Path, static p => p.i, StringComparer.Ordinal);
        for (var i = 0; i < both.Count; i++)
        {
            var (path, entry) = both[i];
            if (!kept.Contains(i) || entry!.Fact.StepPath != path)
            {
                var old = places[path] > 0 ? then[places[path] - 1].Path : "";
                Add("moved", path, i > 0 ? both[i - 1].Path : "", old, entry!.Seq);
            }
        }
    }

    // What the run had and the other way comes to nowhere; what lies in such a block is told with it.
    private void Missing()
    {
        foreach (var entry in recorded.Entries.Where(static e => e.Fact is StepStarted { Attempt: 1, Rerun: false }))
        {
            var path = entry.Fact.StepPath!;
            var isGone = !met.Contains(path) && edited.Resolve(path) is null;
            if (isGone || (retraced.IsWhole && !met.Contains(path)))
            {
                Add(isGone ? "removed" : "not-reached", path, "", Words.Of(entry.Fact), entry.Seq);
            }
        }

        foreach (
            var entry in recorded.Entries.Where(e => e.Fact is UndoStarted && retraced.IsWhole && !met.Contains("undo " + e.Fact.StepPath))
        )
        {
            Add("other-route", entry.Fact.StepPath!, "", Words.Of(entry.Fact), entry.Seq);
        }
    }

    private void Fields(string kind, Fact prescribed, Entry entry)
    {
        var renamed = Renamed(Additions.Without(edited, prescribed, entry.Fact), entry.Fact.StepPath);
        if (Matching.Difference(renamed, entry.Fact, logic) is { } other)
        {
            Add(kind, prescribed.StepPath ?? "", other.Expected, other.Found, entry.Seq, other.Field);
        }
    }

    private static Fact Renamed(Fact fact, string? path) =>
        fact switch
        {
            StepStarted started => started with { Path = path! },
            StepSkipped skipped => skipped with { Path = path! },
            StepSucceeded done => done with { Path = path! },
            RouteTaken route => route with { Path = path! },
            UndoStarted undo => undo with { Path = path! },
            _ => fact,
        };

    private long Met(string path) => recorded.First<StepStarted>(recorded.Named(path))?.Seq ?? at;

    // The passes of a loop differ alike: told once. So is what lies in a block that is there, or is reached, in one way alone.
    private void Add(string kind, string path, string expected, string recordedAs, long seq, string what = "decision")
    {
        var place = path.Length == 0 ? StepPath.Root : StepPath.Parse(path).WithoutPasses;
        var isPresence = kind is "added" or "removed" or "not-reached" or "now-reached" or "other-branch";
        if (
            !told.Add($"{kind} {place} {what}")
            || (isPresence && place.Ancestors.Any(a => whole.Contains(a.ToString())))
            || (kind == "moved" && place.Ancestors.Any(a => told.Contains($"{kind} {a} {what}")))
        )
        {
            return;
        }

        if (isPresence)
        {
            whole.Add(place.ToString());
        }

        found.Add(new(seq, path.Length == 0 ? null : path, what, expected, recordedAs, edited.Resolve(path)) { Kind = kind });
    }
}
