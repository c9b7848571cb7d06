using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class WhatNoTestTakes
{
    [Fact]
    public async Task Steps_conditions_catches_routes_retries_undoing_and_rules_are_counted_until_a_scenario_takes_them()
    {
        var book = new Rehearsed(
            """
            - {id: a, action: do.work, compensate: {action: do.undo}}
            - {id: b, action: do.work, when: "${{ steps.a.outputs.path }}"}
            - id: c
              action: do.work
              retry: {maxAttempts: 2, on: [fake.flaky]}
              onFailure: rollback
              catch: [{on: [fake.other], steps: [{id: mend, action: do.work}]}]
            """,
            "escalations: [{on: [fake.broken], team: l3}]\nfinally: [{id: z, action: do.work}]"
        );
        Assert.Equal(0, book.Runner.Coverage.Percent);
        await book.HoldsAsync("expect: {outcome: succeeded}");
        Assert.Equal(
            ["Catch c[0]", "Compensation a", "Escalation l3[0]", "OnFailure c", "Retry c", "Step b", "Step mend", "WhenTrue b"],
            book.Missing.Order(StringComparer.Ordinal)
        );
        await book.HoldsAsync(
            "activities: {a: {outputs: {path: p}}, c: [{fails: fake.flaky}, {fails: fake.other}]}\nexpect: {outcome: succeeded}"
        );
        Assert.Equal(["Compensation a", "Escalation l3[0]", "OnFailure c"], book.Missing.Order(StringComparer.Ordinal));
        Assert.Equal(9 * 100 / 12, book.Runner.Coverage.Percent);
        await book.HoldsAsync("activities: {c: {fails: fake.broken}}\nexpect: {outcome: escalated}");
        Assert.Empty(book.Missing);
        Assert.Equal(100, book.Runner.Coverage.Percent);
    }

    [Fact]
    public async Task What_follows_a_catch_does_not_count_as_the_steps_own_route()
    {
        var book = new Rehearsed("- {id: c, action: do.work, onFailure: continue, catch: [{on: [fake.other], steps: [], then: continue}]}");
        await book.HoldsAsync("activities: {c: {fails: fake.other}}\nexpect: {outcome: succeeded}");
        Assert.Equal(["OnFailure c"], book.Missing);
    }

    [Fact]
    public async Task A_called_runbook_is_left_to_its_own_tests()
    {
        var book = new Rehearsed(
            "- {id: call, action: runbook.run, with: {runbook: inner}}",
            "",
            (
                "inner",
                Some.Runbook("- {id: x, action: do.work, when: \"false\"}\n- {id: y, action: do.work, onFailure: rollback}", id: "inner")
            )
        );
        await book.HoldsAsync("expect: {outcome: succeeded, path: [call/y]}");
        Assert.Equal(100, book.Runner.Coverage.Percent);
    }
}
