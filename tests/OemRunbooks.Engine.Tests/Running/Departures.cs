using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>
/// A person departs from the runbook: only with a reason, only where nothing is done yet, and a replay goes the same way.
/// </summary>
public sealed class Departures : IDisposable
{
    private const string Steps =
        "- {id: ask, action: person.confirm, with: {prompt: x}}\n"
        + "- {id: a, action: do.work, with: {text: \"${{ inputs.word }}\"}}\n"
        + "- {id: b, action: do.work}";
    private const string Inputs = "inputs: {word: {type: string, default: first, pattern: \"[a-z]+\"}}";
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_waiting_step_and_one_still_to_come_are_skipped_with_a_reason()
    {
        await rig.RunAsync(Some.Runbook(Steps, Inputs));
        var ran = await rig.ResumeAsync(new DeviationRequest(["ask", "b"], [], Value.EmptyMap, "bogdan", "nie ma kogo zapytać"));
        Assert.Equal("+ask ?ask |> +a =a -b #succeeded", ran.Story);
        var noted = ran.Entries.Select(static e => e.Fact).OfType<Deviation>().ToList();
        Assert.Equal(["ask", "b"], noted.Select(static d => d.Path));
        Assert.All(noted, static d => Assert.Equal(("skip", "bogdan", "nie ma kogo zapytać"), (d.Kind, d.By, d.Reason)));
    }

