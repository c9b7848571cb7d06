using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>Time limits of steps and of the blocks around them.</summary>
public sealed class TimeLimits : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_step_that_takes_too_long_fails_with_its_limit()
    {
        rig.Script.On("a", Takes(61));
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, timeout: 1m}"));
        Assert.Equal("+a !a:step.timeout >a:abort #failed", ran.Story);
        Assert.Equal("""{"limit":60}""", ran.Finished.Failure!.Arguments.ToText());
    }

    [Fact]
    public async Task A_step_that_is_quick_enough_succeeds()
    {
        rig.Script.On("a", Takes(59));
        Assert.Equal("+a =a #succeeded", (await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, timeout: 1m}"))).Story);
    }

    [Fact]
    public async Task A_call_that_hangs_is_left_when_its_time_is_over_and_the_run_says_so()
    {
        using var entered = new SemaphoreSlim(0);
        using var never = new ManualResetEventSlim();
        rig.Script.On(
            "a",
            (_, _) =>
            {
                entered.Release();
                never.Wait(CancellationToken.None);
                return ValueTask.FromResult(Outcome.Done());
            }
        );
        var running = rig.RunAsync(Some.Runbook("- {id: a, action: do.once, timeout: 1m}"));
        await entered.WaitAsync();
        while (!running.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var ran = await running;
        never.Set();
        Assert.Equal("+a !a:step.timeout >a:abort #failed", ran.Story);
        var failed = Assert.IsType<StepFailed>(ran.Entries.First(static e => e.Fact is StepFailed).Fact);
        Assert.Contains("could not be stopped", failed.Failure.Arguments["left"]["en"].ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Script.Calls, static c => c.StartsWith("reconcile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_side_by_side_wait_for_nothing_but_their_own_work()
    {
        // Each one ends only when all have begun.
        const int many = 24;
        using var all = new Barrier(many);
        rig.Script.Otherwise = (_, stop) =>
        {
            all.SignalAndWait(stop);
            return ValueTask.FromResult(Outcome.Done());
        };
        var steps = string.Join(", ", Enumerable.Range(0, many).Select(static n => $"{{id: s{n}, action: do.work}}"));
        var ran = await rig.RunAsync(Some.Runbook($"- {{id: p, maxParallel: {many}, parallel: [{steps}]}}"));
        Assert.EndsWith("#succeeded", ran.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_limit_holds_for_a_step_without_its_own()
    {
        rig.Script.On("a", Takes(61));
        Assert.Equal(
            "+a !a:step.timeout >a:abort #failed",
            (await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}", "defaults: {timeout: 1m}"))).Story
        );
    }

    [Fact]
    public async Task A_blocks_limit_is_not_caught_inside_the_block_but_by_the_block()
    {
        rig.Script.On("g/a", Takes(40)).On("g/b", Takes(40));
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: g, timeout: 1m, catch: [{on: [step.timeout]}], steps: [{id: a, action: do.work}, {id: b, action: "
                    + "do.work, onFailure: continue, catch: [{on: [\"*\"]}]}]}\n"
                    + "- {id: c, action: do.work}"
            )
        );
        Assert.Equal("+g +g/a =g/a +g/b !g/b:step.timeout >g/b:abort !g:step.timeout >g:catch >g:continue +c =c #succeeded", ran.Story);
        var failed = Assert.IsType<StepFailed>(ran.Entries.First(static e => e.Fact is StepFailed).Fact);
        Assert.Equal(("g", """{"block":"g","limit":60}"""), (failed.Scope, failed.Failure.Arguments.ToText()));
    }

    [Fact]
    public async Task A_blocks_limit_that_the_block_does_not_catch_is_like_any_failure_further_outward()
    {
        rig.Script.On("o/g/a", Takes(61));
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: o, catch: [{on: [step.timeout]}], steps: [{id: g, timeout: 1m, steps: [{id: a, action: do.work}]}]}")
        );
        Assert.Equal(
            "+o +o/g +o/g/a !o/g/a:step.timeout >o/g/a:abort !o/g:step.timeout >o/g:abort !o:step.timeout >o:catch >o:continue #succeeded",
            ran.Story
        );
    }

    [Fact]
    public async Task Another_attempt_at_a_call_has_the_whole_time_again()
    {
        rig.Library["sub"] = Some.Runbook("- {id: a, action: do.work}", id: "sub");
        var times = 0;
        rig.Script.On("call/a", (c, t) => Takes(times++ == 0 ? 61 : 1)(c, t));
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: call, action: runbook.run, timeout: 1m, with: {runbook: sub}, retry: {maxAttempts: 2, on: [step.timeout]}}"
            )
        );
        Assert.EndsWith("@call:1000 +call#2 +call/a =call/a =call #succeeded", ran.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_that_can_verify_may_say_that_it_was_done_in_time_after_all()
    {
        rig.Script.On("a", Takes(61)).Finds("a", static _ => Reconciliation.Done(Outcome.Done(("value", Value.Of("done")))));
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.once, timeout: 1m}"));
        Assert.Equal("+a =a #succeeded", ran.Story);
    }

    [Fact]
    public async Task A_limit_of_a_year_is_no_error()
    {
        Assert.Equal("+a =a #succeeded", (await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, timeout: 365d}"))).Story);
    }

    private Behaviour Takes(int seconds) =>
        async (_, cancellation) =>
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return Outcome.Done();
        };
}
