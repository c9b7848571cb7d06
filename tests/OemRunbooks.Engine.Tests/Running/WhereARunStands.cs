using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>Where a run stands is what its journal says and whether a process is at it.</summary>
public sealed class WhereARunStands : IDisposable
{
    private const string Question =
        "- {id: a, action: do.work}\n- {id: ask, action: person.confirm, with: {prompt: Ok?}}\n- {id: b, action: do.work}";
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_run_that_a_process_is_at_is_running_and_interrupted_when_that_one_is_gone()
    {
        var seen = new List<RunStanding>();
        rig.Script.On(
            "a",
            (_, _) =>
            {
                var run = rig.Stored;
                using (var held = rig.Store.Lock(rig.Clock))
                {
                    seen.Add(Standing());
                    held.IsAt("another-run");
                    seen.Add(Standing());
                    held.IsAt(run.Id);
                    seen.Add(Standing());
                    Assert.Equal(run.Id, rig.Store.Holder!.Run);
                }

                seen.Add(Standing());
                Assert.Null(rig.Store.Holder);
                return ValueTask.FromResult(Outcome.Done());
            }
        );
        await rig.RunAsync(Some.Runbook("- {id: a, action: do.once}"));
        Assert.Equal([RunStanding.Interrupted, RunStanding.Interrupted, RunStanding.Running, RunStanding.Interrupted], seen);
        Assert.Equal(RunStanding.Succeeded, Standing());
    }

    // The process died with the lock: its record still names the run, and the system knows better.
    [Fact]
    public async Task A_record_that_a_dead_process_left_holds_nothing()
    {
        var run = (await rig.RunAsync(Some.Runbook(Question))).Run;
        rig.Store.Lock(rig.Clock).Dispose();
        var record = Path.Combine(rig.Root, "var", "runbook", "lock.holder");
        File.WriteAllText(record, $"{Environment.MachineName}\n{Environment.ProcessId}\n2099-01-01T00:00:00.000Z\n{run.Id}\n");
        Assert.False(run.IsHeld);
        File.Delete(Path.Combine(rig.Root, "var", "runbook", "lock"));
        Assert.False(run.IsHeld);
    }

    [Fact]
    public async Task Whoever_asks_who_holds_a_station_turns_nobody_away()
    {
        using var done = new CancellationTokenSource();
        var asked = 0;
        var asking = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                _ = rig.Store.Holder;
                Interlocked.Increment(ref asked);
            }
        });
        for (var i = 0; i < 100 || (Volatile.Read(ref asked) < 100 && i < 100_000); i++)
        {
            rig.Store.Lock(rig.Clock).Dispose();
        }

        await done.CancelAsync();
        await asking;
        Assert.True(asked >= 100);
    }

    [Fact]
    public async Task A_run_that_waits_is_answered_once_the_person_has_answered_and_nobody_is_asked_twice()
    {
        await rig.RunAsync(Some.Runbook(Question));
        Assert.Equal((RunStanding.Waiting, "ask"), (Standing(), Assert.Single(State().Waiting).Path));
        rig.Answer("ask");
        Assert.Equal(RunStanding.Answered, Standing());
        Assert.Empty(State().Waiting);
        Assert.Equal("person.not-waiting", Assert.Throws<CodedException>(() => rig.Answer("ask")).Failure.Code);
        await rig.ResumeAsync();
        Assert.Equal(RunStanding.Succeeded, Standing());
    }

    [Fact]
    public async Task A_run_waits_until_enough_people_have_approved()
    {
        await rig.RunAsync(Some.Runbook("- {id: a, action: person.approve, with: {prompt: Ok?, minApprovals: 2}}"));
        rig.Answer("a", by: "bogdan");
        Assert.Equal(RunStanding.Waiting, Standing());
        rig.Answer("a", by: "celina");
        Assert.Equal(RunStanding.Answered, Standing());
    }

    [Fact]
    public async Task A_run_whose_other_branches_are_done_waits_as_well()
    {
        await rig.RunAsync(
            Some.Runbook("- {id: p, parallel: [{id: ask, action: person.confirm, with: {prompt: Ok?}}, {id: b, action: do.work}]}")
        );
        Assert.IsType<StepSucceeded>(rig.Stored.Read().Last().Fact);
        Assert.Equal(RunStanding.Waiting, Standing());
        Assert.True(RunStandings.IsAtRest(State()));
    }

    [Fact]
    public async Task A_run_in_whose_other_branch_work_was_cut_off_is_interrupted_also_when_the_person_answers()
    {
        using var stop = new CancellationTokenSource();
        rig.Script.On(
            "p/b",
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return Outcome.Done();
            }
        );
        await rig.RunAsync(
            Some.Runbook("- {id: p, parallel: [{id: ask, action: person.confirm, with: {prompt: Ok?}}, {id: b, action: do.once}]}"),
            stop: stop.Token
        );
        Assert.Equal(RunStanding.Interrupted, Standing());
        rig.Answer("p/ask");
        Assert.Equal(RunStanding.Interrupted, Standing());
        Assert.False(RunStandings.IsAtRest(State()));
    }

    [Fact]
    public async Task A_run_that_was_cut_off_between_two_steps_is_interrupted()
    {
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: do.work}"));
        var cut = new RunState(ran.State.Runbook);
        foreach (var entry in ran.Entries.TakeWhile(static e => e.Fact is not StepStarted { Path: "b" }))
        {
            cut.Apply(entry);
        }

        Assert.Equal(
            (RunStanding.Interrupted, RunStanding.Running, false),
            (RunStandings.Of(cut, isHeld: false), RunStandings.Of(cut, isHeld: true), RunStandings.IsAtRest(cut))
        );
    }

    private RunState State() => RunService.Read(rig.Stored, rig.Loader, null).State;

    private RunStanding Standing() => RunStandings.Of(State(), rig.Stored.IsHeld);
}
