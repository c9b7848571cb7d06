using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class Time
{
    [Fact]
    public async Task Work_that_takes_longer_than_its_limit_times_out_and_as_long_does_not()
    {
        var book = new Rehearsed("- {id: a, action: do.work, timeout: 15m}");
        await book.HoldsAsync("activities: {a: {takes: 20m}}\nexpect: {outcome: failed, code: step.timeout}");
        await book.HoldsAsync("activities: {a: {takes: 15m}}\nexpect: {outcome: succeeded}");
        await book.HoldsAsync("activities: {a: {timesOut: true}}\nexpect: {outcome: failed, code: step.timeout}");
    }

    [Fact]
    public async Task A_blocks_limit_counts_all_that_runs_inside_it()
    {
        var book = new Rehearsed(
            "- id: g\n  timeout: 30m\n  steps:\n    - {id: a, action: do.work}\n    - {id: b, action: do.work}\n- {id: c, action: do.work}"
        );
        await book.HoldsAsync(
            "activities: {a: {takes: 20m}, b: {takes: 20m}}\nexpect: {path: [a, b], outcome: failed, code: step.timeout}"
        );
        await book.HoldsAsync("activities: {a: {takes: 20m}, b: {takes: 9m}}\nexpect: {path: [a, b, c], outcome: succeeded}");
    }

    [Fact]
    public async Task Work_that_is_found_done_after_its_limit_is_done()
    {
        var book = new Rehearsed("- {id: a, action: do.once, timeout: 1m}");
        await book.HoldsAsync("activities: {a: {takes: 2m, finds: done, outputs: {path: p}}}\nexpect: {outcome: succeeded}");
        await book.HoldsAsync("activities: {a: {takes: 2m, finds: not-begun}}\nexpect: {outcome: failed, code: step.timeout}");
    }

    [Fact]
    public async Task Of_steps_side_by_side_the_shorter_one_ends_first()
    {
        var book = new Rehearsed(
            "- id: p\n"
                + "  parallel:\n"
                + "    - {id: g, steps: [{id: slow, action: do.work}, {id: after-slow, action: do.work}]}\n"
                + "    - {id: h, steps: [{id: fast, action: do.work}, {id: after-fast, action: do.work}]}"
        );
        await book.HoldsAsync("activities: {slow: {takes: 3m}, fast: {takes: 2m}}\nexpect: {path: [slow, fast, after-fast, after-slow]}");
        await book.HoldsAsync("activities: {slow: {takes: 1m}, fast: {takes: 2m}}\nexpect: {path: [slow, fast, after-slow, after-fast]}");
    }

    [Fact]
    public async Task A_wait_before_another_attempt_passes_while_other_steps_work()
    {
        var book = new Rehearsed(
            "- id: p\n"
                + "  parallel:\n"
                + "    - {id: again, action: do.work, retry: {maxAttempts: 2, delay: 26h, maxDelay: 2d, on: [fake.flaky]}}\n"
                + "    - {id: g, steps: [{id: slow, action: do.work}, {id: after-slow, action: do.work}]}"
        );
        await book.HoldsAsync(
            "activities: {again: [{fails: fake.flaky}, {takes: 2h}], slow: {takes: 27h}}\n"
                + "expect: {path: [again, slow, after-slow], attempts: {again: 2}, outcome: succeeded}"
        );
    }

    [Fact]
    public async Task A_scenario_goes_the_same_way_every_time()
    {
        var book = new Rehearsed(
            "- id: p\n"
                + "  timeout: 1h\n"
                + "  parallel:\n"
                + "    - {id: a, action: do.once}\n"
                + "    - {id: b, action: do.once}\n"
                + "    - {id: c, action: do.once}\n"
                + "    - {id: d, action: do.work, retry: {maxAttempts: 5, delay: 7m, on: [fake.flaky]}}"
        );
        for (var i = 0; i < 200; i++)
        {
            await book.HoldsAsync(
                "activities: {a: {takes: 59m}, b: {timesOut: true}, c: {timesOut: true}, d: [{fails: fake.flaky}, {fails: "
                    + "fake.flaky, takes: 3m}, {fails: fake.broken}]}\n"
                    + "expect: {path: [a, b, c, d], outcome: failed, code: fake.broken, attempts: {d: 3}}"
            );
        }
    }
}