    // Whoever began the run is nobody else under another spelling.
    [Theory]
    [InlineData("anna")]
    [InlineData(" Anna ")]
    [InlineData("anna kowalska")]
    public async Task A_step_that_guards_is_not_skipped_by_the_initiator_alone(string by)
    {
        await rig.RunAsync(Some.Runbook(Steps, Inputs));
        var wanted = new DeviationRequest(["ask"], [], Value.EmptyMap, by, "szkoda czasu");
        Assert.Equal("deviation.guard", (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(wanted))).Failure.Code);
    }

    [Fact]
    public async Task An_input_gets_another_value_from_here_on()
    {
        await rig.RunAsync(Some.Runbook(Steps, Inputs));
        rig.Answer("ask");
        var ran = await rig.ResumeAsync(new DeviationRequest([], [], Value.MapOf(("word", Value.Of("second"))), "anna", "pomyłka"));
        Assert.Contains(ran.Entries, static e => e.Fact is StepStarted { Path: "a" } s && s.Inputs["text"].ToText() == "second");
    }

    [Fact]
    public async Task An_interrupted_step_is_repeated_whatever_its_activity_would_find()
    {
        using var stop = new CancellationTokenSource();
        rig.Script.On(
            "a",
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
                return Outcome.Done();
            }
        );
        var first = await rig.RunAsync(Some.Runbook("- {id: a, action: do.asked}"), stop: stop.Token);
        Assert.Equal(RunEnd.Interrupted, first.End);
        rig.Script.On("a", static (_, _) => ValueTask.FromResult(Outcome.Done()));
        var ran = await rig.ResumeAsync(new DeviationRequest([], ["a"], Value.EmptyMap, "anna", "zasilanie"));
        Assert.Equal("+a || |> +a#2 =a #succeeded", ran.Story);
    }

    // "copy" is a step of the caller, too, and "last" is not: an id is looked up in the runbook into which the path leads.
    [Theory]
    [InlineData("sub/copy", "|> =sub/ask -sub/copy +sub/last =sub/last =sub +end =end #succeeded")]
    [InlineData("sub/last", "|> =sub/ask +sub/copy =sub/copy -sub/last =sub +end =end #succeeded")]
    [InlineData("end", "|> =sub/ask +sub/copy =sub/copy +sub/last =sub/last =sub -end #succeeded")]
    [InlineData("sub/ask", "|> +sub/copy =sub/copy +sub/last =sub/last =sub +end =end #succeeded")]
    public async Task A_step_of_a_called_runbook_is_skipped_by_its_path(string step, string story)
    {
        await CallAsync();
        if (step != "sub/ask")
        {
            rig.Answer("sub/ask");
        }

        Assert.EndsWith(story, (await rig.ResumeAsync(Skip(step))).Story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy", "deviation.step-done")]
    [InlineData("sub/first", "deviation.step-done")]
    [InlineData("last", "deviation.unknown-step")]
    [InlineData("sub/end", "deviation.unknown-step")]
    [InlineData("sub/sub", "deviation.unknown-step")]
    [InlineData("sub/copy/", "deviation.unknown-step")]
    [InlineData("escalations[0]", "deviation.unknown-step")]
    public async Task A_path_that_leads_to_nothing_to_come_is_refused(string step, string code)
    {
        await CallAsync();
        Assert.Equal(code, (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(Skip(step)))).Failure.Code);
    }

    [Theory]
    [InlineData("loop[0]/a", "deviation.step-done")]
    [InlineData("loop[0]", "deviation.step-done")]
    [InlineData("loop[1]/a", "deviation.step-done")]
    [InlineData("loop[3]/a", "deviation.unknown-step")]
    [InlineData("loop/a", "deviation.unknown-step")]
    [InlineData("loop[1]/b", null)]
    [InlineData("loop[2]/a", null)]
    public async Task A_pass_of_a_loop_has_steps_of_its_own(string step, string? code)
    {
        await rig.RunAsync(
            Some.Runbook(
                "- {id: loop, forEach: {in: [x, y, z]}, steps: [{id: a, action: do.work}, {id: ask, action: person.confirm, "
                    + "with: {prompt: x}}, {id: b, action: do.work}]}"
            )
        );
        rig.Answer("loop[0]/ask");
        await rig.ResumeAsync();
        if (code is null)
        {
            Assert.DoesNotContain((await rig.ResumeAsync(Skip(step))).Entries, e => e.Fact is StepStarted started && started.Path == step);
        }
        else
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(Skip(step)))).Failure.Code);
        }
    }

    private static DeviationRequest Skip(string step) => new([step], [], Value.EmptyMap, "bogdan", "kopia już jest");

    private async Task CallAsync()
    {
        rig.Library["inner"] = Some.Runbook(
            "- {id: first, action: do.work}\n"
                + "- {id: ask, action: person.confirm, with: {prompt: x}}\n"
                + "- {id: copy, action: do.work}\n"
                + "- {id: last, action: do.work}",
            id: "inner"
        );
        await rig.RunAsync(
            Some.Runbook(
                "- {id: copy, action: do.work}\n- {id: sub, action: runbook.run, with: {runbook: inner}}\n- {id: end, action: do.work}",
                "escalations: [{on: fake.broken, team: l3}]"
            )
        );
    }

    [Theory]
    [InlineData("deviation.reason-required", "ask", " ")]
    [InlineData("deviation.unknown-step", "none", "x")]
    public async Task What_makes_no_sense_is_refused_and_nothing_goes_on(string code, string step, string reason)
    {
        await rig.RunAsync(Some.Runbook(Steps, Inputs));
        var error = await Assert.ThrowsAsync<CodedException>(() =>
            rig.ResumeAsync(new DeviationRequest([step], [], Value.EmptyMap, "anna", reason))
        );
        Assert.Equal(code, error.Failure.Code);
        Assert.DoesNotContain(rig.Stored.Read(), static e => e.Fact is Deviation);
    }

    [Fact]
    public async Task What_is_done_can_not_be_skipped_nor_an_input_get_a_wrong_value()
    {
        await rig.RunAsync(Some.Runbook("- {id: z, action: do.work}\n" + Steps, Inputs));
        Assert.Equal(
            "deviation.step-done",
            (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(new DeviationRequest(["z"], [], Value.EmptyMap, "anna", "x"))))
                .Failure
                .Code
        );
        Assert.Equal(
            "deviation.not-interrupted",
            (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(new DeviationRequest([], ["b"], Value.EmptyMap, "anna", "x"))))
                .Failure
                .Code
        );
        Assert.Equal(
            "input.invalid",
            (
                await Assert.ThrowsAsync<CodedException>(() =>
                    rig.ResumeAsync(new DeviationRequest([], [], Value.MapOf(("word", Value.Of("A1"))), "anna", "x"))
                )
            )
                .Failure
                .Code
        );
        Assert.Equal(
            "input.unknown",
            (
                await Assert.ThrowsAsync<CodedException>(() =>
                    rig.ResumeAsync(new DeviationRequest([], [], Value.MapOf(("wrod", Value.Of("a"))), "anna", "x"))
                )
            )
                .Failure
                .Code
        );
    }
}
