using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class Crashes
{
    [Theory]
    [InlineData("do.work", "{crashAfter: b}", "{}", "outcome: succeeded, path: [a, b, c]")]
    [InlineData("do.work", "{crashIn: b}", "{outputs: {path: p}}", "outcome: succeeded, path: [a, b, c], inputs: {c: {text: p}}")]
    [InlineData("do.once", "{crashIn: b}", "{finds: done, outputs: {path: p}}", "outcome: succeeded, inputs: {c: {text: p}}")]
    [InlineData(
        "do.once",
        "{crashIn: b, clock: back}",
        "{finds: not-begun, outputs: {path: p}}",
        "outcome: succeeded, path: [a, b, c], inputs: {c: {text: p}}"
    )]
    [InlineData("do.once", "{crashIn: b}", "{finds: done, fails: fake.broken}", "outcome: failed, code: fake.broken")]
    [InlineData("do.fragile", "{crashIn: b}", "{}", "outcome: failed, code: step.interrupted")]
    [InlineData("do.asked", "{crashIn: b}", "{}", "outcome: waiting, path: [a, b]")]
    public async Task The_run_goes_on_as_its_activity_says(string activity, string fault, string answer, string expect) =>
        await Book(activity).HoldsAsync($"faults: [{fault}]\nactivities: {{b: {answer}}}\nexpect: {{{expect}}}");

    [Theory]
    [InlineData("rerun", "succeeded")]
    [InlineData("done", "succeeded")]
    [InlineData("abort", "failed")]
    public async Task A_person_says_what_the_interruption_meant(string choice, string outcome) =>
        await Book("do.asked")
            .HoldsAsync($"faults: [{{crashIn: b}}]\nanswers: {{b: {{choice: {choice}}}}}\nexpect: {{outcome: {outcome}}}");

    [Theory]
    [InlineData("abort", "outcome: failed, code: step.interrupted")]
    [InlineData("ask", "outcome: waiting")]
    [InlineData("rerun", "outcome: succeeded")]
    public async Task A_step_that_is_stricter_than_its_repeatable_activity_is_taken_at_its_word(string word, string expect) =>
        await new Rehearsed($"- {{id: a, action: do.work}}\n- {{id: b, action: do.work, onInterrupted: {word}}}").HoldsAsync(
            $"faults: [{{crashIn: b}}]\nexpect: {{{expect}}}"
        );

    [Theory]
    [InlineData("true", "", "outcome: succeeded")]
    [InlineData("'${{ 1 == 1 }}'", "", "outcome: succeeded")]
    [InlineData("false", "", "outcome: waiting")]
    [InlineData("true", ", onInterrupted: ask", "outcome: waiting")]
    public async Task What_is_given_as_repeatable_is_repeated_unless_the_step_is_stricter(string value, string more, string expect) =>
        await new Rehearsed($"- {{id: a, action: do.work}}\n- {{id: b, action: do.asked, with: {{value: {value}}}{more}}}").HoldsAsync(
            $"faults: [{{crashIn: b}}]\nexpect: {{{expect}}}"
        );

    [Fact]
    public async Task Each_fault_happens_once_and_several_can()
    {
        await Book("do.work")
            .HoldsAsync(
                "faults: [{crashAfter: a}, {crashIn: b}, {crashIn: b}, {crashAfter: c}]\n"
                    + "expect: {outcome: succeeded, path: [a, b, c], attempts: {b: 1}}"
            );
        Assert.Contains(
            "3:23 scenario.fault-unused",
            await Book("do.work")
                .DiffersAsync("faults: [{crashAfter: c}]\nactivities: {a: {fails: fake.broken}}\nexpect: {outcome: failed}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_crash_strikes_everything_that_runs_side_by_side()
    {
        var book = new Rehearsed(
            "- id: p\n  parallel:\n    - {id: a, action: do.once}\n    - {id: b, action: do.once}\n    - {id: c, action: do.work}"
        );
        for (var i = 0; i < 50; i++)
        {
            await book.HoldsAsync(
                "faults: [{crashAfter: b}]\n"
                    + "activities: {a: {takes: 1h, finds: done}, b: {takes: 1m}, c: {takes: 2h}}\n"
                    + "expect: {outcome: succeeded, path: [a, b, c]}"
            );
        }
    }

    [Fact]
    public async Task A_clock_that_goes_back_lengthens_a_wait_and_nothing_else() =>
        await new Rehearsed(
            "- {id: a, action: do.work, retry: {maxAttempts: 2, delay: 1h, on: [fake.flaky]}}\n- {id: b, action: do.work}"
        ).HoldsAsync(
            "faults: [{crashAfter: a, clock: back}]\n"
                + "activities: {a: [{fails: fake.flaky}, {}]}\n"
                + "expect: {outcome: succeeded, path: [a, b], attempts: {a: 2}}"
        );

    [Fact]
    public async Task A_crash_while_a_step_is_undone_undoes_it_all_the_same()
    {
        var book = new Rehearsed(
            "- {id: a, action: do.work, compensate: {action: do.undo}}\n"
                + "- {id: b, action: do.work, compensate: {action: do.undo}}\n"
                + "- {id: c, action: do.work, onFailure: rollback}"
        );
        await book.HoldsAsync(
            "faults: [{crashInUndo: b}, {crashInUndo: a, clock: back}]\n"
                + "activities: {c: {fails: fake.broken}}\n"
                + "expect: {outcome: rolled-back, compensated: [b, a], path: [a, b, c]}"
        );
        Assert.Contains(
            "scenario.fault-unused",
            await book.DiffersAsync("faults: [{crashInUndo: a}]\nexpect: {outcome: succeeded}"),
            StringComparison.Ordinal
        );
    }

    private static Rehearsed Book(string activity) =>
        new(
            $"- {{id: a, action: do.work}}\n"
                + $"- {{id: b, action: {activity}}}\n"
                + $"- {{id: c, action: do.work, with: {{text: \"${{{{ steps.b.outputs.path }}}}\"}}}}"
        );
}
