using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>Whoever goes through a run step by step is asked before each step, and can stop it there.</summary>
public sealed class StepByStep : IDisposable
{
    private const string Steps =
        "- {id: a, action: do.work, with: {value: 1}, compensate: {action: do.undo, with: {value: \"${{ steps.a.outputs.path }}\"}}}\n"
        + "- {id: no, action: do.work, when: steps.a.outputs.value == 2}\n"
        + "- {id: box, when: steps.a.outputs.value == 1, steps: [{id: b, action: do.work, with: {text: \"is ${{ inputs.word }}\"}}]}\n"
        + "- {id: c, action: do.work, onFailure: rollback, retry: {maxAttempts: 2}}";
    private const string Inputs = "inputs: {word: {type: string, default: part-of-it}}";
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Each_step_each_attempt_and_each_undoing_is_asked_about()
    {
        rig.Script.Fails("c", "fake.flaky", retryable: true);
        // Only what comes of the expression holds the secret: nothing has masked it before.
        rig.Redactor.Add("is part-of-it");
        var stepper = new Stepper();
        Assert.Equal(RunEnd.Finished, await RunAsync(stepper));
        Assert.Equal(["a", "skip no", "box", "box/b", "c", "c#2", "undo a"], stepper.Asked.Select(Told));
        Assert.Equal(Value.MapOf(("value", Value.Of(1))), stepper.Asked[0].Inputs);
        Assert.Equal("steps.a.outputs.value == 1", stepper.Asked[2].Condition);
        Assert.Equal(Value.Of(1), stepper.Asked[2].Seen["steps.a.outputs.value"]);
        Assert.Null(stepper.Asked[2].Activity);
        Assert.Equal("•••", stepper.Asked[3].Inputs["text"].ToText());
        Assert.Equal("do.undo", stepper.Asked[^1].Activity);
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("box/b", "a")]
    [InlineData("c#2", "a, box/b, c")]
    [InlineData("undo a", "a, box/b, c, c#2")]
    public async Task Whoever_says_no_stops_the_run_there_and_it_can_be_resumed(string at, string done)
    {
        rig.Script.Fails("c", "fake.flaky", retryable: true);
        Assert.Equal(RunEnd.Interrupted, await RunAsync(new Stepper { StopsAt = at }));
        Assert.Equal(done, string.Join(", ", rig.Script.Calls));
        Assert.IsType<RunInterrupted>(rig.Stored.Read().Last().Fact);
        var resumed = await rig.ResumeAsync();
        Assert.Equal(RunEnd.Finished, resumed.End);
        Assert.Equal(["a", "box/b", "c", "c#2", "undo a"], rig.Script.Calls);
    }

    [Fact]
    public async Task Nobody_is_asked_where_nobody_goes_step_by_step()
    {
        Assert.Equal(RunEnd.Finished, await RunAsync(null));
        Assert.DoesNotContain(rig.Stored.Read(), static e => e.Fact is RunInterrupted);
    }

    private static string Told(NextStep next) =>
        next switch
        {
            { IsUndo: true } => "undo " + next.Path,
            { IsSkipped: true } => "skip " + next.Path,
            { Attempt: > 1 } => $"{next.Path}#{next.Attempt}",
            _ => next.Path,
        };

    private async Task<RunEnd> RunAsync(Stepper? stepper)
    {
        var host = rig.Host with { Stepper = stepper };
        var runbook = rig.Load(Some.Runbook(Steps, Inputs));
        var inputs = InputValues.Resolve(runbook, Value.EmptyMap, host.StationFacts, out _);
        var (run, state) = RunService.Open(host, runbook, inputs, null);
        using (run)
        {
            return await new Runner(host, run, state)
                .RunAsync(CancellationToken.None)
                .WaitAsync(TimeSpan.FromSeconds(30))
                .ConfigureAwait(true);
        }
    }

    private sealed class Stepper : IStepper
    {
        internal List<NextStep> Asked { get; } = [];

        internal string? StopsAt { get; init; }

        public ValueTask<bool> GoesOnAsync(NextStep next, CancellationToken cancellation)
        {
            Asked.Add(next);
            return ValueTask.FromResult(Told(next) != StopsAt);
        }
    }
}
