using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>Questions to people: at the desk, and later.</summary>
public sealed class WaitingForPeople : IDisposable
{
    private readonly Rig rig = new() { Desk = new Desk() };

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData(true, "+a ?a .a =a #succeeded")]
    [InlineData(false, "+a ?a .a !a:person.declined >a:abort #failed")]
    public async Task A_question_is_confirmed_or_declined(bool yes, string story)
    {
        rig.Desk!.Answers.Enqueue(w => Rig.Person(w, yes));
        Assert.Equal(story, (await rig.RunAsync(Some.Runbook("- {id: a, action: person.confirm, with: {prompt: Ok?}}"))).Story);
    }

    [Fact]
    public async Task A_refusal_that_is_allowed_is_an_answer()
    {
        rig.Desk!.Answers.Enqueue(static w => Rig.Person(w, false));
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: person.confirm, with: {prompt: Ok?, required: false}}",
                "outputs: {said: \"${{ steps.a.outputs.confirmed }}\"}"
            )
        );
        Assert.Equal(Value.False, ran.Finished.Outputs["said"]);
    }

    [Fact]
    public async Task A_wrong_answer_is_asked_for_again()
    {
        rig.Desk!.Answers.Enqueue(static w => Rig.Person(w, values: Value.MapOf(("n", Value.Of("many")))));
        rig.Desk.Answers.Enqueue(static w => Rig.Person(w, values: Value.MapOf(("n", Value.Of("3")))));
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: person.ask, with: {prompt: How many?, fields: [{name: n, type: integer}]}}",
                "outputs: {n: \"${{ steps.a.outputs.answers.n }}\"}"
            )
        );
        Assert.Equal("+a ?a .a =a #succeeded", ran.Story);
        Assert.Equal([null, "person.invalid-answer"], rig.Desk.Problems);
        Assert.Equal("3", ran.Finished.Outputs["n"].ToText());
    }

    [Fact]
    public async Task Two_different_people_other_than_the_initiator_must_approve()
    {
        foreach (var by in (string[])["anna", "bogdan", "bogdan", "celina"])
        {
            rig.Desk!.Answers.Enqueue(w => Rig.Person(w, by: by));
        }

        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: person.approve, with: {prompt: Ok?, minApprovals: 2, notInitiator: true}}",
                "outputs: {by: \"${{ steps.a.outputs.approvedBy }}\"}"
            )
        );
        Assert.Equal("+a ?a .a .a =a #succeeded", ran.Story);
        Assert.Equal([null, "person.initiator", null, "person.already-answered"], rig.Desk!.Problems);
        Assert.Equal("""["bogdan","celina"]""", ran.Finished.Outputs["by"].ToText());
    }

    [Theory]
    [InlineData("[one, '2']", "+a ?a .a =a #succeeded")]
    [InlineData("[one]", "+a ?a .a")]
    public async Task Every_required_item_of_a_checklist_must_be_ticked(string ticked, string story)
    {
        rig.Desk!.Answers.Enqueue(w =>
            Rig.Person(
                w,
                values: Value.MapOf(("ticked", Value.List(ticked.Trim('[', ']').Split(", ").Select(static t => Value.Of(t.Trim('\''))))))
            )
        );
        Assert.Equal(
            story,
            (
                await rig.RunAsync(
                    Some.Runbook(
                        "- {id: a, action: person.checklist, with: {prompt: Do, items: [{id: one, text: A}, {text: B}, {id: c, text: C, "
                            + "required: false}]}}"
                    )
                )
            ).Story
        );
    }

    [Fact]
    public async Task What_was_ticked_before_counts_when_the_rest_is_ticked()
    {
        var list = Some.Runbook("- {id: a, action: person.checklist, with: {prompt: Do, items: [{id: one, text: A}, {id: two, text: B}]}}");
        await rig.RunAsync(list);
        rig.Answer("a", values: Value.MapOf(("ticked", Value.List([Value.Of("one")]))));
        var unknown = Assert.Throws<CodedException>(() => rig.Answer("a", values: Value.MapOf(("ticked", Value.List([Value.Of("x")])))));
        Assert.Equal("person.unknown-item", unknown.Failure.Code);
        rig.Answer("a", values: Value.MapOf(("ticked", Value.List([Value.Of("two")]))));
        var ran = await rig.ResumeAsync();
        Assert.EndsWith("=a #succeeded", ran.Story, StringComparison.Ordinal);
        Assert.Contains(ran.Entries, static e => e.Fact is StepSucceeded s && s.Outputs["ticked"].ToText() == """["one","two"]""");
    }

    // Two spellings are one person; a name that could lead anywhere is none.
    [Theory]
    [InlineData("Bogdan", "person.already-answered")]
    [InlineData(" bogdan", "person.already-answered")]
    [InlineData("ｂogdan", "person.already-answered")]
    [InlineData("ANNA", "person.initiator")]
    [InlineData("./celina", "person.name-invalid")]
    [InlineData("..", "person.name-invalid")]
    [InlineData("bogdаn", "person.name-invalid")]
    public async Task One_person_consents_once_however_the_name_is_spelled(string by, string code)
    {
        await rig.RunAsync(Some.Runbook("- {id: a, action: person.approve, with: {prompt: Ok?, minApprovals: 2, notInitiator: true}}"));
        rig.Answer("a", by: "bogdan");
        Assert.Equal(code, Assert.Throws<CodedException>(() => rig.Answer("a", by: by)).Failure.Code);
    }

    [Fact]
    public async Task An_answer_after_its_time_is_too_late_and_another_attempt_asks_anew()
    {
        rig.Desk!.Answers.Enqueue(w =>
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(6));
            return Rig.Person(w);
        });
        rig.Desk.Answers.Enqueue(static w => Rig.Person(w));
        var ran = await rig.RunAsync(
            Some.Runbook(
                "- {id: a, action: person.confirm, with: {prompt: Ok?, expiresAfter: 5m}, retry: {maxAttempts: 2, on: [person.expired]}}"
            )
        );
        Assert.Equal("+a ?a .a !a:person.expired @a:1000 +a#2 ?a .a =a #succeeded", ran.Story);
    }

    [Fact]
    public async Task Without_anybody_there_the_run_waits_and_goes_on_after_an_answer()
    {
        rig.Desk = null;
        var waiting = await rig.RunAsync(
            Some.Runbook("- {id: g, steps: [{id: a, action: person.confirm, with: {prompt: Ok?}}]}\n- {id: b, action: do.work}")
        );
        Assert.Equal(("+g +g/a ?g/a", RunEnd.Waiting), (waiting.Story, waiting.End));
        Assert.Equal("g/a", Assert.Single(waiting.State.Waiting).Path);
        rig.Answer("a");
        var ran = await rig.ResumeAsync();
        Assert.EndsWith("|> =g/a =g +b =b #succeeded", ran.Story, StringComparison.Ordinal);
        Assert.Throws<CodedException>(() => rig.Answer("a"));
    }

    [Fact]
    public async Task An_answer_given_later_is_checked_like_one_at_the_desk()
    {
        rig.Desk = null;
        await rig.RunAsync(Some.Runbook("- {id: a, action: person.approve, with: {prompt: Ok?, notInitiator: true}}"));
        Assert.Equal("person.initiator", Assert.Throws<CodedException>(() => rig.Answer("a", by: "anna")).Failure.Code);
        Assert.Equal("person.not-waiting", Assert.Throws<CodedException>(() => rig.Answer("b")).Failure.Code);
    }
}

