using System.Diagnostics;
using System.Globalization;
using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Benchmarks;

/// <summary>Question: what does one scenario test cost, reading apart from running?</summary>
internal static class ScenarioStage
{
    private const int Scenarios = 1000;

    private const string Book = """
        schemaVersion: "1.0"
        id: bench
        version: 1.0.0
        name: bench
        steps:
          - {id: a, action: do.work, compensate: {action: do.work}}
          - {id: b, action: do.work, retry: {maxAttempts: 2, delay: 1h, on: [do.broken]}}
          - {id: c, action: do.work, timeout: 15m, with: {text: "${{ steps.a.outputs.text }}"}}
          - {id: d, action: do.work}
          - {id: e, action: do.work, when: "${{ steps.a.outputs.text }}"}
          - {id: f, action: do.work}
          - {id: g, action: do.work}
          - {id: h, action: do.work}
          - {id: i, action: do.work}
          - {id: j, action: do.work, onFailure: rollback}
        """;

    internal static async Task RunAsync()
    {
        var text = LocalizedText.Both("text");
        var work = new ActivityInfo("do.work", text)
        {
            Interruption = Interruption.Verify,
            Inputs = [Input.String(new("text", new("text", "text"))).Optional()],
            Outputs = [Output.String(new("text", new("text", "text")))],
            Errors = ["do.broken"],
        };
        var book =
            new RunbookLoader([work], static _ => null).Load("bench.yaml", Encoding.UTF8.GetBytes(Book)).Runbook
            ?? throw new InvalidOperationException("the runbook has errors");
        var test = Encoding.UTF8.GetBytes(
            "tests:\n"
                + "  - {name: x, activities: {a: {outputs: {text: t}}, b: [{fails: do.broken}, {}], c: {takes: 10m}, j: {fails: "
                + "do.broken}}, faults: [{crashIn: d}], expect: {outcome: rolled-back, compensated: [a]}}\n"
        );
        var reading = new List<double>();
        var running = new List<double>();
        for (var round = 0; round < 7; round++)
        {
            reading.Add(
                Micros(() =>
                    Enumerable.Range(0, Scenarios).Select(_ => ScenarioFile.Read("bench.test.yaml", test, book)).Count(static f => f.IsGood)
                )
            );
            var scenario = ScenarioFile.Read("bench.test.yaml", test, book).Scenarios[0];
            var runner = new ScenarioRunner(book);
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < Scenarios; i++)
            {
                if (!(await runner.RunAsync(scenario).ConfigureAwait(false)).Passed)
                {
                    throw new InvalidOperationException("the scenario does not pass");
                }
            }

            running.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Scenarios);
        }

        Console.WriteLine($"reading one scenario   {Show(reading)} µs");
        Console.WriteLine($"running one scenario   {Show(running)} µs (10 steps, one retry, one crash, a rollback)");
    }

    private static double Micros(Func<int> work)
    {
        var begin = Stopwatch.GetTimestamp();
        return work() == Scenarios
            ? Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Scenarios
            : throw new InvalidOperationException("the test file has errors");
    }

    private static string Show(List<double> values) =>
        values.Order().ElementAt(values.Count / 2).ToString("0.00", CultureInfo.InvariantCulture);
}
