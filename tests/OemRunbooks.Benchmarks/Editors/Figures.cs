using System.Globalization;

namespace OemRunbooks.Benchmarks.Editors;

/// <summary>Figures with their goals, as a table.</summary>
internal sealed class Figures
{
    private readonly List<(string Question, List<(double Wall, double Processor)> Values, string Unit, double Goal)> rows = [];

    /// <summary>The figures of a question, to be added to.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="goal">What the 95th percentile is to stay below.</param>
    /// <param name="unit">What is counted.</param>
    internal List<(double Wall, double Processor)> Of(string question, double goal, string unit = "ms")
    {
        var row = rows.Find(r => r.Question == question);
        if (row.Values is null)
        {
            row = (question, [], unit, goal);
            rows.Add(row);
        }

        return row.Values;
    }

    /// <summary>Prints them as Markdown.</summary>
    internal void Print()
    {
        Console.WriteLine("| question | 50th percentile | 95th | goal | | processor, 50th |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var (question, values, unit, goal) in rows)
        {
            var walls = values.ConvertAll(static v => v.Wall);
            var (half, most) = (Percentile(walls, 0.5), Percentile(walls, 0.95));
            var processor = unit == "ms" ? Show(Percentile(values.ConvertAll(static v => v.Processor), 0.5)) + " ms" : "–";
            var verdict = most <= goal ? "met" : "**missed**";
            Console.WriteLine(
                $"| {question} | {Show(half)} {unit} | {Show(most)} {unit} | ≤ {Show(goal)} {unit} | {verdict} | {processor} |"
            );
        }
    }

    private static double Percentile(List<double> values, double part) =>
        values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(values.Count * part) - 1));

    private static string Show(double value) => value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
