using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>A decision costs the same however many steps have run.</summary>
public sealed class Cost
{
    private const int Steps = 10_000;

    [Fact]
    public void The_ten_thousandth_step_allocates_what_the_hundredth_does()
    {
        var step = new Step
        {
            Kind = StepKind.Action,
            Id = "s",
            Span = default,
            Activity = FakeActivities.Infos[0],
            With = [new("text", new Template.Literal(Value.Of("x"), default), default)],
        };
        var runbook = new Runbook(
            "r",
            [],
            "1.0.0",
            LocalizedText.Both("r"),
            null,
            [],
            [],
            [.. Enumerable.Range(0, Steps).Select(i => step with { Id = $"s{i:D5}" })],
            [],
            [],
            [],
            new("r", [], "")
        );
        var state = new RunState(runbook);
        state.Apply(
            new Entry(1, default, 0, new RunStarted("r", new("r", "1", "", ""), [], Value.EmptyMap, Value.EmptyMap, "a", "b", 1, "p", "pl"))
        );
        var bytes = new long[Steps];
        var seq = 1;
        for (var i = 0; i < Steps; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var execute = (Decision.Execute)Planner.Next(state);
            state.Apply(new Entry(++seq, default, 0, execute.Fact));
            Planner.Next(state);
            state.Apply(new Entry(++seq, default, 0, Planner.Completed(state, execute.Fact.Path, Outcome.Done(), false)));
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The median of a few steps: now and then the table of results doubles.
        var (early, late) = (Median(bytes.AsSpan(100, 31)), Median(bytes.AsSpan(Steps - 31, 31)));
        Assert.IsType<RunFinished>(((Decision.Record)Planner.Next(state)).Fact);
        Assert.True(late <= early * 1.2, $"step 100: {early} bytes, step {Steps}: {late} bytes");
        Assert.InRange(early, 1, 8_000);
    }

    private static long Median(Span<long> values)
    {
        values.Sort();
        return values[values.Length / 2];
    }
}
