using System.Collections.Frozen;
using System.Collections.Immutable;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Something that came otherwise than a scenario expects.</summary>
/// <param name="Span">Where the scenario says what it expects.</param>
/// <param name="Code">The stable code, <c>scenario.*</c>.</param>
/// <param name="Arguments">What the words name, <c>expected</c> and <c>found</c> among them.</param>
public sealed record Mismatch(Span Span, string Code, Value Arguments);

/// <summary>What came of one scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Mismatches">What differs, by place; empty when the test passes.</param>
/// <param name="Path">The steps that ran, in order of start, as a scenario writes them.</param>
/// <param name="Outcome">The run's outcome, or <c>waiting</c>.</param>
public sealed record ScenarioResult(Scenario Scenario, ImmutableArray<Mismatch> Mismatches, ImmutableArray<string> Path, string Outcome)
{
    /// <summary>Whether all came as expected.</summary>
    public bool Passed => Mismatches.IsEmpty;

    /// <summary>What was run: the runbook, with the activities made of YAML of which the scenario names no step as single steps.</summary>
    public required Runbook Played { get; init; }

    /// <summary>The journal of the run; empty where the runner does not keep it.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }
}

/// <summary>
/// Runs scenarios of one runbook: the real planner and runner, activities replaced by answers; no station, no disk, no waiting.
/// </summary>
/// <remarks>
/// A scenario gives the same journal on every machine: see <see cref="Coverage"/> for what a set of them leaves untouched.
/// </remarks>
public sealed class ScenarioRunner
{
    // Only a defect of this room could keep a scenario from ending; nobody should have to press Ctrl-C for that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Runbook runbook;
    private readonly Func<string, IActivity?>? real;
    private readonly ImmutableArray<Runbook> called;
    private readonly Places places;
    private readonly bool isFolded;
    private readonly FrozenSet<ActivityInfo> activities;
    private readonly Messages messages = new(EngineWords.All);
    private readonly StationDirectory station = new(Path.Combine(Path.GetTempPath(), "no-station"));

    /// <summary>A runner for scenarios of one runbook.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="real">Gives the activities that are carried out and not replaced; null when all are replaced.</param>
    public ScenarioRunner(Runbook runbook, Func<string, IActivity?>? real = null)
    {
        (this.runbook, this.real) = (runbook, real);
        called = [.. RunbookLoader.Called(runbook)];
        places = new Places(runbook);
        isFolded = real is null && called.Prepend(runbook).Any(static r => r.AllSteps().Any(static s => s.IsMade));
        activities = places
            .All.SelectMany(static p => (ActivityInfo?[])[p.Step.Activity, p.Step.Compensate?.Action])
            .OfType<ActivityInfo>()
            .DistinctBy(static a => a.Name)
            .ToFrozenSet();
        Coverage = new Coverage(runbook, places);
    }

    /// <summary>What the scenarios run so far have touched.</summary>
    public Coverage Coverage { get; internal init; }

    /// <summary>Whether a result holds the journal of its run: nobody reads those of a thousand tests.</summary>
    public bool KeepsRuns { get; init; } = true;

    /// <summary>Where the steps lie that the coverage is of; null for the runbook's own.</summary>
    internal StepPath? Below { get; init; }

    /// <summary>Runs one scenario to its end, or to where nobody answers.</summary>
    public Task<ScenarioResult> RunAsync(Scenario scenario) => RunAsync(scenario, null, null);

