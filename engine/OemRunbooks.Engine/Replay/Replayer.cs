using System.Collections.Immutable;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Replay;

/// <summary>Where a recorded run and what a definition prescribes part.</summary>
/// <param name="Seq">The entry.</param>
/// <param name="Step">The step that it is about, or null.</param>
/// <param name="What">What differs: <c>decision</c>, or a field of it.</param>
/// <param name="Expected">What the definition prescribes.</param>
/// <param name="Found">What was recorded.</param>
/// <param name="Place">Where the prescribed step stands, or null.</param>
public sealed record Difference(long Seq, string? Step, string What, string Expected, string Found, StepPlace? Place)
{
    /// <summary>
    /// How the ways differ there: <c>moved</c>, <c>added</c>, <c>removed</c>, <c>other-inputs</c>, <c>other-activity</c>,
    /// <c>other-branch</c>, <c>other-condition</c>, <c>other-route</c>, <c>other-undoing</c>, <c>other-outcome</c>,
    /// <c>now-reached</c>, <c>not-reached</c>, or <c>open</c> where nobody knows how it would have gone on; empty when it was not asked.
    /// </summary>
    public string Kind { get; init; } = "";
}

/// <summary>What a replay came to.</summary>
/// <param name="Entries">How many entries were replayed.</param>
/// <param name="Decisions">How many of them the planner had to prescribe, and did.</param>
/// <param name="Difference">The first difference; null when there is none.</param>
public sealed record ReplayResult(long Entries, long Decisions, Difference? Difference)
{
    /// <summary>How often people departed from the runbook.</summary>
    public long Departures { get; init; }

    /// <summary>Every difference, in the order of the run; empty when they were not asked for.</summary>
    public ImmutableArray<Difference> All { get; init; } = [];
}

/// <summary>Feeds recorded facts to a fresh planner and compares each decision with the recorded one.</summary>
/// <remarks>
/// Touches nothing and calls no activity. Facts are what the planner can't know (what activities and people answered, when, what a resume
/// found);
/// all else must be what it prescribes. The same with an edited definition tells where that one would have gone another way. Source:
/// journal.md, "Replay".
/// </remarks>
public sealed class Replayer(Runbook runbook)
{
    private readonly RunState state = new(runbook);
    private long entries;
    private long decisions;
    private bool takesAdditions;

    /// <summary>Asks what an edited definition would have done: where the ways part first, and all that is different on the way.</summary>
    /// <param name="edited">The edited definition.</param>
    /// <param name="recorded">The one that the run followed.</param>
    /// <param name="journal">The run's entries.</param>
    /// <exception cref="InvalidDataException">The entries are no journal of a run.</exception>
    public static ReplayResult Against(Runbook edited, Runbook recorded, IReadOnlyList<Entry> journal)
    {
        var result = new Replayer(edited) { takesAdditions = true }.Run(journal);
        return result.Difference is { } first && journal is [{ Fact: RunStarted started }, ..]
            ? result with
            {
                All = AllOf(edited, new RecordedWay(recorded, edited, journal), started.Logic, first),
            }
            : result;
    }

    // Where people departed from the runbook, its planner alone does not say how the run would have gone on.
    private static ImmutableArray<Difference> AllOf(Runbook edited, RecordedWay recorded, long logic, Difference first)
    {
        if (recorded.HasDepartures)
        {
            return [first with { Kind = "open" }];
        }

        var retraced = new Retracing(edited, recorded);
        retraced.Run();
        var all = new Ways(edited, recorded, retraced, logic).Compare();
        return all.Count > 0 ? [.. all] : [first with { Kind = "other-route" }];
    }

    /// <summary>Replays a journal.</summary>
    /// <exception cref="InvalidDataException">The entries are no journal of a run.</exception>
    public ReplayResult Run(IEnumerable<Entry> journal)
    {
        foreach (var entry in journal)
        {
            var followed = entry;
            if (entry.Fact is not RunStarted && Compare(entry, ref followed) is { } difference)
            {
                return new(entries, decisions, difference);
            }

            try
            {
                state.Apply(followed);
            }
            catch (InvalidDataException) when (entries > 0)
            {
                // Under another definition a recorded fact can be about a step that is not there.
                var wanted = Planner.Next(state);
                return new(entries, decisions, Differ(entry, "decision", Words.Of(wanted), Words.Of(entry.Fact), PlaceOf(wanted)));
            }

            entries++;
        }

        return new(entries, decisions, null) { Departures = state.Departures };
    }