/// <summary>Ctrl-C, and what a step in whose middle it came means.</summary>
public sealed class Interruptions : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("do.work", "", "|> ~a =a +b =b #succeeded")]
    [InlineData("do.once", "", "|> ~a =a +b =b #succeeded")]
    [InlineData("do.fragile", "", "|> !a:step.interrupted >a:abort #failed")]
    [InlineData("do.asked", "", "|> ?a")]
    [InlineData("do.work", "onInterrupted: ask, ", "|> ?a")]
    [InlineData("do.work", "onInterrupted: abort, ", "|> !a:step.interrupted >a:abort #failed")]
    public async Task An_interrupted_step_goes_on_as_its_activity_says_unless_the_step_says_otherwise(
        string activity,
        string further,
        string story
    )
    {
        var stopped = await InterruptedAsync($"- {{id: a, {further}action: {activity}}}\n- {{id: b, action: do.work}}");
        Assert.Equal(("+a ||", RunEnd.Interrupted), (stopped.Story, stopped.End));
        var ran = await rig.ResumeAsync();
        Assert.EndsWith(story, ran.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_that_finds_its_work_done_is_not_run_again()
    {
        rig.Script.Finds("a", static _ => Reconciliation.Done(Outcome.Done(("value", Value.Of(7)))));
        await InterruptedAsync("- {id: a, action: do.once}\n- {id: b, action: do.work, with: {value: \"${{ steps.a.outputs.value }}\"}}");
        var ran = await rig.ResumeAsync();
        Assert.EndsWith("|> =a +b =b #succeeded", ran.Story, StringComparison.Ordinal);
        Assert.True(Assert.IsType<StepSucceeded>(ran.Entries.First(static e => e.Fact is StepSucceeded).Fact).Reconciled);
        Assert.Equal(["a", "reconcile a", "b"], rig.Script.Calls);
    }

    [Theory]
    [InlineData("rerun", "|> ~a =a #succeeded")]
    [InlineData("done", "|> =a #succeeded")]
    [InlineData("abort", "|> !a:step.interrupted >a:abort #failed")]
    public async Task A_person_decides_about_an_interrupted_step(string choice, string story)
    {
        await InterruptedAsync("- {id: a, action: do.asked}");
        Assert.Equal(RunEnd.Waiting, (await rig.ResumeAsync()).End);
        rig.Answer("a", values: Value.MapOf(("choice", Value.Of(choice))));
        Assert.EndsWith(story, (await rig.ResumeAsync()).Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_interrupted_steps_are_each_looked_at_once()
    {
        using var stop = new CancellationTokenSource();
        var begun = 0;
        rig.Script.Otherwise = async (_, cancellation) =>
        {
            if (Interlocked.Increment(ref begun) == 3)
            {
                await stop.CancelAsync();
            }

            await Task.Delay(Timeout.Infinite, cancellation);
            return Outcome.Done();
        };
        await rig.RunAsync(
            Some.Runbook("- {id: p, parallel: [{id: a, action: do.once}, {id: b, action: do.once}, {id: c, action: do.work}]}"),
            stop: stop.Token
        );
        rig.Script.Calls.Clear();
        rig.Script.Otherwise = static (_, _) => ValueTask.FromResult(Outcome.Done());
        rig.Script.Finds("p/a", static _ => Reconciliation.Done(Outcome.Done()));
        var ran = await rig.ResumeAsync();
        Assert.EndsWith("=p #succeeded", ran.Story, StringComparison.Ordinal);
        Assert.Equal(["p/b", "p/c", "reconcile p/a", "reconcile p/b"], rig.Script.Calls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_activity_that_does_not_listen_is_waited_for_and_its_outcome_kept()
    {
        using var stop = new CancellationTokenSource();
        rig.Script.On(
            "a",
            async (_, _) =>
            {
                await stop.CancelAsync();
                return Outcome.Done();
            }
        );
        Assert.Equal(
            "+a =a ||",
            (await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}\n- {id: b, action: do.work}"), stop: stop.Token)).Story
        );
        Assert.EndsWith("|> +b =b #succeeded", (await rig.ResumeAsync()).Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_undo_is_begun_again()
    {
        using var stop = new CancellationTokenSource();
        rig.Script.Fails("b", "fake.broken")
            .On(
                "undo a",
                async (_, cancellation) =>
                {
                    await stop.CancelAsync();
                    cancellation.ThrowIfCancellationRequested();
                    return Outcome.Done();
                }
            );
        var stopped = await rig.RunAsync(
            Some.Runbook("- {id: a, action: do.work, compensate: {action: do.undo}}\n- {id: b, action: do.work, onFailure: rollback}"),
            stop: stop.Token
        );
        Assert.Equal("+a =a +b !b:fake.broken >b:rollback <a ||", stopped.Story);
        rig.Script.On("undo a", static (_, _) => ValueTask.FromResult(Outcome.Done()));
        Assert.EndsWith("|> <a~ <=a #rolled-back", (await rig.ResumeAsync()).Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_step_is_given_its_newest_checkpoint()
    {
        using var stop = new CancellationTokenSource();
        rig.Script.On(
            "a",
            async (call, cancellation) =>
            {
                call.SaveCheckpoint(Value.Of(1));
                call.SaveCheckpoint(Value.Of(2));
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return Outcome.Done();
            }
        );
        await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}"), stop: stop.Token);
        rig.Script.On("a", static (call, _) => ValueTask.FromResult(Outcome.Done(("value", call.Checkpoint))));
        var ran = await rig.ResumeAsync();
        Assert.Equal(
            Value.Of(2),
            Assert.IsType<StepSucceeded>(ran.Entries.First(static e => e.Fact is StepSucceeded).Fact).Outputs["value"]
        );
    }

    [Fact]
    public async Task A_finished_run_is_not_resumed()
    {
        await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}"));
        Assert.Equal("run.finished", (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync())).Failure.Code);
    }

    private async Task<Ran> InterruptedAsync(string steps)
    {
        using var stop = new CancellationTokenSource();
        rig.Script.On(
            "a",
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return Outcome.Done();
            }
        );
        var ran = await rig.RunAsync(Some.Runbook(steps), stop: stop.Token);
        rig.Script.On("a", static (_, _) => ValueTask.FromResult(Outcome.Done()));
        return ran;
    }
}
