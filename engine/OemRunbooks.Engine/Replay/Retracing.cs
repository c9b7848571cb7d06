using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Replay;

/// <summary>Goes the whole way that an edited definition would have gone with what activities and people answered in a run.</summary>
/// <remarks>
/// The planner decides as in any run; what it waits for is what the journal says of that step. A step that the run did not have succeeds
/// with nothing to say. Where nobody knows an answer, the way ends: <see cref="OpenAt"/>.
/// </remarks>
internal sealed class Retracing
{
    private const int MostEntries = 400_000;
    private readonly RecordedWay recorded;
    private readonly RunState state;
    private readonly List<Entry> made = [];
    private readonly HashSet<string> assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> answered = new(StringComparer.Ordinal);
    private DateTimeOffset now;

    internal Retracing(Runbook edited, RecordedWay recorded)
    {
        (this.recorded, state) = (recorded, new RunState(edited));
        now = recorded.Entries[0].At;
    }

    /// <summary>The entries that the way would have made.</summary>
    internal IReadOnlyList<Entry> Entries => made;

    /// <summary>The step beyond which nobody knows; null when the way leads to the run's end, or as far as the run got.</summary>
    internal string? OpenAt { get; private set; }

    /// <summary>Whether the way leads to the end of the run.</summary>
    internal bool IsWhole => state.Finished is not null;

    /// <summary>Goes it.</summary>
    internal void Run()
    {
        Apply(recorded.Entries[0].Fact);
        while (made.Count < MostEntries && Next(Planner.Next(state))) { }
    }

    private bool Next(Decision decision)
    {
        switch (decision)
        {
            case Decision.Record record:
                return Decide(record.Fact);
            case Decision.Execute execute:
                return Decide(execute.Fact);
            case Decision.Retry retry:
                return Apply(new RetryScheduled(retry.Path, retry.Attempt, (long)retry.Delay.TotalMilliseconds, now));
            case Decision.Undo undo:
                return Apply(undo.Fact);
            case Decision.Wait wait:
                return Supply(wait);
            default:
                return false;
        }
    }

    // What hangs on an answer that nobody gave is not known.
    private bool Decide(Fact fact)
    {
        if (fact is StepStarted or StepSkipped or StepFailed { Attempt: 0 } && ReadsAssumed(fact.StepPath!))
        {
            OpenAt = fact.StepPath;
            return false;
        }

        return Apply(fact);
    }

    private bool ReadsAssumed(string path) =>
        assumed.Count > 0
        && state.Runbook.Resolve(path) is { } place
        && place.Step.Templates().SelectMany(static t => t.Expressions).SelectMany(static e => e.References).Any(IsAssumed);

    private bool IsAssumed(Language.Expressions.Reference reference) =>
        reference is { Root: "steps", Path: [var id, "outputs", ..] } && assumed.Contains(id);

    private bool Supply(Decision.Wait wait)
    {
        if (!wait.InFlight.IsEmpty)
        {
            // As the run had it, so far as it had them: side by side, what came first comes first.
            return Return(wait.InFlight.MinBy(p => Returned(p)?.Seq ?? long.MaxValue)!);
        }

        if (!wait.Delayed.IsEmpty)
        {
            return Next(Planner.Begin(state, wait.Delayed[0].Path));
        }

        return !wait.People.IsEmpty && Answer(wait.People[0]);
    }

    private Entry? Returned(string path)
    {
        var name = recorded.Named(path);
        return state.IsUndoing(path)
            ? recorded.First<UndoSucceeded>(name) ?? recorded.First<UndoFailed>(name)
            : recorded.Outcome(name, state.Find(path)!.Attempt);
    }

    private bool Return(string path)
    {
        var entry = Returned(path);
        if (state.IsUndoing(path))
        {
            return Apply(
                entry?.Fact switch
                {
                    UndoFailed failed => failed with { Path = path },
                    UndoSucceeded done => done with { Path = path },
                    _ => new UndoSucceeded(path, Value.EmptyMap),
                },
                entry
            );
        }

        return entry is null ? Assume(path) : Apply(Planner.Completed(state, path, OutcomeOf(entry.Fact), reconciled: false), entry);
    }

    private static Outcome OutcomeOf(Fact fact) =>
        fact is StepSucceeded done
            ? Outcome.Done(done.Outputs) with
            {
                Artefacts = done.Artefacts,
                Remarks = done.Remarks,
            }
            : Outcome.Failed(((StepFailed)fact).Failure) with
            {
                Artefacts = ((StepFailed)fact).Artefacts,
            };

    // Of a step that the run did not have, at least that it does its work; of another attempt, nothing.
    private bool Assume(string path)
    {
        var name = recorded.Named(path);
        if (recorded.First<StepStarted>(name) is not null)
        {
            OpenAt = recorded.Finished is null ? null : path;
            return false;
        }

        assumed.Add(StepPath.Parse(path).Last.Id);
        return Apply(Planner.Completed(state, path, Outcome.Done(), reconciled: false));
    }

    private bool Answer(string path)
    {
        var nth = answered.GetValueOrDefault(path);
        if (recorded.All<PersonAnswered>(recorded.Named(path)).ElementAtOrDefault(nth) is not { } entry)
        {
            OpenAt = recorded.Finished is null ? null : path;
            return false;
        }

        answered[path] = nth + 1;
        return Apply(((PersonAnswered)entry.Fact) with { Path = path }, entry);
    }

    private bool Apply(Fact fact, Entry? when = null)
    {
        now = when is not null && when.At > now ? when.At : now;
        var entry = new Entry(made.Count + 1, now, 0, fact);
        try
        {
            state.Apply(entry);
        }
        catch (InvalidDataException)
        {
            OpenAt = fact.StepPath;
            return false;
        }

        made.Add(entry);
        return true;
    }
}
