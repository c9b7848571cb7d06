using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>The one pass over a journal.</summary>
internal sealed partial class RunFold(ReportSource source)
{
    private readonly CodeWords words = new(source.Messages);
    private readonly PlaceFinder places = new(source.Runbook);
    private readonly UndoFold undos = new(new(source.Messages));
    private readonly RunClock clock = new();
    private readonly Dictionary<string, StepFold> steps = new(StringComparer.Ordinal);
    private readonly List<StepFold> inOrder = [];

    /// <summary>Steps that are neither over nor yet to come; the only ones that an interruption has to visit.</summary>
    private readonly SortedDictionary<string, StepFold> open = new(StringComparer.Ordinal);
    private readonly List<ReportRoute> routes = [];
    private readonly List<ReportDeviation> deviations = [];
    private readonly List<ReportKnown> known = [];
    private readonly List<ReportRemark> remarks = [];
    private readonly List<ReportInterruption> interruptions = [];
    private readonly Dictionary<string, ReportSkip> skips = new(StringComparer.Ordinal);
    private readonly TeamNames teams = new();
    private RunStarted? started;
    private Entry? first;
    private Entry? last;
    private RunInterrupted? interrupted;
    private RunFinished? finished;

    // What the engine itself makes of the entries; null from the first one that does not fit (a damaged or foreign journal).
    private RunState? state = new(source.Runbook);
    private bool wasAtRest;
    private string boot = "";
    private long entries;
    private long seals;
    private int leaves;
    private int waits;

    internal void Apply(Entry entry)
    {
        var isStopped = interrupted is not null || entry.Fact is RunResumed;
        wasAtRest = entry.Fact is RunResumed && state is not null && RunStandings.IsAtRest(state);
        clock.Advance(entry, isStopped, wasAtRest || (waits > 0 && leaves == 0 && !undos.IsUndoing));
        Follow(entry);
        first ??= entry;
        var before = last ?? entry;
        last = entry;
        entries++;
        switch (entry.Fact)
        {
            case RunStarted fact:
                started ??= fact;
                boot = fact.Boot;
                break;
            case RunInterrupted fact:
                interrupted = fact;
                Stop(fact.Reason, entry.At, clock.Offset);
                break;
            case RunResumed fact:
                Resume(fact, before, entry);
                break;
            case RunFinished fact:
                finished = fact;
                break;
            case Sealed:
                seals++;
                break;
            case RouteTaken fact:
                Route(fact, entry.At);
                break;
            case Deviation fact:
                finished = fact.Kind == "retry" ? null : finished;
                deviations.Add(new(DeviationKind.Person, fact.Path, entry.At, fact.Kind, fact.By, fact.Reason, null, fact.Values));
                if (fact.Kind == "skip")
                {
                    skips[fact.Path] = new(fact.By, fact.Reason);
                    PassOver(fact.Path, entry.At);
                }

                break;
            case UndoStarted or UndoSucceeded or UndoFailed:
                Undo(entry);
                break;
            default:
                Step(entry);
                break;
        }
    }

    // It had begun; the planner has nothing more to say about it.
    private void PassOver(string path, DateTimeOffset at)
    {
        if (steps.TryGetValue(path, out var step))
        {
            open.Remove(path);
            step.SkippedBy(skips[path]);
            step.Skip(new StepSkipped(path, "deviation", Value.EmptyMap), at, clock.Offset);
            step.Take(new StepSkipped(path, "deviation", Value.EmptyMap), entries);
        }
    }

    private void Follow(Entry entry)
    {
        try
        {
            state?.Apply(entry);
        }
        catch (Exception error) when (error is InvalidDataException or CodedException)
        {
            state = null;
        }
    }

    private void Step(Entry entry)
    {
        var step = StepAt(entry.Fact.StepPath!);
        Count(step, -1);
        switch (entry.Fact)
        {
            case StepStarted fact:
                step.Start(fact, entry.At, clock.Offset);
                if (fact.Rerun)
                {
                    deviations.Add(new(DeviationKind.Rerun, fact.Path, entry.At, null, null, null, null, Value.Null));
                }

                break;
            case StepSucceeded fact:
                step.Succeed(fact, words, entry.At, clock.Offset);
                teams.Note(fact);
                Know(step, fact);
                Note(fact.Path, step.Remarks.TakeLast(fact.Remarks.Length), entry.At);
                break;
            case StepFailed fact:
                step.Fail(fact, words, entry.At, clock.Offset);
                break;
            case StepSkipped fact:
                if (fact.Condition == "deviation" && skips.TryGetValue(fact.Path, out var person))
                {
                    step.SkippedBy(person);
                }

                step.Skip(fact, entry.At, clock.Offset);
                break;
            case StepWaiting fact:
                step.Ask(fact, entry.At, clock.Offset);
                break;
            case PersonAnswered fact:
                step.Answer(fact, entry.At, clock.Offset, state?.Waiting.Any(w => w.Path == fact.Path) == true);
                break;
            case RetryScheduled fact:
                step.Retry(fact);
                break;
            case StepCheckpoint:
                step.Checkpoint();
                break;
            case StepReconciled fact:
                step.Found = fact.Found;
                break;
        }

        Count(step, +1);
        step.Take(entry.Fact, entries);

        // A frame that went on for long is over late: it keeps its values, or all in it would wait for them.
        if (step.Number > source.MostKept && !open.ContainsKey(step.Path) && inOrder.Count - step.Number <= source.MostKept)
        {
            step.Forget();
        }
    }

