using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>Groups, steps side by side, loops and called runbooks.</summary>
public sealed class Blocks : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_group_runs_its_steps_in_order_and_succeeds_after_them()
    {
        var ran = await rig.RunAsync(
            Some.Runbook("- id: g\n  steps:\n    - {id: a, action: do.work}\n    - {id: b, action: do.work}\n- {id: c, action: do.work}")
        );
        Assert.Equal("+g +g/a =g/a +g/b =g/b =g +c =c #succeeded", ran.Story);
    }

    [Fact]
    public async Task Parallel_steps_are_all_begun_before_one_ends()
    {
        var both = new TaskCompletionSource();
        var begun = 0;
        Behaviour meet = async (_, _) =>
        {
            if (Interlocked.Increment(ref begun) == 2)
            {
                both.SetResult();
            }

            await both.Task;
            return Outcome.Done();
        };
        rig.Script.On("p/a", meet).On("p/b", meet);
        var ran = await rig.RunAsync(Some.Runbook("- id: p\n  parallel:\n    - {id: a, action: do.work}\n    - {id: b, action: do.work}"));
        Assert.StartsWith("+p +p/a +p/b =p/", ran.Story, StringComparison.Ordinal);
        Assert.EndsWith("=p #succeeded", ran.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxParallel_bounds_how_many_run_at_a_time()
    {
        int now = 0,
            most = 0;
        rig.Script.Otherwise = async (_, _) =>
        {
            var count = Interlocked.Increment(ref now);
            lock (rig)
            {
                most = Math.Max(most, count);
            }

            await Task.Yield();
            Interlocked.Decrement(ref now);
            return Outcome.Done();
        };
        var steps = string.Concat(Enumerable.Range(0, 20).Select(static i => $"\n    - {{id: s{i}, action: do.work}}"));
        var ran = await rig.RunAsync(Some.Runbook($"- id: p\n  maxParallel: 2\n  parallel:{steps}"));
        Assert.Equal("succeeded", ran.Story[^9..]);
        Assert.InRange(most, 1, 2);
        Assert.Equal(20, rig.Script.Calls.Count);
    }

    [Fact]
    public async Task A_failed_parallel_step_begins_no_more_but_lets_the_others_end()
    {
        rig.Script.Fails("p/a", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook("- id: p\n  maxParallel: 1\n  parallel:\n    - {id: a, action: do.work}\n    - {id: b, action: do.work}")
        );
        Assert.Equal("+p +p/a !p/a:fake.broken >p/a:abort !p:fake.broken >p:abort #failed", ran.Story);
    }

    [Fact]
    public async Task A_loop_gives_each_pass_its_item_and_counts_them()
    {
        var ran = await rig.RunAsync(
            Some.Runbook(
                """
                - id: loop
                  forEach: {in: [x, y], as: letter}
                  steps:
                    - {id: a, action: do.work, with: {value: "${{ letter }}"}}
                    - {id: b, action: do.work, with: {text: "${{ steps.a.outputs.value }}${{ letter }}"}}
                - {id: c, action: do.work, with: {value: "${{ steps.loop.outputs.count }}"}}
                """
            )
        );
        Assert.Equal(
            "+loop +loop[0] +loop[0]/a =loop[0]/a +loop[0]/b =loop[0]/b =loop[0] +loop[1] +loop[1]/a =loop[1]/a +loop[1]/b "
                + "=loop[1]/b =loop[1] =loop +c =c #succeeded",
            ran.Story
        );
        Assert.Contains(ran.Entries, static e => e.Fact is StepStarted { Path: "loop[1]/b" } s && s.Inputs["text"].ToText() == "yy");
        Assert.Contains(ran.Entries, static e => e.Fact is StepStarted { Path: "c" } s && s.Inputs["value"].Equals(Value.Of(2)));
    }

    [Fact]
    public async Task A_loop_over_nothing_succeeds_with_count_0()
    {
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: loop, forEach: {in: []}, steps: [{id: a, action: do.work}]}\n"
                    + "- {id: c, action: do.work, with: {value: \"${{ steps.loop.outputs.count }}\"}}"
            )
        );
        Assert.Equal("+loop =loop +c =c #succeeded", ran.Story);
        Assert.Contains(ran.Entries, static e => e.Fact is StepStarted { Path: "c" } s && s.Inputs["value"].Equals(Value.Of(0)));
    }

    [Fact]
    public async Task A_loop_over_what_is_no_list_fails_with_a_code()
    {
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: loop, forEach: {in: \"${{ station.name }}\"}, steps: [{id: a, action: do.work}]}")
        );
        Assert.Equal("!loop:expression.no-list >loop:abort #failed", ran.Story);
    }

    [Fact(Timeout = 30_000)]
    public async Task Passes_of_a_loop_run_side_by_side_when_allowed()
    {
        // Neither of the first two passes ends before both have begun: one after the other would never get on.
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = 0;
        rig.Script.Otherwise = async (_, cancellation) =>
        {
            if (Interlocked.Increment(ref begun) == 2)
            {
                met.SetResult();
            }

            await met.Task.WaitAsync(cancellation);
            return Outcome.Done();
        };
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: loop, forEach: {in: [1, 2, 3], maxParallel: 2}, steps: [{id: a, action: do.work, with: {value: \"${{ item }}\"}}]}"
            )
        );
        Assert.StartsWith("+loop +loop[0] +loop[0]/a +loop[1] +loop[1]/a =loop[", ran.Story, StringComparison.Ordinal);
        Assert.EndsWith("=loop #succeeded", ran.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_called_runbook_takes_inputs_and_gives_outputs()
    {
        rig.Library["sub"] = Some.Runbook(
            "- {id: a, action: do.work, with: {value: \"${{ inputs.n }}\"}}",
            "aliases: [pod]\ninputs: {n: {type: integer, required: true}}\noutputs: {twice: \"${{ steps.a.outputs.value * 2 }}\"}",
            "sub"
        );
        rig.Library["pod"] = rig.Library["sub"];
        var ran = await rig.RunAsync(
            Some.Runbook(
                """
                - {id: call, action: runbook.run, with: {runbook: pod, inputs: {n: 21}}}
                - {id: c, action: do.work, with: {value: "${{ steps.call.outputs.twice }}"}}
                """
            )
        );
        Assert.Equal("+call +call/a =call/a =call +c =c #succeeded", ran.Story);
        Assert.Contains(ran.Entries, static e => e.Fact is StepStarted { Path: "c" } s && s.Inputs["value"].Equals(Value.Of(42)));
    }

    [Fact]
    public async Task A_called_runbooks_failure_is_the_callers_failure()
    {
        rig.Library["sub"] = Some.Runbook("- {id: a, action: do.work}", "finally: [{id: z, action: do.work}]", "sub");
        rig.Script.Fails("call/a", "fake.broken");
        var ran = await rig.RunAsync(Some.Runbook("- {id: call, action: runbook.run, with: {runbook: sub}}"));
        Assert.Equal(
            "+call +call/a !call/a:fake.broken >call/a:abort +call/finally/z =call/finally/z !call:fake.broken >call:abort #failed",
            ran.Story
        );
        Assert.Equal("call/a", ran.Finished.FailedStep);
    }

    [Fact]
    public async Task An_escalation_inside_a_called_runbook_makes_the_whole_run_escalated()
    {
        rig.Library["sub"] = Some.Runbook("- {id: a, action: do.work}", "escalations: [{on: [fake.*], team: hardware}]", "sub");
        rig.Script.Fails("call/a", "fake.broken");
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: call, action: runbook.run, with: {runbook: sub}}", "escalations: [{on: [\"*\"], team: last}]")
        );
        Assert.Equal(
            "+call +call/a !call/a:fake.broken >call/a:abort >call:escalation:hardware +call/escalations[0] "
                + "=call/escalations[0] !call:fake.broken >call:abort #escalated",
            ran.Story
        );
        Assert.Equal("hardware", ran.Finished.EscalatedTo);
    }

    [Fact]
    public async Task A_call_is_tried_again_as_a_whole()
    {
        rig.Library["sub"] = Some.Runbook("- {id: a, action: do.work}", id: "sub");
        var times = 0;
        rig.Script.On("call/a", (_, _) => ValueTask.FromResult(times++ == 0 ? Outcome.Failed(Failure.Of("fake.broken")) : Outcome.Done()));
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: call, action: runbook.run, with: {runbook: sub}, retry: {maxAttempts: 2, on: [fake.broken]}}")
        );
        Assert.Equal(
            "+call +call/a !call/a:fake.broken >call/a:abort !call:fake.broken @call:1000 +call#2 +call/a =call/a =call #succeeded",
            ran.Story
        );
    }

    [Fact]
    public async Task Wrong_inputs_of_a_called_runbook_fail_the_step()
    {
        rig.Library["sub"] = Some.Runbook("- {id: a, action: do.work}", "inputs: {n: {type: integer, required: true}}", "sub");
        var ran = await rig.RunAsync(Some.Runbook("- {id: call, action: runbook.run, with: {runbook: sub, inputs: {n: x}}}"));
        Assert.Equal("!call:input.invalid >call:abort #failed", ran.Story);
    }

    [Fact]
    public async Task A_step_whose_condition_is_false_is_skipped_and_the_values_it_saw_are_kept()
    {
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: do.work, when: \"inputs.n > 3 && station.name == 'x'\"}\n"
                    + "- {id: b, action: do.work, when: \"steps.a.state == 'skipped'\"}\n"
                    + "- {id: c, action: do.work, when: false}",
                "inputs: {n: {type: integer, default: 2}}"
            )
        );
        Assert.Equal("-a +b =b -c #succeeded", ran.Story);
        var skipped = Assert.IsType<StepSkipped>(ran.Entries[1].Fact);
        Assert.Equal("""{"inputs.n":2,"station.name":"st-1"}""", skipped.Seen.ToText());
        Assert.Equal("inputs.n > 3 && station.name == 'x'", skipped.Condition);
    }
}
