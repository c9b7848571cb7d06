using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>Retry, catch, onFailure, rollback, escalation, finally: in this order.</summary>
public sealed class FailureRoutes : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Attempts_wait_longer_each_time_up_to_the_longest_wait()
    {
        rig.Script.Fails("a", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: a, action: do.work, retry: {maxAttempts: 5, delay: 2s, backoff: 3, maxDelay: 10s, on: [fake.*]}}")
        );
        Assert.Equal(
            "+a !a:fake.broken @a:2000 +a#2 !a:fake.broken @a:6000 +a#3 !a:fake.broken @a:10000 +a#4 !a:fake.broken "
                + "@a:10000 +a#5 !a:fake.broken >a:abort #failed",
            ran.Story
        );
    }

    [Fact]
    public async Task Only_a_code_that_the_descriptor_calls_retryable_is_tried_again_by_default()
    {
        rig.Script.Fails("a#1", "fake.flaky").Fails("a#2", "fake.broken");
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, retry: {maxAttempts: 5}}"));
        Assert.Equal("+a !a:fake.flaky @a:1000 +a#2 !a:fake.broken >a:abort #failed", ran.Story);
    }

    [Theory]
    [InlineData("continue", "+a !a:fake.broken >a:catch +a/catch[1]/f =a/catch[1]/f >a:continue +b =b #succeeded")]
    [InlineData("abort", "+a !a:fake.broken >a:catch +a/catch[1]/f =a/catch[1]/f >a:abort #failed")]
    [InlineData("rollback", "+a !a:fake.broken >a:catch +a/catch[1]/f =a/catch[1]/f >a:rollback #rolled-back")]
    public async Task The_first_matching_clause_catches_and_says_how_to_go_on(string then, string story)
    {
        rig.Script.Fails("a", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- id: a\n"
                    + "  action: do.work\n"
                    + "  catch:\n"
                    + $"    - {{on: [fake.other], steps: [{{id: e, action: do.work}}]}}\n"
                    + $"    - {{on: [fake.*], steps: [{{id: f, action: do.work}}], then: {then}}}\n"
                    + $"    - {{on: [\"*\"], steps: [{{id: g, action: do.work}}]}}\n"
                    + $"- {{id: b, action: do.work}}"
            )
        );
        Assert.Equal(story, ran.Story);
    }

    [Fact]
    public async Task A_failing_clause_passes_on_its_own_failure()
    {
        rig.Script.Fails("a", "fake.broken").Fails("a/catch[0]/f", "fake.other");
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, catch: [{on: [\"*\"], steps: [{id: f, action: do.work}]}]}"));
        Assert.Equal("+a !a:fake.broken >a:catch +a/catch[0]/f !a/catch[0]/f:fake.other >a/catch[0]/f:abort >a:abort #failed", ran.Story);
        Assert.Equal("fake.other", ran.Finished.Failure!.Code);
        Assert.Equal("a/catch[0]/f", ran.Finished.FailedStep);
    }

    [Fact]
    public async Task A_clause_without_steps_only_says_how_to_go_on()
    {
        rig.Script.Fails("a", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.work, catch: [{on: [\"*\"]}]}\n- {id: b, action: do.work, with: {value: \"${{ steps.a.error }}\"}}"
            )
        );
        Assert.Equal("+a !a:fake.broken >a:catch >a:continue +b =b #succeeded", ran.Story);
    }

    [Fact]
    public async Task A_group_catches_what_its_steps_fail_with()
    {
        rig.Script.Fails("g/a", "fake.broken");
        var ran = await rig.RunAsync(Some.Runbook("- {id: g, steps: [{id: a, action: do.work}], catch: [{on: [fake.broken]}]}"));
        Assert.Equal("+g +g/a !g/a:fake.broken >g/a:abort !g:fake.broken >g:catch >g:continue #succeeded", ran.Story);
    }

    [Fact]
    public async Task OnFailure_continue_goes_on_with_the_next_step()
    {
        rig.Script.Fails("a", "fake.broken");
        Assert.Equal(
            "+a !a:fake.broken >a:continue +b =b #succeeded",
            (await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, onFailure: continue}\n- {id: b, action: do.work}"))).Story
        );
    }

    [Fact]
    public async Task A_rollback_undoes_completed_steps_newest_first_and_goes_on_after_one_that_fails()
    {
        rig.Script.Fails("c", "fake.broken").Fails("undo b", "fake.other");
        var ran = await rig.RunAsync(
            Some.Runbook(
                """
                - {id: a, action: do.work, compensate: {action: do.undo, with: {text: "${{ steps.a.outputs.path }}"}}}
                - {id: b, action: do.work, compensate: {action: do.undo}}
                - {id: x, action: do.work}
                - {id: c, action: do.work, onFailure: rollback, compensate: {action: do.undo}}
                """
            )
        );
        Assert.Equal("+a =a +b =b +x =x +c !c:fake.broken >c:rollback <b <!b:fake.other <a <=a #failed", ran.Story);
        Assert.Equal((1, 1), (ran.Finished.Undone, ran.Finished.UndoFailures));
        Assert.Equal("a", Assert.IsType<UndoStarted>(ran.Entries.Last(static e => e.Fact is UndoStarted).Fact).Inputs["text"].ToText());
    }

    [Fact]
    public async Task A_rollback_inside_a_block_passes_every_catch_on_its_way_outward()
    {
        rig.Script.Fails("g/b", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.work, compensate: {action: do.undo}}\n"
                    + "- {id: g, catch: [{on: [\"*\"]}], steps: [{id: b, action: do.work, onFailure: rollback}]}"
            )
        );
        Assert.Equal("+a =a +g +g/b !g/b:fake.broken >g/b:rollback !g:fake.broken >g:abort <a <=a #rolled-back", ran.Story);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rollback_undoes_the_steps_of_a_called_runbook_whether_it_succeeded_or_failed(bool fails)
    {
        rig.Library["sub"] = Some.Runbook(
            "- {id: a, action: do.work, compensate: {action: do.undo}}\n- {id: b, action: do.work}",
            id: "sub"
        );
        rig.Script.Fails(fails ? "call/b" : "last", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: call, action: runbook.run, with: {runbook: sub}, onFailure: rollback}\n"
                    + "- {id: last, action: do.work, onFailure: rollback}"
            )
        );
        Assert.EndsWith("<call/a <=call/a #rolled-back", ran.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_called_runbook_that_rolls_back_undoes_its_own_steps_once()
    {
        rig.Library["sub"] = Some.Runbook(
            "- {id: a, action: do.work, compensate: {action: do.undo}}\n- {id: b, action: do.work, onFailure: rollback}",
            id: "sub"
        );
        rig.Script.Fails("call/b", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: z, action: do.work, compensate: {action: do.undo}}\n"
                    + "- {id: call, action: runbook.run, with: {runbook: sub}, onFailure: rollback}"
            )
        );
        Assert.Equal(
            "+z =z +call +call/a =call/a +call/b !call/b:fake.broken >call/b:rollback <call/a <=call/a !call:fake.broken "
                + ">call:rollback <z <=z #rolled-back",
            ran.Story
        );
    }

    [Fact]
    public async Task The_first_matching_escalation_is_taken_after_the_rollback_and_before_finally()
    {
        rig.Script.Fails("b", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.work, compensate: {action: do.undo}}\n- {id: b, action: do.work, onFailure: rollback}",
                "escalations: [{on: [fake.other], team: one}, {on: [fake.*], team: two, note: \"${{ run.failure.code }}\"}, {on: "
                    + "[\"*\"], team: three}]\n"
                    + "finally: [{id: z, action: do.work, with: {text: \"${{ run.outcome }} ${{ run.escalatedTo }}\"}}]"
            )
        );
        Assert.Equal(
            "+a =a +b !b:fake.broken >b:rollback <a <=a >:escalation:two +escalations[1] =escalations[1] +finally/z =finally/z #escalated",
            ran.Story
        );
        Assert.Contains(
            ran.Entries,
            static e => e.Fact is StepStarted { Path: "escalations[1]" } s && s.Inputs["note"].ToText() == "fake.broken"
        );
        Assert.Contains(
            ran.Entries,
            static e => e.Fact is StepStarted { Path: "finally/z" } s && s.Inputs["text"].ToText() == "escalated two"
        );
    }

    [Fact]
    public async Task A_failing_escalation_leaves_the_run_failed()
    {
        rig.Script.Fails("a", "fake.broken").Fails("escalations[0]", "escalate.failed");
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}", "escalations: [{on: [\"*\"], team: two}]"));
        Assert.Equal(
            "+a !a:fake.broken >a:abort >:escalation:two +escalations[0] !escalations[0]:escalate.failed >escalations[0]:abort #failed",
            ran.Story
        );
        Assert.Equal("fake.broken", ran.Finished.Failure!.Code);
        Assert.Null(ran.Finished.EscalatedTo);
    }

    [Theory]
    [InlineData(true, "+a !a:fake.broken >a:abort +finally/y !finally/y:fake.other >finally/y:abort +finally/z =finally/z #failed")]
    [InlineData(false, "+a =a +finally/y !finally/y:fake.other >finally/y:abort +finally/z =finally/z #failed")]
    public async Task Finally_runs_to_its_end_and_can_only_make_the_outcome_worse(bool fails, string story)
    {
        if (fails)
        {
            rig.Script.Fails("a", "fake.broken");
        }

        rig.Script.Fails("finally/y", "fake.other");
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: a, action: do.work}", "finally: [{id: y, action: do.work}, {id: z, action: do.work}]")
        );
        Assert.Equal(story, ran.Story);
        Assert.Equal(fails ? "fake.broken" : "fake.other", ran.Finished.Failure!.Code);
    }

    [Fact]
    public async Task An_input_that_can_not_be_computed_fails_the_step_before_its_activity()
    {
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, with: {count: \"${{ station.name }}\"}}"));
        Assert.Equal("!a:input.invalid >a:abort #failed", ran.Story);
        Assert.Empty(rig.Script.Calls);
    }

    [Fact]
    public async Task Another_attempt_that_can_not_begin_is_not_tried_for_ever()
    {
        rig.Library["sub"] = Some.Runbook("- {id: a, action: do.work}", id: "sub");
        rig.Script.Fails("b", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: b, action: do.work, with: {text: \"${{ run.failure.code ?? 'x' }}\"}, retry: {maxAttempts: 3, on: [\"*\"]}}"
            )
        );
        Assert.EndsWith(">b:abort #failed", ran.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_that_nobody_foresaw_is_a_failure_with_a_code()
    {
        rig.Script.On("a", static (_, _) => throw new DivideByZeroException());
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}"));
        Assert.Equal("+a !a:internal.error >a:abort #failed", ran.Story);
        Assert.IsType<DivideByZeroException>(Assert.Single(rig.Observer.Unexpected));
    }

    [Theory]
    [InlineData("large", "step.output-too-large")]
    [InlineData("deep", "step.output-malformed")]
    [InlineData("surrogate", "step.output-malformed")]
    [InlineData("key", "step.output-malformed")]
    public async Task Outputs_that_no_entry_can_hold_fail_the_step_and_leave_the_journal_whole(string kind, string code)
    {
        var value = kind switch
        {
            "large" => Value.Of(new string('x', 70_000)),
            "deep" => Enumerable.Range(0, 20).Aggregate(Value.Null, static (v, _) => Value.List([v])),
            "surrogate" => Value.Of("\uD800"),
            _ => Value.EmptyMap.With("ż", Value.True),
        };
        rig.Script.On("a", (_, _) => ValueTask.FromResult(Outcome.Done(("value", value))));
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work, onFailure: continue}\n- {id: b, action: do.work}"));
        Assert.Equal($"+a !a:{code} >a:continue +b =b #succeeded", ran.Story);
    }

    [Fact]
    public async Task Inputs_that_no_entry_can_hold_fail_the_step()
    {
        rig.Script.On("a", static (_, _) => ValueTask.FromResult(Outcome.Done(("value", Value.Of(new string('x', 40_000))))));
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.work}\n"
                    + "- {id: b, action: do.work, with: {value: \"${{ steps.a.outputs.value }}\", text: \"${{ steps.a.outputs.value "
                    + "}}\"}}"
            )
        );
        Assert.Equal("+a =a !b:step.output-too-large >b:abort #failed", ran.Story);
    }
}