    // The descriptor says which outputs tell something of the machine: a report names no activity and no output.
    private void Know(StepFold step, StepSucceeded fact)
    {
        foreach (var output in step.Activity?.Outputs ?? [])
        {
            if (output.Meaning != Meaning.None && output.In(fact.Outputs) is { IsNull: false } value)
            {
                known.Add(new(fact.Path, output.Meaning, value.ToText()));
            }
        }
    }

    private void Note(string path, IEnumerable<ReportRemark> noted, DateTimeOffset at)
    {
        foreach (var remark in noted)
        {
            if (remark.IsDeviation)
            {
                deviations.Add(new(DeviationKind.Remark, path, at, null, null, null, remark.Code, Value.Null));
            }
            else
            {
                remarks.Add(remark);
            }
        }
    }

    private void Undo(Entry entry)
    {
        var step = StepAt(entry.Fact.StepPath!);
        switch (entry.Fact)
        {
            case UndoStarted fact:
                undos.Start(fact, step.Place, entry.At, clock.Offset);
                if (fact.Rerun)
                {
                    deviations.Add(new(DeviationKind.Rerun, fact.Path, entry.At, "undo", null, null, null, Value.Null));
                }

                break;
            case UndoSucceeded fact:
                undos.Succeed(fact, step.Place, entry.At, clock.Offset);
                Note(fact.Path, fact.Remarks.Select(r => words.Remark(step.Path, r, entry.At)), entry.At);
                step.Undo();
                break;
            case UndoFailed fact:
                undos.Fail(fact, entry.At, clock.Offset);
                break;
        }
    }

    private void Route(RouteTaken fact, DateTimeOffset at)
    {
        var route = new ReportRoute(fact.Path, fact.Taken.Word(), fact.Code, fact.Index < 0 ? null : fact.Index, fact.Team, at);
        routes.Add(route);
        if (fact.Path.Length > 0)
        {
            StepAt(fact.Path).Take(route);
        }
    }

    /// <summary>Notes a stop, and which steps it hit. A question to a person outlives it; frames around other steps go on later.</summary>
    private void Stop(string reason, DateTimeOffset at, long offset)
    {
        var hit = new List<string>();
        foreach (var step in open.Values.Where(static s => s.Standing == StepStanding.Running))
        {
            if (step.IsLeaf)
            {
                hit.Add(step.Path);
                step.Interrupt(offset);
            }
            else if (reason != "waiting")
            {
                step.Interrupt(offset);
            }
        }

        hit.AddRange(undos.Interrupt(offset));
        leaves = 0;
        interruptions.Add(new(reason, at, null, offset, 0, null, null, null, 0, null, [.. hit]));
    }

    private void Resume(RunResumed fact, Entry before, Entry entry)
    {
        // A process that ended while a person was asked, once the answer was in or with the run ended as it should.
        if ((wasAtRest || finished is not null) && interrupted is null && fact.TornBytes == 0)
        {
            boot = fact.Boot;
            return;
        }

        if (interrupted is null)
        {
            // Nothing was said: the process ended by itself. The time between lies before this entry, so it is taken from there.
            Stop("crash", before.At, clock.Offset - Gap(before.At, entry.At));
        }

        interruptions[^1] = interruptions[^1] with
        {
            ResumedAt = entry.At,
            StoppedFor = Gap(interruptions[^1].StoppedAt, entry.At),
            ResumedBy = fact.Operator,
            SameBoot = fact.Boot == boot,
            Program = fact.Program,
            TornBytes = fact.TornBytes,
            TornDigest = fact.TornDigest,
        };
        boot = fact.Boot;
        interrupted = null;
        foreach (var step in open.Values.Where(static s => !s.IsLeaf && s.Standing == StepStanding.Interrupted))
        {
            step.GoOn();
        }
    }

    private static long Gap(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (long)(to - from).TotalMilliseconds);

    private StepFold StepAt(string path)
    {
        if (!steps.TryGetValue(path, out var step))
        {
            step = new(path, inOrder.Count + 1, places.Find(path), clock.Offset);
            steps.Add(path, step);
            inOrder.Add(step);
        }

        return step;
    }

    /// <summary>Takes a step out of the sums before its entry is applied, and back in afterwards.</summary>
    private void Count(StepFold step, int by)
    {
        if (step.Standing is StepStanding.Running or StepStanding.Waiting or StepStanding.Interrupted)
        {
            waits += step.Standing == StepStanding.Waiting ? by : 0;
            leaves += step.Standing == StepStanding.Running && step.IsLeaf ? by : 0;
            if (by > 0)
            {
                open[step.Path] = step;
            }
            else
            {
                open.Remove(step.Path);
            }
        }
    }
}
