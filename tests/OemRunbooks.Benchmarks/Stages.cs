using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OemRunbooks.Engine;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Benchmarks;

internal static class Stages
{
    private static readonly Nothing Activity = new();

    internal static Runbook Book(int count)
    {
        // A loop, because a definition of 10,000 written steps would exceed what the reader accepts.
        var text = $$$$"""
            schemaVersion: "1.0"
            id: bench
            version: 1.0.0
            name: bench
            steps:
              - id: all
                forEach: {in: "${{ string.split(vars.items, ',') }}"}
                steps:
                  - {id: one, action: do.nothing, with: {item: "${{ item }}"}}
            vars: {items: "{{{{string.Join(
                ',',
                Enumerable.Range(0, count).Select(static i => (i % 100).ToString(CultureInfo.InvariantCulture))
            )}}}}"}
            """;
        var loaded = new RunbookLoader([Activity.Info], static _ => null).Load("bench.yaml", Encoding.UTF8.GetBytes(text));
        return loaded.Runbook ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
    }

    internal static RunHost Host(string root) =>
        new()
        {
            Station = new StationDirectory(root),
            Activities = new[] { (IActivity)Activity }.ToFrozenDictionary(static a => a.Info.Name),
            Messages = new Messages(EngineWords.All),
            Secrets = new EnvironmentSecrets(new Dictionary<string, string>(), new StationDirectory(root), new Redactor()),
            Environment = new Dictionary<string, string>(),
            Observer = new Silent(),
            Operator = "bench",
            Language = Locale.En,
            Boot = "0",
            Program = "bench",
            StationFacts = Value.EmptyMap,
        };

    /// <summary>Planner and fold alone: what a step costs without a disk.</summary>
    internal static double MicrosPerStep(int count, int repeat)
    {
        var book = Book(count);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeat; i++)
        {
            Drive(book);
        }

        return Stopwatch.GetElapsedTime(begin).TotalMicroseconds / ((long)count * repeat);
    }

    private static void Drive(Runbook book)
    {
        var state = new RunState(book);
        var seq = 0L;
        Apply(
            new RunStarted("r", new UsedDefinition("bench", "1.0.0", "", ""), [], Value.EmptyMap, Value.EmptyMap, "b", "0", 1, "b", "en")
        );
        while (true)
        {
            switch (Planner.Next(state))
            {
                case Decision.Record record:
                    Apply(record.Fact);
                    break;
                case Decision.Execute execute:
                    Apply(execute.Fact);
                    Apply(Planner.Completed(state, execute.Fact.Path, Outcome.Done(), reconciled: false));
                    break;
                default:
                    return;
            }
        }

        void Apply(Fact fact) => state.Apply(new Entry(++seq, DateTimeOffset.UnixEpoch, 0, fact));
    }

    private sealed class Nothing : IActivity
    {
        public ActivityInfo Info { get; } =
            new("do.nothing", LocalizedText.Both("nothing"))
            {
                Interruption = Interruption.Rerun,
                Inputs = [Input.String(new("item", new("item", "item"))).Optional()],
            };

        public ValueTask<PlannedWork> PlanAsync(Call call, CancellationToken cancellation) =>
            ValueTask.FromResult(new PlannedWork([], Value.EmptyMap));

        public ValueTask<Outcome> ExecuteAsync(Call call, CancellationToken cancellation) => ValueTask.FromResult(Outcome.Done());

        public ValueTask<Reconciliation> ReconcileAsync(Call call, CancellationToken cancellation) =>
            ValueTask.FromResult(Reconciliation.NotBegun);
    }

    private sealed class Silent : IRunObserver
    {
        public void OnEntry(Entry entry, RunState state) { }

        public void OnProgress(string path, WorkProgress progress) { }

        public void OnUnexpected(string path, Exception exception) { }
    }
}
