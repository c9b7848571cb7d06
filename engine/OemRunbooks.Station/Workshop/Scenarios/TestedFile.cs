using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>What came of one runbook's tests.</summary>
/// <param name="Target">The runbook and its test file.</param>
/// <param name="Runbook">The runbook, or null when it has errors.</param>
/// <param name="Problems">What is wrong with the runbook or the test file, with the text of the file that it is about.</param>
/// <param name="Results">One for each scenario, in order.</param>
/// <param name="Coverage">What the scenarios touch; null when the runbook has errors.</param>
public sealed record TestedFile(
    TestTarget Target,
    Runbook? Runbook,
    IReadOnlyList<(Diagnostic Diagnostic, string? Text)> Problems,
    IReadOnlyList<ScenarioResult> Results,
    Coverage? Coverage
)
{
    /// <summary>What is shown as the file: the tests, or the runbook that has none.</summary>
    public string Shown => Target.Tests ?? Target.Runbook;

    /// <summary>The runbook's id, or its file's name.</summary>
    public string Name => Runbook?.Id ?? Path.GetFileNameWithoutExtension(Target.Runbook);

    /// <summary>Whether the runbook or its tests could not be read.</summary>
    public bool IsBad => Runbook is null || Problems.Any(static p => p.Diagnostic.Severity == Severity.Error);

    /// <summary>How many scenarios passed.</summary>
    public int Passed => Results.Count(static r => r.Passed);

    /// <summary>How many did not.</summary>
    public int Failed => Results.Count - Passed;

    /// <summary>Reads and runs.</summary>
    /// <param name="target">The runbook and its tests.</param>
    /// <param name="keepsRuns">Whether the results hold the journals of their runs.</param>
    public static async Task<TestedFile> RunAsync(TestTarget target, bool keepsRuns = false)
    {
        var loaded = target.Load();
        if (loaded.Made is { } made)
        {
            var (examples, covered) = await new MadeExamples(made, target.Real).RunAsync(keepsRuns).ConfigureAwait(false);
            return new(target, made.Body, [], examples, covered);
        }

        if (loaded.Runbook is not { } runbook)
        {
            return new(target, null, [.. loaded.Diagnostics.Select(d => (d, loaded.Text))], [], null);
        }

        var runner = new ScenarioRunner(runbook) { KeepsRuns = keepsRuns };
        if (target.Tests is null)
        {
            return new(target, runbook, [], [], runner.Coverage);
        }

        var file = ScenarioFile.Read(target.Tests, target.Read(), runbook);
        var results = new List<ScenarioResult>();
        foreach (var scenario in file.Scenarios)
        {
            results.Add(await runner.RunAsync(scenario).ConfigureAwait(false));
        }

        return new(target, runbook, [.. file.Diagnostics.Select(d => (d, file.Text))], results, runner.Coverage);
    }
}
