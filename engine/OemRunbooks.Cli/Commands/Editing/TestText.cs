using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>Shows what came of tests to people.</summary>
internal sealed class TestText(Ui ui)
{
    internal void Show(IReadOnlyList<TestedFile> files, TimeSpan took)
    {
        foreach (var file in files)
        {
            Show(file);
        }

        var table = new Table(
            "RUNBOOK",
            ui.Say(Says.TestTests),
            ui.Say(Says.TestPassed),
            ui.Say(Says.TestFailed),
            ui.Say(Says.TestCoverage)
        );
        foreach (var file in files)
        {
            table.Add(
                file.Name,
                Number(file.Results.Count),
                Number(file.Passed),
                Number(file.Failed),
                file.IsBad ? ui.Say(Says.TestFileErrors)
                    : file.Target.Tests is null ? ui.Say(Says.TestNoTests)
                    : $"{Number(file.Coverage!.Percent)}%"
            );
        }

        table.Write(ui);
        foreach (var file in files.Where(static f => !f.IsBad && f.Target.Tests is not null))
        {
            Missing(file);
        }

        ui.Out.WriteLine();
        ui.Out.WriteLine(Summary(files, took));
    }

    /// <summary>What no scenario of a runbook touches, in words.</summary>
    internal string Words(CoverageItem item) =>
        item.Kind switch
        {
            CoverageKind.Step => ui.Say(Says.TestStepNeverRuns(item.Step)),
            CoverageKind.WhenTrue => ui.Say(Says.TestConditionNeverFulfilled(item.Step)),
            CoverageKind.WhenFalse => ui.Say(Says.TestConditionAlwaysFulfilled(item.Step)),
            CoverageKind.Catch => ui.Say(Says.TestCatchClauseCatchesNothing(Number(item.Index + 1), item.Step)),
            CoverageKind.OnFailure => ui.Say(Says.TestOnfailureNotTaken(item.Step)),
            CoverageKind.Retry => ui.Say(Says.TestStepNeverTriedAgain(item.Step)),
            CoverageKind.Compensation => ui.Say(Says.TestStepNeverUndone(item.Step)),
            CoverageKind.Refusal => ui.Say(Says.TestNobodyRefuses(item.Step)),
            CoverageKind.Escalation => ui.Say(Says.TestEscalationRuleNotTaken(Number(item.Index + 1), item.Step)),
        };

    private void Show(TestedFile file)
    {
        foreach (var (diagnostic, text) in file.Problems)
        {
            ui.Show(ui.Error, diagnostic, text);
        }

        if (file.Results.Count == 0)
        {
            return;
        }

        ui.Out.WriteLine(Ui.Colour(file.Shown, "1", ui.OutColour));
        foreach (var result in file.Results)
        {
            var name = Visible.Text(result.Scenario.Name.In(ui.Language));
            ui.Out.WriteLine(
                result.Passed ? $"  {Ui.Colour("✓", "32", ui.OutColour)} {name}" : $"  {Ui.Colour("✗", "31", ui.OutColour)} {name}"
            );
            foreach (var mismatch in result.Mismatches)
            {
                ui.Out.WriteLine(
                    $"      {file.Shown}:{Number(mismatch.Span.Line)}:{Number(mismatch.Span.Column)}: {mismatch.Code}: {Words(mismatch)}"
                );
                ui.Out.WriteLine($"        {Hint(mismatch)}");
            }
        }

        ui.Out.WriteLine();
    }

    internal string Words(Mismatch mismatch) => Visible.Text(ui.Messages.Words(mismatch.Code, mismatch.Arguments, ui.Language).TrimEnd());

    internal string Hint(Mismatch mismatch) => Visible.Text(ui.Messages.Hint(mismatch.Code, mismatch.Arguments, ui.Language) ?? "");

    private void Missing(TestedFile file)
    {
        var missing = file.Coverage!.Missing.ToList();
        if (missing.Count == 0)
        {
            return;
        }

        ui.Out.WriteLine();
        ui.Out.WriteLine(ui.Say(Says.TestWhatNoTestTakes(file.Name)));
        foreach (var item in missing)
        {
            ui.Out.WriteLine($"  {file.Target.Runbook}:{Number(item.Span.Line)}:{Number(item.Span.Column)}: {Words(item)}");
        }
    }

    private string Summary(IReadOnlyList<TestedFile> files, TimeSpan took)
    {
        var (passed, failed, bad) = (files.Sum(static f => f.Passed), files.Sum(static f => f.Failed), files.Count(static f => f.IsBad));
        var parts = new List<string> { ui.Say(Says.CountPassed(passed)) };
        if (failed > 0)
        {
            parts.Add(ui.Say(Says.CountFailed(failed)));
        }

        if (bad > 0)
        {
            parts.Add(ui.Say(Says.CountBadFiles(bad)));
        }

        return $"{string.Join(", ", parts)} ({Number((long)took.TotalMilliseconds)} ms)";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