    /// <summary>The same while somebody goes through it step by step; where that one stops, the scenario ends.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="stepper">Is asked before each step, or null.</param>
    /// <param name="watcher">Is told each entry, or null.</param>
    public async Task<ScenarioResult> RunAsync(Scenario scenario, IStepper? stepper, IRunObserver? watcher)
    {
        var stage = new Stage(scenario) { Watcher = watcher };
        var patience = stepper is null ? Patience : Timeout.InfiniteTimeSpan;
        var journal = stage.Journal = new ScenarioJournal(Path.Combine(station.Root, DirectoryStore.Runs, "scenario"), stage.Time);
        var staged = isFolded ? Folding.Of(scenario).In(runbook) : runbook;
        var state = new RunState(staged);
        Append(stage, journal, state, Begun(scenario));
        var stuck = false;
        while (true)
        {
            try
            {
                await new Runner(Host(stage, scenario, stepper), journal, state)
                    .RunAsync(CancellationToken.None)
                    .WaitAsync(patience)
                    .ConfigureAwait(false);
            }
            catch (ScenarioJournal.Crash)
            {
                // Seen below, as a life that a fault ended.
            }
            catch (TimeoutException)
            {
                stuck = true;
                break;
            }
            catch (Quit)
            {
                break;
            }

            if (stage.Struck is null)
            {
                break;
            }

            stage.Revive();
            (journal, state) = Resume(stage, journal, staged);
        }

        var story = new Story(journal.Entries, state, places);
        Coverage.Take(journal.Entries, Below);
        var path = story.Path.Select(places.Short);
        return new(scenario, new Comparison(scenario, story, stage, stuck).Run(), [.. path], story.Outcome)
        {
            Played = staged,
            Entries = KeepsRuns ? journal.Entries : [],
        };
    }

    private static void Append(Stage stage, ScenarioJournal journal, RunState state, Fact fact)
    {
        var entry = journal.Append(fact);
        state.Apply(entry);
        stage.OnEntry(entry, state);
    }

    private static (ScenarioJournal Journal, RunState State) Resume(Stage stage, ScenarioJournal broken, Runbook staged)
    {
        var journal = stage.Journal = broken.Reopen();
        var state = new RunState(staged);
        foreach (var entry in journal.Entries)
        {
            state.Apply(entry);
            stage.Note(entry.Fact);
        }

        Append(stage, journal, state, new RunResumed("operator", "boot", Planner.LogicVersion, "scenario", 0, null));
        return (journal, state);
    }

    private RunStarted Begun(Scenario scenario) =>
        new(
            "scenario",
            Used(runbook),
            [.. called.Select(Used)],
            scenario.Inputs.Recorded(),
            scenario.Station,
            "operator",
            "boot",
            Planner.LogicVersion,
            "scenario",
            "en"
        );

    private RunHost Host(Stage stage, Scenario scenario, IStepper? stepper)
    {
        var life = stage.Time.Life;
        return new RunHost
        {
            Station = station,
            Activities = activities.ToFrozenDictionary(static a => a.Name, a => Stand(a, stage, life), StringComparer.Ordinal),
            Messages = messages,
            Clock = stage.Time,
            Secrets = new NoSecrets(),
            Environment = FrozenDictionary<string, string>.Empty,
            People = new ScenarioDesk(stage),
            Stepper = stepper is null ? null : new Quitting(stepper),
            Observer = stage,
            Operator = "operator",
            Language = Locale.En,
            Boot = "boot",
            Program = "scenario",
            Recorded = scenario.Recorded,
            StationFacts = scenario.Station,
        };
    }

    private IActivity Stand(ActivityInfo info, Stage stage, int life) =>
        real?.Invoke(info.Name) is { } carried ? new RecordedActivity(carried, stage, life) : new ScenarioActivity(info, stage, life);

    private static UsedDefinition Used(Runbook runbook) => new(runbook.Id, runbook.Version, runbook.Source.Digest, runbook.Source.Path);

    // Virtual time goes on only while something is decided: work in flight would never end for whoever waits for it.
    private sealed class Quitting(IStepper inner) : IStepper
    {
        public async ValueTask<bool> GoesOnAsync(NextStep next, CancellationToken cancellation) =>
            await inner.GoesOnAsync(next, cancellation).ConfigureAwait(false) ? true : throw new Quit();
    }

    private sealed class Quit : Exception;

    // Activities that are replaced ask for none.
    private sealed class NoSecrets : ISecrets
    {
        public string Resolve(string reference) => "";
    }
}
