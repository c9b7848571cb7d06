namespace OemRunbooks.Benchmarks;

/// <summary>The middle of several rounds: what a shared machine disturbs least.</summary>
internal static class Medians
{
    internal static double Of(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
