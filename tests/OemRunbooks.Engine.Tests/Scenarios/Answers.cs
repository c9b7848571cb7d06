using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class Answers
{
    private const string Two =
        "- {id: a, action: do.work, with: {value: 1}}\n"
        + "- {id: b, action: do.work, when: \"${{ steps.a.outputs.path }}\", with: {text: \"${{ steps.a.outputs.path }}\"}}";

    [Fact]
    public async Task An_activity_that_is_not_mentioned_succeeds_and_has_nothing_to_say() =>
        await new Rehearsed(Two).HoldsAsync(
            "expect: {path: [a], skipped: [b], outcome: succeeded, code: null, escalatedTo: null, compensated: []}"
        );

    [Fact]
    public async Task Outputs_that_are_given_are_what_later_steps_see() =>
        await new Rehearsed(Two).HoldsAsync(
            "activities: {a: {outputs: {path: x/y}}}\nexpect: {path: [a, b], inputs: {b: {text: x/y}, a: {value: 1, text: null}}}"
        );

    [Fact]
    public async Task A_condition_is_judged_by_what_the_steps_gave()
    {
        var book = new Rehearsed(
            "- {id: a, action: do.work}\n- {id: b, action: do.judge, with: {value: \"${{ steps.a.outputs.path == 'x' }}\"}}"
        );
        await book.HoldsAsync("activities: {a: {outputs: {path: x}}}\nexpect: {path: [a, b], outcome: succeeded}");
        await book.HoldsAsync("activities: {a: {outputs: {path: y}}}\nexpect: {path: [a, b], outcome: failed, code: fake.broken}");
        await book.HoldsAsync("activities: {a: {outputs: {path: y}}, b: {fails: io.failed}}\nexpect: {outcome: failed, code: io.failed}");
    }

    [Fact]
    public async Task A_list_answers_one_attempt_after_another()
    {
        var flaky = new Rehearsed("- {id: a, action: do.work, retry: {maxAttempts: 3, delay: 2h, on: [fake.flaky]}}");
        await flaky.HoldsAsync(
            "activities: {a: [{fails: fake.flaky}, {fails: fake.flaky}, {}]}\nexpect: {path: [a], outcome: succeeded, attempts: {a: 3}}"
        );
        await flaky.HoldsAsync(
            "activities: {a: [{fails: fake.flaky}, {fails: fake.broken}]}\nexpect: {outcome: failed, code: fake.broken, attempts: {a: 2}}"
        );
        await flaky.HoldsAsync("activities: {a: {fails: fake.flaky}}\nexpect: {outcome: failed, code: fake.flaky, attempts: {a: 3}}");
    }

    [Fact]
    public async Task A_list_goes_on_where_the_block_around_the_step_begins_anew()
    {
        var block = Rehearsed.Newest(
            "- {id: all, retry: {maxAttempts: 3, delay: 1s, on: [fake.broken]},"
                + " steps: [{id: a, action: do.work}, {id: b, action: do.work}]}"
        );
        await block.HoldsAsync(
            "activities: {a: [{}, {}, {fails: fake.other}], b: {fails: fake.broken}}\nexpect: {outcome: failed, code: fake.other}"
        );
        var wait = Rehearsed.Newest(
            "- {id: w, action: wait.until, timeout: 1h, with: {that: \"${{ steps.a.outputs.path == 'there' }}\", every: 1m},"
                + " steps: [{id: a, action: do.work}]}\n- {id: b, action: do.work}"
        );
        await wait.HoldsAsync(
            "activities: {a: [{outputs: {path: gone}}, {fails: fake.broken}, {outputs: {path: there}}]}\n"
                + "expect: {path: [a, b], outcome: succeeded, attempts: {w: 3}}"
        );
        await wait.HoldsAsync("activities: {a: {outputs: {path: gone}}}\nexpect: {path: [a], outcome: failed, code: step.timeout}");
    }

    [Fact]
    public async Task A_failures_arguments_reach_the_run()
    {
        var book = new Rehearsed(
            "- {id: a, action: do.work}",
            "finally: [{id: z, action: do.work, with: {text: \"${{ run.failure.arguments.reason }}\"}}]"
        );
        await book.HoldsAsync(
            "activities: {a: {fails: fake.broken, arguments: {reason: dust}}}\n"
                + "expect: {path: [a, z], code: fake.broken, inputs: {z: {text: dust}}}"
        );
    }

    [Fact]
    public async Task In_a_loop_an_id_means_every_pass_and_a_path_one_of_them()
    {
        var book = new Rehearsed("- {id: all, forEach: {in: [x, y]}, steps: [{id: a, action: do.work, with: {value: \"${{ item }}\"}}]}");
        await book.HoldsAsync("expect: {path: [\"all[0]/a\", \"all[1]/a\"], inputs: {\"all[1]/a\": {value: y}}}");
        await book.HoldsAsync(
            "activities: {a: {outputs: {path: p}}, \"all[1]/a\": {fails: fake.broken}}\nexpect: {path: [a, a], outcome: failed}"
        );
        await book.HoldsAsync("activities: {\"all[0]/a\": {fails: fake.broken}, a: {}}\nexpect: {path: [a], outcome: failed}");
    }

    [Fact]
    public async Task In_nested_loops_a_written_pass_may_stand_at_either_level()
    {
        var book = new Rehearsed(
            "- {id: out, forEach: {in: [x, y], as: o}, steps: [{id: in, forEach: {in: [1, 2]}, steps: [{id: a, action: "
                + "do.work, with: {text: \"${{ o }}${{ item }}\"}}]}]}"
        );
        await book.HoldsAsync("expect: {path: [a, a, a, a], inputs: {\"out[1]/in/a\": {value: null}, \"out[1]/in[0]/a\": {text: y1}}}");
        await book.HoldsAsync(
            "activities: {\"out[1]/in/a\": {fails: fake.broken}}\n"
                + "expect: {path: [\"out[0]/in[0]/a\", \"in[1]/a\", \"out[1]/in/a\"], outcome: failed}"
        );
    }

    [Fact]
    public async Task A_called_runbooks_steps_are_named_by_their_path_or_its_end()
    {
        var book = new Rehearsed(
            "- {id: own, action: do.work}\n"
                + "- {id: call, action: runbook.run, with: {runbook: inner, inputs: {what: \"${{ steps.own.outputs.value }}\"}}}",
            "",
            (
                "inner",
                Some.Runbook(
                    "- {id: own, action: do.work}\n- {id: deep, action: do.work, with: {value: \"${{ inputs.what }}\"}}",
                    "inputs: {what: {type: string}}\noutputs: {got: \"${{ steps.deep.outputs.path }}\"}",
                    id: "inner"
                )
            )
        );
        await book.HoldsAsync(
            "activities: {own: {outputs: {value: hello}}, deep: {outputs: {path: p}}}\n"
                + "expect: {path: [own, call/own, call/deep], inputs: {deep: {value: hello}, call: {what: hello}}, outcome: "
                + "succeeded}"
        );
        await book.HoldsAsync(
            "activities: {call/own: {fails: fake.other}}\nexpect: {path: [own, call/own], outcome: failed, code: fake.other}"
        );
    }

    [Fact]
    public async Task Packing_an_escalation_is_no_step_of_the_path_but_can_fail()
    {
        var book = new Rehearsed(
            "- {id: a, action: do.work}",
            "escalations: [{on: [fake.*], team: l3}]\nfinally: [{id: z, action: do.work}]"
        );
        await book.HoldsAsync("activities: {a: {fails: fake.broken}}\nexpect: {path: [a, z], outcome: escalated, escalatedTo: l3}");
        await book.HoldsAsync(
            "activities: {a: {fails: fake.broken}, \"escalations[0]\": {fails: escalate.failed}}\n"
                + "expect: {path: [a, z], outcome: failed, escalatedTo: null}"
        );
    }

    [Fact]
    public async Task The_steps_of_a_catch_are_steps_like_any_other()
    {
        var book = new Rehearsed(
            "- id: a\n"
                + "  action: do.work\n"
                + "  catch: [{on: [fake.broken], steps: [{id: mend, action: do.work}], then: continue}]\n"
                + "- {id: b, action: do.work}"
        );
        await book.HoldsAsync("activities: {a: {fails: fake.broken}}\nexpect: {path: [a, mend, b], outcome: succeeded}");
        await book.HoldsAsync(
            "activities: {a: {fails: fake.broken}, mend: {fails: fake.other}}\nexpect: {path: [a, mend], outcome: failed, code: fake.other}"
        );
    }

    [Fact]
    public async Task Undoing_goes_from_the_last_completed_step_and_can_fail()
    {
        var book = new Rehearsed(
            "- {id: a, action: do.work, compensate: {action: do.undo}}\n"
                + "- {id: b, action: do.work, compensate: {action: do.undo}}\n"
                + "- {id: c, action: do.work, onFailure: rollback}"
        );
        await book.HoldsAsync("activities: {c: {fails: fake.broken}}\nexpect: {outcome: rolled-back, compensated: [b, a]}");
        await book.HoldsAsync(
            "activities: {c: {fails: fake.broken}, b: {undo: {fails: fake.other}}}\nexpect: {outcome: failed, compensated: [a]}"
        );
    }

    [Fact]
    public async Task Remarks_station_and_inputs_are_what_the_run_sees()
    {
        var book = new Rehearsed(
            "- {id: a, action: do.work, with: {text: \"${{ station.platform }}\", count: \"${{ inputs.size }}\", key: \"${{ "
                + "inputs.key }}\"}}",
            "inputs: {size: {type: integer, required: true}, key: {type: secret, default: \"env:K\"}, place: {type: file, "
                + "mustExist: true, default: nowhere}}\n"
                + "outputs: {size: \"${{ inputs.size }}\"}"
        );
        await book.HoldsAsync(
            "inputs: {size: \"7\"}\n"
                + "station: {platform: windows}\n"
                + "activities: {a: {remarks: [fake.odd]}}\n"
                + "expect: {inputs: {a: {text: windows, count: 7}}, remarks: [fake.odd], outputs: {size: 7}}"
        );
    }
}
