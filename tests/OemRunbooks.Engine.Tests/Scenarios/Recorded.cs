using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

/// <summary>A run that happened becomes a test that passes, and tells the same story.</summary>
public sealed class Recorded
{
    [Fact]
    public async Task Retries_routes_and_rollbacks_are_repeated()
    {
        using var rig = new Rig();
        rig.Script.Fails("b#1", "fake.flaky", retryable: true).Fails("d", "fake.broken").Fails("undo b", "fake.other");
        var yaml = Some.Runbook(
            "- {id: a, action: do.work, with: {value: 1}, compensate: {action: do.undo, with: {value: \"${{ "
                + "steps.a.outputs.path }}\"}}}\n"
                + "- {id: b, action: do.once, retry: {maxAttempts: 3}, compensate: {action: do.undo}}\n"
                + "- {id: c, action: do.work, when: steps.a.outputs.value == 2}\n"
                + "- {id: d, action: do.work, onFailure: rollback}",
            "escalations: [{on: fake.broken, team: l3}]"
        );
        var (recorded, result) = await RecordAsync(rig, yaml);
        Assert.True(result.Passed, Differences(result) + recorded.Yaml);
        Assert.Contains("b: [{fails: fake.flaky, undo: {fails: fake.other}}, {}]", recorded.Yaml, StringComparison.Ordinal);
        Assert.Contains("attempts: {b: 2, d: 1}", recorded.Yaml, StringComparison.Ordinal);
        Assert.Contains("outputs: {path: a, value: 1}", recorded.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_is_expected_too_and_another_way_to_the_same_end_fails()
    {
        using var rig = new Rig();
        rig.Script.Fails("b", "fake.broken");
        var yaml = Some.Runbook(
            "- {id: a, action: do.work}\n- {id: b, action: do.work, catch: [{on: fake.broken, then: continue}]}\n"
                + "- {id: c, action: do.work, when: steps.b.state == \"failed\"}\n- {id: d, action: do.work, when: false}\n"
                + "- {id: e, parallel: [{id: f, action: do.work}, {id: g, action: do.work}]}"
        );
        var (recorded, result) = await RecordAsync(rig, yaml);
        Assert.True(result.Passed, Differences(result) + recorded.Yaml);
        foreach (
            var entry in (string[])
                [
                    "- {data: {failure.code: fake.broken}, step: b, type: step.failed}",
                    "- {data: {code: fake.broken, route: catch}, step: b, type: route.taken}",
                    "- {step: d, type: step.skipped}",
                    "- {data: {outcome: succeeded}, type: run.finished}",
                ]
        )
        {
            Assert.Contains(entry, recorded.Yaml, StringComparison.Ordinal);
        }

        // Side by side, nobody knows who ends first.
        Assert.DoesNotContain("step: f,", recorded.Yaml, StringComparison.Ordinal);
        var edited = rig.Load(yaml.Replace("catch: [{on: fake.broken, then: continue}]", "onFailure: continue", StringComparison.Ordinal));
        var read = ScenarioFile.Read("x.test.yaml", Encoding.UTF8.GetBytes("tests:\n" + recorded.Yaml), edited);
        var other = await new ScenarioRunner(edited).RunAsync(Assert.Single(read.Scenarios));
        Assert.Equal([Codes.ScenarioJournal], other.Mismatches.Select(static m => m.Code));
    }

    [Fact]
    public async Task People_are_kept_apart_but_not_named()
    {
        using var rig = new Rig();
        rig.Desk = new Desk();
        rig.Desk.Answers.Enqueue(static w => Rig.Person(w, by: "anna"));
        rig.Desk.Answers.Enqueue(static w => Rig.Person(w, by: "bogdan"));
        rig.Desk.Answers.Enqueue(static w => Rig.Person(w, by: "celina"));
        rig.Desk.Answers.Enqueue(static w => Rig.Person(w, by: "bogdan", values: Value.MapOf(("n", Value.Of("7")))));
        var (recorded, result) = await RecordAsync(
            rig,
            Some.Runbook(
                "- {id: a, action: person.confirm, with: {prompt: x}}\n"
                    + "- {id: b, action: person.approve, with: {prompt: x, minApprovals: 2}}\n"
                    + "- {id: c, action: person.ask, with: {prompt: x, fields: [{name: n, type: integer, prompt: n}]}}"
            )
        );
        Assert.True(result.Passed, Differences(result) + recorded.Yaml);
        Assert.Contains("b: {approvedBy: [person-1, person-2]}", recorded.Yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("bogdan", recorded.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_becomes_a_fault()
    {
        using var rig = new Rig();
        using var stop = new CancellationTokenSource();
        rig.Script.On("b", static (_, _) => throw new OperationCanceledException("the engine dies here"));
        await rig.RunAsync(
            Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: do.once}\n- {id: c, action: do.work}"),
            stop: stop.Token
        );
        var journal = rig.Stored.Journal;
        var lines = File.ReadAllLines(journal).ToList();
        var cut = lines.FindIndex(static l =>
            l.Contains("\"path\":\"b\"", StringComparison.Ordinal) && l.Contains("step.started", StringComparison.Ordinal)
        );
        File.WriteAllText(journal, string.Join('\n', lines.Take(cut + 1)) + "\n");
        rig.Script.On("b", static (_, _) => ValueTask.FromResult(Outcome.Done()));
        await rig.ResumeAsync();
        var (recorded, result) = await RecordAsync(rig);
        Assert.True(result.Passed, Differences(result) + recorded.Yaml);
        Assert.Contains("faults: [{crashIn: b}]", recorded.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_somebody_answered_later_is_no_crash()
    {
        using var rig = new Rig();
        await rig.RunAsync(
            Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: person.confirm, with: {prompt: x}}\n- {id: c, action: do.work}")
        );
        rig.Answer("b");
        await rig.ResumeAsync();
        var (recorded, result) = await RecordAsync(rig);
        Assert.True(result.Passed, Differences(result) + recorded.Yaml);
        Assert.DoesNotContain("faults", recorded.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_and_their_references_are_left_out()
    {
        using var rig = new Rig();
        rig.Environment["KEY"] = "a-secret-of-some-length";
        rig.Script.On(
            "a",
            static (call, _) => ValueTask.FromResult(Outcome.Done(("value", Value.Of("a-secret-of-some-length")), ("path", Value.Of("p"))))
        );
        var (recorded, _) = await RecordAsync(
            rig,
            Some.Runbook(
                "- {id: a, action: do.work, with: {key: \"${{ inputs.k }}\"}}\n"
                    + "- {id: b, action: do.work, with: {value: \"${{ steps.a.outputs.path }}\"}}",
                "inputs: {k: {type: secret, default: \"env:KEY\"}}"
            )
        );
        Assert.DoesNotContain("secret-of", recorded.Yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("env:KEY", recorded.Yaml, StringComparison.Ordinal);
        Assert.Contains("outputs: {path: p}", recorded.Yaml, StringComparison.Ordinal);
    }

    private static async Task<(RecordedScenario, ScenarioResult)> RecordAsync(Rig rig, string yaml)
    {
        await rig.RunAsync(yaml).ConfigureAwait(true);
        return await RecordAsync(rig).ConfigureAwait(true);
    }

    private static async Task<(RecordedScenario, ScenarioResult)> RecordAsync(Rig rig)
    {
        var entries = rig.Stored.Read().ToList();
        var runbook = Execution.RunService.Definition(rig.Stored, rig.Loader, entries[0]);
        var recorded = new ScenarioRecorder(runbook).Record(entries);
        var file = ScenarioFile.Read("t.test.yaml", Encoding.UTF8.GetBytes("tests:\n" + recorded.Yaml), runbook);
        Assert.True(file.IsGood, string.Join("; ", file.Diagnostics) + recorded.Yaml);
        return (recorded, await new ScenarioRunner(runbook).RunAsync(Assert.Single(file.Scenarios)).ConfigureAwait(true));
    }

    private static string Differences(ScenarioResult result) =>
        string.Join("; ", result.Mismatches.Select(static m => $"{m.Code} {m.Arguments}")) + "\n";
}
