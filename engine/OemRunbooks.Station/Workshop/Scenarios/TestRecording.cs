using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>A run as a scenario test, tried at once.</summary>
/// <param name="Yaml">The test, ready to stand in a file of its own.</param>
/// <param name="LeftOut">What of the run no test can say.</param>
/// <param name="Findings">What is wrong with the test's text, with that text for excerpts.</param>
/// <param name="Differences">Where the test goes another way than the run; empty when it passes.</param>
public sealed record RecordedTest(
    string Yaml,
    IReadOnlyList<Failure> LeftOut,
    (IReadOnlyList<Diagnostic> All, string? Text) Findings,
    IReadOnlyList<Failure> Differences
)
{
    /// <summary>Whether the test could be read and passes.</summary>
    public bool IsGood { get; init; }
}

/// <summary>Turns a run into a scenario test, tries it, and adds it to a file of tests.</summary>
public static class TestRecording
{
    private const string Head = "# yaml-language-server: $schema=../schemas/test.schema.json\ntests:\n";

    /// <summary>Records a run; with a file, adds the test to it.</summary>
    /// <exception cref="CodedException"><c>record.unfinished</c>, <c>record.not-appended</c>, <c>run.unknown</c></exception>
    public static async Task<RecordedTest> RecordAsync(Workplace work, string run, string? file)
    {
        var stored = work.Run(run);
        var entries = stored.Read().ToList();
        var runbook = RunService.Definition(stored, work.Library.Loader, entries[0]);
        var recorded = new ScenarioRecorder(runbook).Record(entries);
        var test = await TryAsync(runbook, Head + recorded.Yaml, [.. recorded.LeftOut]).ConfigureAwait(false);
        if (file is not null)
        {
            Add(file, recorded.Yaml, runbook);
        }

        return test;
    }

    private static async Task<RecordedTest> TryAsync(Runbook runbook, string yaml, IReadOnlyList<Failure> leftOut)
    {
        var read = ScenarioFile.Read("recorded.test.yaml", Encoding.UTF8.GetBytes(yaml), runbook);
        var test = new RecordedTest(yaml, leftOut, (read.Diagnostics, read.Text), []);
        if (read.Scenarios is not [var scenario])
        {
            return test;
        }

        var result = await new ScenarioRunner(runbook).RunAsync(scenario).ConfigureAwait(false);
        return test with { Differences = [.. result.Mismatches.Select(Differs)], IsGood = result.Passed };
    }

    private static Failure Differs(Mismatch mismatch) =>
        Faults.RecordDiffers(mismatch.Code, mismatch.Arguments["expected"], mismatch.Arguments["found"]);

    // The file is read again with the test in it before it is replaced: what a person wrote must stay as it was.
    private static void Add(string file, string test, Runbook runbook)
    {
        var before = File.Exists(file) ? Disk.All.ReadText(file) : "";
        var text = before.Length == 0 ? Head + test : $"{before.TrimEnd('\n')}\n\n{test}";
        var count = before.Length == 0 ? 0 : ScenarioFile.Read(file, Encoding.UTF8.GetBytes(before), runbook).Scenarios.Length;
        var after = ScenarioFile.Read(file, Encoding.UTF8.GetBytes(text), runbook);
        if (!after.IsGood || after.Scenarios.Length != count + 1)
        {
            throw new CodedException(Faults.RecordNotAppended(file));
        }

        Durable.Replace(file, Encoding.UTF8.GetBytes(text));
    }
}
