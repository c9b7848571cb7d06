using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Lint;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>What a library on the disk means, as the program's other commands see it.</summary>
internal static class Told
{
    /// <summary>What <c>runbook lint</c> finds in files.</summary>
    internal static List<Diagnostic> Lint(string root, params string[] paths)
    {
        var work = Shipped.Open(root, EditedTexts.None);
        return [.. LintFiles.Check(work, LintFiles.Of(work, paths), paths).Select(static f => f.Diagnostic)];
    }

    /// <summary>What <c>runbook test</c> says of each scenario.</summary>
    internal static List<string> Tests(string root, string runbook)
    {
        var work = Shipped.Open(root, EditedTexts.None);
        var target = new TestTargets(work).Of([runbook]).Single();
        var tested = TestedFile.RunAsync(target).GetAwaiter().GetResult();
        return [.. tested.Results.Select(static r => $"{r.Scenario.Name.En}: {r.Passed} {r.Outcome}")];
    }

    /// <summary>What <c>runbook run --plan</c> shows of each step's work, wherever the step lies.</summary>
    internal static async Task<List<string>> PlanAsync(string root, string runbook)
    {
        var work = Shipped.Open(root, EditedTexts.None);
        var path = File.Exists(runbook) ? runbook : Path.Combine(root, "runbooks", runbook + ".yaml");
        var loaded = work.Library.LoaderNear(path).Load(path, File.ReadAllBytes(path));
        if (loaded.Runbook is not { } read)
        {
            return [.. loaded.Diagnostics.Select(static d => $"{d.Span} {d.Code}")];
        }

        var inputs = InputValues.Resolve(read, Value.EmptyMap, Workplace.StationFacts, out _);
        var steps = new List<string>();
        await foreach (var step in new Rehearsal(work.Host(new Observers(), null, new Redactor(), signer: null), read, inputs).RunAsync())
        {
            var lines = step.Work?.Lines.Select(static l => l.Text.In(Locale.En)) ?? [];
            steps.Add($"{step.Path} {step.Activity} {step.Skipped} {CanonicalJson.Text(step.Inputs)} {string.Join(" | ", lines)}");
        }

        return steps;
    }
}
