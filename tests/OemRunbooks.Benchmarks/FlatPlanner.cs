namespace OemRunbooks.Benchmarks;

/// <summary>Question: does the planner's share of a step stay flat, at step 100 and at step 10,000? No disk.</summary>
internal static class FlatPlanner
{
    internal static void Run(int rounds)
    {
        var few = new List<double>();
        var many = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            few.Add(Stages.MicrosPerStep(100, 100));
            many.Add(Stages.MicrosPerStep(10_000, 1));
        }

        var (hundred, tenThousand) = (Medians.Of(few), Medians.Of(many));
        Console.WriteLine(
            $"| the planner alone, of 10,000 steps | {tenThousand:F2} µs | {hundred:F2} µs: of 100 | {tenThousand / hundred:F2} | 1.05 |"
        );
    }
}
