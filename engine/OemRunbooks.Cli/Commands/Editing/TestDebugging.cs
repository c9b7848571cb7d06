using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
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

        var chosen = at < 0 ? file.Scenarios : Chosen(file.Scenarios, named[(at + Separator.Length)..]);
        return format == "json"
            ? await DocumentAsync(runbook, chosen).ConfigureAwait(false)
            : await ShowAsync(runbook, chosen).ConfigureAwait(false);
    }

    // By its number, by its name in either language, or by a part of it that no other has.
    private static IReadOnlyList<Scenario> Chosen(IReadOnlyList<Scenario> all, string wanted)
    {
        var number = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var whole = all.Where(s => Names(s).Any(n => n.Equals(wanted, StringComparison.OrdinalIgnoreCase)));
        var part = all.Where(s => wanted.Length > 0 && Names(s).Any(n => n.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
        IEnumerable<Scenario>[] ways = [whole, all.Skip(number - 1).Take(number > 0 ? 1 : 0), part];
        return ways.Select(static w => w.ToList()).FirstOrDefault(static w => w.Count == 1)
            ?? throw new CodedException(Faults.TestNoSuchTest(wanted, all.Count));
    }

    private static string[] Names(Scenario scenario) => [scenario.Name.Pl, scenario.Name.En];

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
        var text = new TestText(ui);
        ui.Out.WriteLine(
            result.Passed
                ? Ui.Colour($"✓ {ui.Say(Says.DebugPassed)}", "32", ui.OutColour)
                : Ui.Colour($"✗ {ui.Say(Says.DebugFailed)}", "31", ui.OutColour)
        );
        foreach (var mismatch in result.Mismatches)
        {
            ui.Out.WriteLine($"    {mismatch.Code}: {text.Words(mismatch)}");
        }

        ui.Out.WriteLine();
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
