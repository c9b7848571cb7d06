using System.Collections.Immutable;
using CsCheck;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>A run that was cut off after any entry and resumed ends like one that nobody disturbed.</summary>
public sealed class ResumeLaw : IDisposable
{
    private readonly Rig rig = new() { Desk = null };

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Cut_off_after_any_entry_it_ends_in_the_same_world_with_the_same_outcome() =>
        Gens.Runbook.Sample(
            text =>
            {
                rig.Library["sub"] = text.Sub;
                var runbook = rig.Load(text.Main);
                var whole = new Simulation(rig, runbook);
                var reference = whole.Start();
                ReplayLaw.Holds(runbook, whole.Journal.Entries);
                for (var k = 1; k < whole.Journal.Entries.Count; k++)
                {
                    // The engine may have stopped before the world changed further, or after.
                    foreach (var world in (ImmutableSortedSet<string>[])[whole.Worlds[k - 1], whole.Worlds[k]])
                    {
                        var cut = new Simulation(rig, runbook) { World = world };
                        var resumed = cut.Resume([.. whole.Journal.Entries.Take(k)]);
                        Assert.True(
                            reference == resumed,
                            $"cut after entry {k}: {resumed}\n instead of {reference}\n{cut.Story}\n{whole.Story}"
                        );
                        ReplayLaw.Holds(runbook, cut.Journal.Entries);
                    }
                }

                return true;
            },
            iter: 200,
            threads: 1,
            print: static t => t.Main + "\n" + t.Sub
        );

    private sealed class Simulation
    {
        private readonly Rig rig;
        private readonly Runbook runbook;
        private readonly Lock gate = new();

        internal Simulation(Rig rig, Runbook runbook)
        {
            this.rig = rig;
            this.runbook = runbook;
            Journal = new(rig.Clock);
            rig.Script.Otherwise = (call, _) => ValueTask.FromResult(Work(call));
            rig.Script.FindsOtherwise = Find;
            rig.Observer.Entries.Clear();
            rig.Observer.Also = entry =>
            {
                lock (gate)
                {
                    Worlds.Add(World);
                }
            };
            rig.Desk = new Desk { Otherwise = static w => Rig.Person(w, values: Value.MapOf(("choice", Value.Of("rerun")))) };
        }

        internal MemoryJournal Journal { get; }

        internal ImmutableSortedSet<string> World { get; set; } = ImmutableSortedSet<string>.Empty;

        internal List<ImmutableSortedSet<string>> Worlds { get; } = [];

        internal string Story => new Ran(RunEnd.Finished, new RunState(runbook), Journal.Entries, null!).Story;

        internal string Start()
        {
            var used = new UsedDefinition(runbook.Id, runbook.Version, runbook.Source.Digest, runbook.Source.Path);
            var state = new RunState(runbook);
            var entry = Journal.Append(
                new RunStarted("r", used, [], Value.EmptyMap, rig.Host.StationFacts, "anna", "b", Planner.LogicVersion, "p", "pl")
            );
            rig.Observer.OnEntry(entry, state.Apply(entry));
            return Run(state);
        }

        internal string Resume(IReadOnlyList<Entry> entries)
        {
            var state = new RunState(runbook);
            foreach (var entry in entries)
            {
                Journal.Entries.Add(entry);
                state.Apply(entry);
            }

            state.Apply(Journal.Append(new RunResumed("anna", "b", Planner.LogicVersion, "p", 0, null)));
            return Run(state);
        }

        private string Run(RunState state)
        {
            var end = new Runner(rig.Host, Journal, state)
                .RunAsync(CancellationToken.None)
                .WaitAsync(TimeSpan.FromSeconds(20))
                .GetAwaiter()
                .GetResult();
            Assert.Empty(rig.Observer.Unexpected);
            return $"{end} {state.Finished?.ToData()} {string.Join(' ', World)}";
        }

        // "text" says how many attempts fail, "key" with what.
        private Outcome Work(Call call)
        {
            var path = call.Site.Path;
            if (call.Site.Attempt <= call.Get(FakeFields.Count))
            {
                return Outcome.Failed(Failure.Of(call.Get(FakeFields.Text) ?? "fake.broken"));
            }

            lock (gate)
            {
                World = call.Get(FakeFields.Target)?.Shown == "undo" ? World.Remove(path).Add($"undone:{path}") : World.Add(path);
            }

            return Outcome.Done(("value", Value.Of(path)));
        }

        private Reconciliation Find(Call call)
        {
            lock (gate)
            {
                var done = Outcome.Done(("value", Value.Of(call.Site.Path)));
                return !World.Contains(call.Site.Path) ? Reconciliation.NotBegun
                    : World.Count % 2 == 0 ? Reconciliation.Done(done)
                    : Reconciliation.HalfDone(done);
            }
        }
    }

