using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.House.Journals;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using Xunit;

namespace OemRunbooks.House.States;

/// <summary>
/// What the tables of states say is what recorded runs did, and nothing else is taken in. Source: architecture.md, "Rules that stay".
/// </summary>
public sealed class StateLaw(GoldenStations stations) : IClassFixture<GoldenStations>
{
    [Fact]
    public void Every_step_of_every_recorded_run_is_a_row_and_every_row_is_met()
    {
        var met = new SortedSet<string>(StringComparer.Ordinal);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (runbook, entries) in Recorded())
        {
            var state = new RunState(runbook);
            foreach (var entry in entries)
            {
                var watch = StateTables.Watch(state, entry.Fact);
                var (on, from) = (StateTables.RowOf(entry.Fact), watch());
                state.Apply(entry);
                met.Add($"{on}: {from}");
                var row = Rows.Single(r => r.On == on && r.From.Contains(from));
                if (!(row.To.IsEmpty ? from == watch() : row.To.Contains(watch())))
                {
                    wrong.Add($"{on}: {from} → {watch()}");
                }
            }
        }

        Assert.Equal("", string.Join('\n', wrong));
        var never = Rows.SelectMany(static r => r.From.Select(f => $"{r.On}: {f}")).Except(met);
        var told = string.Join("\n", never.Order(StringComparer.Ordinal));
        Assert.True(told == string.Join("\n", Unmet), told);
    }

    [Fact]
    public void What_no_row_allows_is_refused_and_changes_nothing()
    {
        var taken = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (runbook, entries) in Recorded().Where(static (_, i) => i % 5 == 0))
        {
            var state = new RunState(runbook);
            foreach (var entry in entries)
            {
                foreach (var forged in Forged(entry, state))
                {
                    var on = StateTables.RowOf(forged);
                    var from = StateTables.Watch(state, forged)();
                    if (Rows.Any(r => r.On == on && r.From.Contains(from)))
                    {
                        continue;
                    }

                    var seq = state.Seq;
                    if (Record.Exception(() => state.Apply(entry with { Fact = forged })) is not InvalidDataException || state.Seq != seq)
                    {
                        taken.Add($"{on}: {from}");
                    }
                }

                state.Apply(entry);
            }
        }

        Assert.Equal("", string.Join('\n', taken));
    }

    // What no run of 0.1 came to: a stop or a person's word at an odd moment, and what later logic journals.
    private static readonly string[] Unmet =
    [
        "deviation edit: ending",
        "deviation edit: escalating",
        "deviation edit: finally",
        "deviation edit: rolling-back",
        "deviation edit: telling-team",
        "deviation edit: undoing",
        "deviation repeat: interrupted-asked",
        "deviation retry: finished",
        "deviation skip: interrupted-asked",
        "deviation skip: running",
        "retry.scheduled: running",
        "run.interrupted: ending",
        "run.interrupted: escalating",
        "run.interrupted: finally",
        "run.interrupted: rolling-back",
        "run.interrupted: telling-team",
        "run.interrupted: undoing",
        "run.resumed: escalating",
        "run.resumed: finished",
        "run.resumed: telling-team",
        "sealed: escalating",
        "sealed: telling-team",
        "step.checkpoint: interrupted",
        "step.failed: retry-pending",
        "step.reconciled: interrupted",
    ];

    private static IEnumerable<StateTransition> Rows => StateTables.Run.Concat(StateTables.Step);

    private IEnumerable<(Runbook Runbook, IReadOnlyList<Entry> Entries)> Recorded() =>
        stations
            .Releases.SelectMany(static r => r.Stations)
            .SelectMany(GoldenJournals.Runs)
            .Select(Verdicts.Read)
            .OfType<(Runbook, IReadOnlyList<Entry>)>();

    private static IEnumerable<Fact> Forged(Entry entry, RunState state)
    {
        var path = entry.Fact.StepPath ?? state.InFlight.FirstOrDefault() ?? "nowhere";
        var failure = Failure.Of("step.timeout");
        return
        [
            new RunInterrupted("signal"),
            new RunFinished(RunOutcome.Succeeded, null, null, null, 0, 0, Value.EmptyMap),
            new StepStarted(path, 1, null, Value.EmptyMap, Rerun: false, Value.Null),
            new StepCheckpoint(path, Value.EmptyMap),
            new StepReconciled(path, Finding.NotBegun),
            new StepSucceeded(path, Value.EmptyMap, [], [], null, Reconciled: false),
            new StepFailed(path, 1, failure, null, null, []),
            new StepSkipped(path, "false", Value.EmptyMap),
            new StepWaiting(path, "confirm", Value.EmptyMap, null),
            new PersonAnswered(path, "anna", "en", "", Accepted: true, Value.EmptyMap, null, "terminal"),
            new RetryScheduled(path, 2, 1, entry.At),
            new RouteTaken(path, Route.Catch, failure.Code, 0, null),
            new RouteTaken(path, Route.Abort, failure.Code, -1, null),
            new RouteTaken("", Route.Escalation, failure.Code, 0, "l3"),
            new UndoStarted(path, "backup.restore", Value.EmptyMap, Rerun: false),
            new UndoSucceeded(path, Value.EmptyMap),
            new UndoFailed(path, failure),
            new Deviation(path, "repeat", "anna", "because", Value.Null),
        ];
    }
}
