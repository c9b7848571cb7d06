using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Debugging;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary><c>runbook test --debug NAME[::TEST]</c>: goes through scenarios step by step.</summary>
internal sealed class TestDebugging(Ui ui, Workplace work)
{
    private const string Separator = "::";

    internal async Task<int> RunAsync(string named, string format)
    {
        var at = named.LastIndexOf(Separator, StringComparison.Ordinal);
        var target = new TestTargets(work).Of([at < 0 ? named : named[..at]]).First();
        var loaded = target.Load();
        if (loaded.Runbook is not { } runbook)
        {
            Definitions.Show(ui, loaded);
            return ExitCode.WrongUse;
        }

        if (target.Tests is not { } tests)
        {
            return ui.Fail(Faults.TestNoneHere(target.Runbook));
        }

        var file = ScenarioFile.Read(tests, target.Read(), runbook);
        if (!file.IsGood)
        {
            file.Diagnostics.ToList().ForEach(d => ui.Show(ui.Error, d, file.Text));
            return ExitCode.WrongUse;
        }

        IReadOnlyList<Scenario> chosen = at < 0 ? file.Scenarios : [NamedTests.One(file.Scenarios, named[(at + Separator.Length)..])];
        return format == "json"
            ? await DocumentAsync(runbook, chosen).ConfigureAwait(false)
            : await ShowAsync(runbook, chosen).ConfigureAwait(false);
    }

    private async Task<int> ShowAsync(Runbook runbook, IReadOnlyList<Scenario> scenarios)
    {
        var isGood = true;
        var steps = RunbookLoader
            .Called(runbook)
            .Prepend(runbook)
            .SelectMany(static r => r.AllSteps())
            .Select(static s => s.Id)
            .ToHashSet();
        foreach (var scenario in scenarios)
        {
            ui.Out.WriteLine(Ui.Colour(Visible.Text(scenario.Name.In(ui.Language)), "1", ui.OutColour));
            var view = new DebugView(
                ui,
                Ui.IsInteractive,
                s => StepPath.TryParse(s) is { IsRoot: false } path && steps.Contains(path.Last.Id)
            );
            var trace = new DebugTrace(view);
            var result = await new ScenarioRunner(runbook).RunAsync(scenario, trace, trace).ConfigureAwait(false);
            if (view.IsEnded)
            {
                return ExitCode.Interrupted;
            }

            Verdict(result);
            isGood &= result.Passed;
        }

        return isGood ? ExitCode.Good : ExitCode.Bad;
    }

    private void Verdict(ScenarioResult result)
    {
        var lines = new StepLines(ui.Messages, ui.Language).Verdict(result).ToList();
        ui.Out.WriteLine(Ui.Colour(lines[0], result.Passed ? "32" : "31", ui.OutColour));
        foreach (var line in lines.Skip(1).Append(""))
        {
            ui.Out.WriteLine(line);
        }
    }

    private async Task<int> DocumentAsync(Runbook runbook, IReadOnlyList<Scenario> scenarios)
    {
        var isGood = true;
        var tests = new List<Value>();
        foreach (var scenario in scenarios)
        {
            var trace = new DebugTrace(null);
            var result = await new ScenarioRunner(runbook).RunAsync(scenario, trace, trace).ConfigureAwait(false);
            isGood &= result.Passed;
            tests.Add(new TestJson(ui.Messages, ui.Language).Test(result).With("events", Value.List(trace.Events)));
        }

        ui.Json(Value.MapOf(("runbook", Value.Of(runbook.Id)), ("tests", Value.List(tests))));
        return isGood ? ExitCode.Good : ExitCode.Bad;
    }
}
