using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>A person departs from the runbook: only with a reason, only where nothing is done yet, and a replay goes the same way.</summary>
public sealed class Departures : IDisposable
{
    private const string Steps = "- {id: ask, action: person.confirm, with: {prompt: x}}\n- {id: a, action: do.work, with: {text: \"${{ inputs.word }}\"}}\n- {id: b, action: do.work}";
    private const string Inputs = "inputs: {word: {type: string, default: first, pattern: \"[a-z]+\"}}";
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_waiting_step_and_one_still_to_come_are_skipped_with_a_reason()
    {
        await rig.RunAsync(Some.Runbook(Steps, Inputs));
        var ran = await rig.ResumeAsync(new DeviationRequest(["ask", "b"], [], Value.EmptyMap, "anna", "nie ma kogo zapytać"));
        Assert.Equal("+ask ?ask |> +a =a -b #succeeded", ran.Story);
        var noted = ran.Entries.Select(static e => e.Fact).OfType<Deviation>().ToList();
        Assert.Equal(["ask", "b"], noted.Select(static d => d.Path));
        Assert.All(noted, static d => Assert.Equal(("skip", "anna", "nie ma kogo zapytać"), (d.Kind, d.By, d.Reason)));
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
        rig.Script.On("a", async (_, cancellation) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            return Outcome.Done();
        });
        var first = await rig.RunAsync(Some.Runbook("- {id: a, action: do.asked}"), stop: stop.Token);
        Assert.Equal(RunEnd.Interrupted, first.End);
        rig.Script.On("a", static (_, _) => ValueTask.FromResult(Outcome.Done()));
        var ran = await rig.ResumeAsync(new DeviationRequest([], ["a"], Value.EmptyMap, "anna", "zasilanie"));
        Assert.Equal("+a || |> +a#2 =a #succeeded", ran.Story);
    }

    [Theory]
    [InlineData("deviation.reason-required", "ask", " ")]
    [InlineData("deviation.unknown-step", "none", "x")]
    public async Task What_makes_no_sense_is_refused_and_nothing_goes_on(string code, string step, string reason)
    {
        await rig.RunAsync(Some.Runbook(Steps, Inputs));
        var error = await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(new DeviationRequest([step], [], Value.EmptyMap, "anna", reason)));
        Assert.Equal(code, error.Failure.Code);
        Assert.DoesNotContain(new JournalReader(rig.RunDirectory.Journal).Read(), static e => e.Fact is Deviation);
    }

    [Fact]
    public async Task What_is_done_can_not_be_skipped_nor_an_input_get_a_wrong_value()
    {
        await rig.RunAsync(Some.Runbook("- {id: z, action: do.work}\n" + Steps, Inputs));
        Assert.Equal("deviation.step-done", (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(new DeviationRequest(["z"], [], Value.EmptyMap, "anna", "x")))).Failure.Code);
        Assert.Equal("deviation.not-interrupted", (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(new DeviationRequest([], ["b"], Value.EmptyMap, "anna", "x")))).Failure.Code);
        Assert.Equal("input.invalid", (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(new DeviationRequest([], [], Value.MapOf(("word", Value.Of("A1"))), "anna", "x")))).Failure.Code);
        Assert.Equal("input.unknown", (await Assert.ThrowsAsync<CodedException>(() => rig.ResumeAsync(new DeviationRequest([], [], Value.MapOf(("wrod", Value.Of("a"))), "anna", "x")))).Failure.Code);
    }
}
