using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>What a failed step may have left: what the run says of it, and how it is undone.</summary>
public sealed class HalfDoneSteps : IDisposable
{
    private const string Undoing = "compensate: {action: do.undo, with: {value: 1}, when: [completed, failed]}";
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("do.asked", "fake.half", true)]
    [InlineData("do.asked", "fake.broken", false)]
    [InlineData("do.once", "fake.half", false)]
    public async Task A_step_may_be_half_done_after_the_codes_that_its_activity_names(string action, string code, bool isHalf)
    {
        rig.Script.Fails("a", code);
        var ran = await rig.RunAsync(Some.Runbook($"- {{id: a, action: {action}, onFailure: rollback}}"));
        Assert.Equal(isHalf ? ["a"] : [], ran.Finished.HalfDone.AsEnumerable());
        Assert.Equal(RunOutcome.RolledBack, ran.Finished.Outcome);
    }

    [Fact]
    public async Task A_compensation_of_failed_steps_undoes_it_first_and_nothing_is_left()
    {
        rig.Script.Fails("b", "fake.half");
        var ran = await rig.RunAsync(
            Newer(
                "- {id: a, action: do.work, compensate: {action: do.undo}}\n"
                    + $"- {{id: b, action: do.asked, onFailure: rollback, {Undoing}}}"
            )
        );
        Assert.Equal(["undo b", "undo a"], rig.Script.Calls.Where(static c => c.StartsWith("undo", StringComparison.Ordinal)));
        Assert.Empty(ran.Finished.HalfDone);
        Assert.Equal(2, ran.Finished.Undone);
    }

    [Fact]
    public async Task What_its_undoing_did_not_undo_is_still_said()
    {
        rig.Script.Fails("a", "fake.half").Fails("undo a", "fake.broken");
        var ran = await rig.RunAsync(Newer($"- {{id: a, action: do.asked, onFailure: rollback, {Undoing}}}"));
        Assert.Equal(["a"], ran.Finished.HalfDone.AsEnumerable());
        Assert.Equal(1, ran.Finished.UndoFailures);
    }

    [Fact]
    public async Task A_compensation_of_completed_steps_alone_leaves_a_failed_one()
    {
        rig.Script.Fails("a", "fake.half");
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.asked, onFailure: rollback, compensate: {action: do.undo}}"));
        Assert.Equal(["a"], rig.Script.Calls);
        Assert.Equal(["a"], ran.Finished.HalfDone.AsEnumerable());
    }

    [Fact]
    public async Task An_attempt_that_succeeds_leaves_nothing_of_those_before()
    {
        rig.Script.Fails("a#1", "fake.half").Fails("a#2", "fake.half").Fails("b", "fake.broken");
        var ran = await rig.RunAsync(
            Newer(
                $"- {{id: a, action: do.asked, retry: {{maxAttempts: 3, on: [fake.*]}}, {Undoing}}}\n"
                    + "- {id: b, action: do.work, onFailure: rollback}"
            )
        );
        Assert.Empty(ran.Finished.HalfDone);
        Assert.Single(rig.Script.Calls, "undo a");
    }

    [Fact]
    public async Task A_step_that_ran_out_of_time_may_be_half_done_where_its_activity_can_be()
    {
        rig.Script.Fails("a", Codes.StepTimeout).Fails("b", Codes.StepTimeout);
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: a, action: do.asked, onFailure: continue}\n- {id: b, action: do.once, onFailure: abort}")
        );
        Assert.Equal(["a"], ran.Finished.HalfDone.AsEnumerable());
    }

    [Fact]
    public async Task A_run_that_succeeds_all_the_same_names_none()
    {
        rig.Script.Fails("a", "fake.half");
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.asked, onFailure: continue}"));
        Assert.Equal(RunOutcome.Succeeded, ran.Finished.Outcome);
        Assert.Empty(ran.Finished.HalfDone);
    }

    [Fact]
    public async Task An_outcome_too_large_to_be_recorded_is_undone_like_a_completed_step()
    {
        rig.Script.On("a", static (_, _) => ValueTask.FromResult(Outcome.Done(("value", Value.Of(new string('x', 70_000))))));
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.once, onFailure: rollback, compensate: {action: do.undo}}"));
        Assert.Equal(Codes.StepOutputTooLarge, ran.Finished.Failure!.Code);
        Assert.Contains("undo a", rig.Script.Calls);
        Assert.Empty(ran.Finished.HalfDone);
    }

    private static string Newer(string steps) => Some.Runbook(steps).Replace("\"1.0\"", "\"1.1\"", StringComparison.Ordinal);
}