    private static class Gens
    {
        private static readonly Gen<string> Failing = Gen.Frequency(
            (5, Gen.Const("")),
            (1, Gen.Const(", count: 1, text: fake.flaky")),
            (1, Gen.Const(", count: 9, text: fake.broken")),
            (1, Gen.Const(", count: 9, text: fake.other")),
            (1, Gen.Const(", count: 2, text: fake.broken"))
        );

        private static readonly Gen<string> Action = Gen.OneOfConst("do.work", "do.once", "do.asked", "do.work", "person.confirm");

        internal static Gen<(string Main, string Sub)> Runbook { get; } =
            from main in Steps(3, false)
            from sub in Steps(2, false)
            from last in Steps(1, false)
            from escalate in Gen.OneOfConst("", "escalations: [{on: [fake.broken], team: t}]\n")
            from subEscalate in Gen.OneOfConst("", "escalations: [{on: [fake.other], team: u}]\n")
            select (
                Numbered(Head("main") + escalate + $"finally: [{last}]\nsteps: [{main}]\n"),
                Numbered(
                    Head("sub")
                        + subEscalate
                        + $"finally: [{{id: ID, action: do.work}}]\nsteps: ["
                        + $"{sub.Replace("runbook.run, with: {runbook: sub}", "do.work, with: {mode: fast}", StringComparison.Ordinal)}]\n"
                )
            );

        private static Gen<string> Steps(int depth, bool calm) => Step(depth, calm).Array[1, 3].Select(static s => string.Join(", ", s));

        private static Gen<string> Step(int depth, bool calm)
        {
            var leaf =
                from action in Action
                from fails in Failing
                from route in Route(calm, depth)
                from retry in Gen.OneOfConst("", "", ", retry: {maxAttempts: 2}", ", retry: {maxAttempts: 3, on: [fake.*]}")
                from undo in Gen.Bool
                select Leaf(action, fails, route, retry, undo);
            if (depth <= 1)
            {
                return leaf;
            }

            var group = from steps in Steps(depth - 1, calm) from route in Route(calm, depth) select $"{{id: ID, steps: [{steps}]{route}}}";
            var parallel =
                from steps in Steps(depth - 1, true)
                from most in Gen.OneOfConst("", ", maxParallel: 2")
                select $"{{id: ID, parallel: [{steps}]{most}}}";
            var loop =
                from steps in Steps(depth - 1, calm)
                from route in Route(calm, depth)
                from count in Gen.OneOfConst("[]", "[1]", "[1, 2]")
                select $"{{id: ID, forEach: {{in: {count}}}, steps: [{steps}]{route}}}";
            var call = from route in Route(calm, depth) select $"{{id: ID, action: runbook.run, with: {{runbook: sub}}{route}}}";
            return Gen.Frequency((4, leaf), (1, group), (1, parallel), (1, loop), (1, call));
        }

        // Side by side a failure that stops its siblings makes the outcome a matter of timing: there it never leaves its step.
        private static Gen<string> Route(bool calm, int depth) =>
            calm
                ? Gen.Const(", onFailure: continue")
                : Gen.Frequency(
                    (5, Gen.Const("")),
                    (2, Gen.Const(", onFailure: rollback")),
                    (2, Gen.Const(", onFailure: continue")),
                    (1, Gen.Const(", when: \"station.name == 'other'\"")),
                    (
                        2,
                        Gen.OneOfConst("continue", "abort", "rollback")
                            .Select(static then =>
                                $", catch: [{{on: [fake.other, step.timeout], then: {then}}}, {{on: [fake.*], steps: [{{id: ID, action: "
                                + $"do.once}}], then: {then}}}]"
                            )
                    )
                );

        private static string Leaf(string action, string fails, string route, string retry, bool undo) =>
            action == "person.confirm"
                ? $"{{id: ID, action: person.confirm, with: {{prompt: Ok?}}{route}}}"
                : $"{{id: ID, action: {action}, with: {{mode: fast{fails}}}{retry}{route}"
                    + $"{(undo ? ", compensate: {action: do.undo, with: {target: undo}}" : "")}}}";

        private static string Head(string id) => $"schemaVersion: \"1.0\"\nid: {id}\nversion: 1.0.0\nname: Test\n";

        private static string Numbered(string text)
        {
            var n = 0;
            for (var at = text.IndexOf("ID,", StringComparison.Ordinal); at >= 0; at = text.IndexOf("ID,", at, StringComparison.Ordinal))
            {
                text = $"{text[..at]}s{n++}{text[(at + 2)..]}";
            }

            return text;
        }
    }
}
