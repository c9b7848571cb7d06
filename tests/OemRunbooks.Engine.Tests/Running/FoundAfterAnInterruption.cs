using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>How an interrupted step is found is a fact of the journal, and what follows from it the planner's word.</summary>
public sealed class FoundAfterAnInterruption : IDisposable
{
    private const string Steps = "- {id: a, action: do.once, with: {target: opt/x, value: 7}}\n- {id: b, action: do.work}";
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_step_that_had_not_begun_is_started_again_with_its_intent()
    {
        await InterruptedAsync();
        var facts = Since(await rig.ResumeAsync());
        Assert.Equal(new StepReconciled("a", Finding.NotBegun), facts[1]);
        var started = Assert.IsType<StepStarted>(facts[2]);
        Assert.Equal((true, 1, """["opt/x"]"""), (started.Rerun, started.Attempt, started.Intent.ToText()));
        Assert.False(Assert.IsType<StepSucceeded>(facts[3]).Reconciled);
        Assert.Equal(["a", "reconcile a", "a", "b"], rig.Script.Calls);
    }

    [Theory]
    [InlineData(Finding.Done)]
    [InlineData(Finding.HalfDone)]
    public async Task A_step_that_was_done_or_is_finished_now_ends_without_another_start(Finding found)
    {
        await InterruptedAsync();
        var outcome = Outcome.Done(("value", Value.Of(7)));
        rig.Script.Finds("a", _ => found == Finding.Done ? Reconciliation.Done(outcome) : Reconciliation.HalfDone(outcome));
        var facts = Since(await rig.ResumeAsync());
        Assert.Equal(new StepReconciled("a", found), facts[1]);
        Assert.True(Assert.IsType<StepSucceeded>(facts[2]).Reconciled);
        Assert.Equal(["a", "reconcile a", "b"], rig.Script.Calls);
    }

    [Fact]
    public async Task What_was_half_done_and_taken_back_can_end_in_a_failure()
    {
        await InterruptedAsync();
        rig.Script.Finds("a", static _ => Reconciliation.HalfDone(Outcome.Failed(Failure.Of("fake.broken"))));
        var facts = Since(await rig.ResumeAsync());
        Assert.Equal(new StepReconciled("a", Finding.HalfDone), facts[1]);
        Assert.Equal("fake.broken", Assert.IsType<StepFailed>(facts[2]).Failure.Code);
    }

    [Fact]
    public async Task A_look_that_fails_found_nothing_and_fails_the_step()
    {
        await InterruptedAsync();
        rig.Script.Finds("a", static _ => throw new IOException("no : '/st/a'", 5));
        var facts = Since(await rig.ResumeAsync());
        Assert.Equal("disk.failed", Assert.IsType<StepFailed>(facts[1]).Failure.Code);
        Assert.DoesNotContain(facts, static f => f is StepReconciled);
    }

    [Fact]
    public async Task After_another_crash_the_world_is_looked_at_again()
    {
        await InterruptedAsync();
        var run = rig.Stored;
        var before = run.Read().Count();
        await rig.ResumeAsync();
        var lines = File.ReadAllLines(run.Journal);
        File.WriteAllText(run.Journal, string.Concat(lines.Take(before + 2).Select(static l => l + "\n")));
        Assert.IsType<StepReconciled>(run.Read().Last().Fact);
        rig.Script.Finds("a", static _ => Reconciliation.Done(Outcome.Done()));
        Assert.Equal(2, (await rig.ResumeAsync()).Entries.Count(static e => e.Fact is StepReconciled));
        Assert.Equal(2, rig.Script.Calls.Count(static c => c == "reconcile a"));
    }

    public static TheoryData<string> Forgeries => ["intent", "rerun", "finding", "found", "end"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_start_or_an_end_that_does_not_follow_from_what_was_found_is_a_difference(string forged)
    {
        await InterruptedAsync();
        var ran = await rig.ResumeAsync();
        var facts = ran.Entries.Select(static e => e.Fact).ToList();
        var changed = forged switch
        {
            "intent" => facts.Select(static f => f is StepStarted { Rerun: true } s ? s with { Intent = Value.Null } : f),
            "rerun" => facts.Select(static f => f is StepStarted { Rerun: true } s ? s with { Rerun = false } : f),
            "finding" => facts.Where(static f => f is not StepReconciled),
            "found" => facts.Select(static f => f is StepReconciled s ? s with { Found = Finding.Done } : f),
            _ => facts.Where(static f => f is not StepStarted { Rerun: true }),
        };
        Assert.Null(Replayed(ran, facts));
        Assert.Equal("a", Replayed(ran, changed)!.Step);
    }

    // As the first version of the program wrote it: the runner started the step again, without its intent, and told nobody what was found.
    [Fact]
    public async Task A_journal_of_the_first_logic_replays_by_the_rules_of_the_first()
    {
        await InterruptedAsync();
        var ran = await rig.ResumeAsync();
        var old = Old(ran.Entries.Select(static e => e.Fact)).ToList();
        Assert.Null(Replayed(ran, old));
        Assert.Equal("a", Replayed(ran, old.Select(static f => f is RunResumed r ? r with { Logic = 2 } : f))!.Step);
    }

    [Fact]
    public async Task A_run_that_the_first_logic_began_goes_on_by_the_second_from_where_it_was_resumed()
    {
        await InterruptedAsync();
        var ran = await rig.ResumeAsync();
        var facts = ran.Entries.Select(static e => e.Fact).ToList();
        Assert.Null(Replayed(ran, facts.Select(static f => f is RunStarted r ? r with { Logic = 1 } : f)));

        // Twice resumed: first by the first program, then by this one.
        var at = facts.FindIndex(static f => f is StepStarted { Rerun: true });
        var twice = Old(facts.Take(at + 1)).Concat(facts.Skip(at - 2));
        Assert.Null(Replayed(ran, twice));
    }

    [Fact]
    public async Task A_journal_that_a_newer_program_resumed_is_refused_by_name()
    {
        await InterruptedAsync();
        var ran = await rig.ResumeAsync();
        var newer = ran.Entries.Select(static e =>
            e.Fact is RunResumed r ? e with { Fact = r with { Logic = Planner.LogicVersion + 1 } } : e
        );
        Assert.Equal("journal.logic-newer", Assert.Throws<CodedException>(() => new Replayer(ran.State.Runbook).Run(newer)).Failure.Code);
    }

    private static Difference? Replayed(Ran ran, IEnumerable<Fact> facts) =>
        new Replayer(ran.State.Runbook).Run(facts.Select((fact, i) => new Entry(i + 1, ran.Entries[0].At, i, fact))).Difference;

    private static IEnumerable<Fact> Old(IEnumerable<Fact> facts) =>
        facts
            .Where(static f => f is not StepReconciled)
            .Select(static f =>
                f switch
                {
                    RunStarted r => r with { Logic = 1 },
                    RunResumed r => r with { Logic = 1 },
                    StepStarted { Rerun: true } s => s with { Intent = Value.Null },
                    _ => f,
                }
            );

    private static List<Fact> Since(Ran ran) => [.. ran.Entries.Select(static e => e.Fact).SkipWhile(static f => f is not RunResumed)];

    private async Task InterruptedAsync()
    {
        using var stop = new CancellationTokenSource();
        rig.Script.On(
            "a",
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return Outcome.Done();
            }
        );
        Assert.Equal("+a ||", (await rig.RunAsync(Some.Runbook(Steps), stop: stop.Token)).Story);
        rig.Script.On("a", static (_, _) => ValueTask.FromResult(Outcome.Done()));
    }
}
