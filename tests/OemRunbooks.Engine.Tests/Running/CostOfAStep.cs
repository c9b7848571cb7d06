using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Journal.Entries;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>What a whole step allocates, from decision to synced outcome: no more at the end of a long run than at its beginning.</summary>
[Collection(nameof(Alone))]
public sealed class CostOfAStep
{
    private const int Steps = 3_000;
    private const long Most = 16_000;

    [Fact]
    public async Task A_step_keeps_its_budget_however_long_the_run()
    {
        using var rig = new Rig();
        var marks = new List<long>(Steps);
        rig.Observer.Also = entry =>
        {
            if (entry.Fact is StepSucceeded done && done.Path.EndsWith("/one", StringComparison.Ordinal))
            {
                marks.Add(GC.GetTotalAllocatedBytes());
            }
        };
        var items = string.Join(", ", Enumerable.Range(0, Steps));
        var ran = await rig.RunAsync(
            $$$"""
            schemaVersion: "1.0"
            id: long
            version: 1.0.0
            name: Long
            steps:
              - id: all
                forEach: {in: [{{{items}}}], as: n}
                steps:
                  - {id: one, action: do.work, with: {text: "${{ n }}"}}
            """
        );
        Assert.Equal(RunOutcome.Succeeded, ran.State.Finished?.Outcome);
        var (early, late) = (Median(marks, 200), Median(marks, Steps - 200));
        Assert.True(late <= early * 1.1, $"step 200: {early} bytes, step {Steps}: {late} bytes");
        Assert.InRange(early, 1, Most);
    }

    // Over each ten of two hundred steps: threads take memory in pieces of eight kilobytes.
    private static long Median(List<long> marks, int around) =>
        Enumerable.Range(0, 19).Select(i => around - 100 + (i * 10)).Select(i => (marks[i + 10] - marks[i]) / 10).Order().ElementAt(9);
}

/// <summary>Tests that count what the process allocates, while no other one runs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