    private Difference? Compare(Entry entry, ref Entry applied)
    {
        var fact = entry.Fact;
        if (fact is RunInterrupted or RunResumed or StepCheckpoint or StepReconciled or PersonAnswered or Deviation or Sealed)
        {
            return null;
        }

        // What comes back from work comes whenever it is there, whatever the planner would do next.
        if (IsOutcome(fact))
        {
            return Undoing(fact);
        }

        if (fact is UndoSucceeded or UndoFailed && state.IsUndoing(fact.StepPath!))
        {
            return null;
        }

        // By the first logic so did what a look at the world found: nothing begun, hence from the start.
        // While it looked, others may have ended.
        if (
            !Logic.ReconciledFact(state.Logic)
            && fact is StepStarted { Rerun: true } again
            && state.Find(again.Path) is { State: LiveState.Interrupted, Step.Interrupted: Interruption.Verify } found
        )
        {
            decisions++;
            var rerun = new StepStarted(found.Path, found.Attempt, found.Step.Activity!.Name, found.Inputs, Rerun: true, Value.Null);
            return Matching.Difference(rerun, fact, state.Logic) is { } other
                ? Differ(entry, other.Field, other.Expected, other.Found, runbook.Resolve(found.At))
                : null;
        }

        var decision = Planner.Next(state);
        if (Prescribed(decision, fact) is not { } prescribed)
        {
            return IsReplacement(fact) ? null : Differ(entry, "decision", Words.Of(decision), Words.Of(fact), PlaceOf(decision));
        }

        decisions++;
        if (takesAdditions && Additions.Without(runbook, prescribed, fact) is var known && known != prescribed)
        {
            applied = entry with { Fact = prescribed };
            prescribed = known;
        }

        return Matching.Difference(prescribed, fact, state.Logic) is { } what
            ? Differ(entry, what.Field, what.Expected, what.Found, PlaceOf(decision))
            : null;
    }

    /// <summary>
    /// What the planner wants journalled at this place, if the fact is an answer to that; null when the fact is not the planner's to
    /// decide.
    /// </summary>
    private Fact? Prescribed(Decision decision, Fact fact) =>
        decision switch
        {
            _ when IsReplacement(fact) => null,
            Decision.Record record => record.Fact,
            Decision.Execute execute => execute.Fact,
            Decision.Undo undo => undo.Fact,
            Decision.Retry retry when fact is RetryScheduled scheduled => new RetryScheduled(
                retry.Path,
                retry.Attempt,
                (long)retry.Delay.TotalMilliseconds,
                scheduled.Until
            ),
            Decision.Wait wait when fact is StepStarted begun && wait.Delayed.Any(d => d.Path == begun.Path) => Planner.Begin(
                state,
                begun.Path
            ) switch
            {
                Decision.Execute execute => execute.Fact,
                Decision.Record record => record.Fact,
                _ => null,
            },
            _ => null,
        };

    // The outcome of work that was going on, or what an interrupted one was found to be.
    private bool IsOutcome(Fact fact) =>
        fact is StepSucceeded or StepFailed
        && state.Find(fact.StepPath!) is { Waiting: null, Step: { Kind: StepKind.Action, Activity.Role: ActivityRole.Work } } node
        && (node.State == LiveState.Running || (node.State == LiveState.Interrupted && IsLooksOutcome(node, fact)));

    // A look that found something gives the outcome with it; one that failed gives a failure alone.
    private bool IsLooksOutcome(LiveStep node, Fact fact) =>
        !Logic.ReconciledFact(state.Logic)
        || (state.IsLookedAt(node) && (node.Found is Finding.Done or Finding.HalfDone || (node.Found is null && fact is StepFailed)));

    // An entry that would have been too large was replaced by the step's failure: the runner's doing, told by its code.
    private static bool IsReplacement(Fact fact) =>
        fact is StepFailed { Failure.Code: Codes.StepOutputTooLarge or Codes.StepOutputMalformed };

    // How a step is undone is resolved when it completes: the planner's part in a fact that is the activity's.
    private Difference? Undoing(Fact fact)
    {
        if (fact is not StepSucceeded done || state.Find(done.Path) is null)
        {
            return null;
        }

        var prescribed = Planner.Completed(
            state,
            done.Path,
            Outcome.Done(done.Outputs) with
            {
                Artefacts = done.Artefacts,
                Remarks = done.Remarks,
            },
            Reconciled(done)
        );
        return Matching.Difference(prescribed, fact, state.Logic) is { } what
            ? new(entries + 1, done.Path, what.Field, what.Expected, what.Found, runbook.Resolve(done.Path))
            : null;
    }

    private bool Reconciled(StepSucceeded done) =>
        state.Find(done.Path) is { } node && state.IsLookedAt(node) ? node.Found is not null : done.Reconciled;

    private static Difference Differ(Entry entry, string what, string expected, string found, StepPlace? place) =>
        new(entry.Seq, entry.Fact.StepPath, what, expected, found, place);

    // What a call leads into stands in the called runbook's text; so does the rule by which that one escalates.
    private StepPlace? PlaceOf(Decision decision) =>
        decision switch
        {
            Decision.Execute execute => runbook.Resolve(execute.Fact.Path),
            Decision.Reconcile reconcile => runbook.Resolve(reconcile.Path),
            Decision.Record { Fact: RouteTaken { Taken: Route.Escalation } rule } => runbook.Resolve(
                StepPath.Parse(rule.Path).Escalation(rule.Index)
            ),
            Decision.Record record => runbook.Resolve(record.Fact.StepPath),
            Decision.Retry retry => runbook.Resolve(retry.Path),
            Decision.Undo undo => runbook.Resolve(undo.Fact.Path),
            _ => null,
        };
}
