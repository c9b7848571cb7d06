using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Cli.Commands;

/// <summary>Shows what came of tests to people.</summary>
internal sealed class TestText(Ui ui)
{
    internal void Show(IReadOnlyList<TestedFile> files, TimeSpan took)
    {
        foreach (var file in files)
        {
            Show(file);
        }

        var table = new Table("RUNBOOK", ui.Say("TESTY", "TESTS"), ui.Say("DOBRE", "PASSED"), ui.Say("ZŁE", "FAILED"), ui.Say("POKRYCIE", "COVERAGE"));
        foreach (var file in files)
        {
            table.Add(file.Name, Number(file.Results.Count), Number(file.Passed), Number(file.Failed), file.IsBad ? ui.Say("plik z błędami", "the file has errors") : file.Target.Tests is null ? ui.Say("brak testów", "no tests") : $"{Number(file.Coverage!.Percent)}%");
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
    internal string Words(CoverageItem item) => item.Kind switch
    {
        CoverageKind.Step => ui.Say($"krok „{item.Step}” nie biegnie", $"step \"{item.Step}\" never runs"),
        CoverageKind.WhenTrue => ui.Say($"warunek kroku „{item.Step}” nigdy nie jest spełniony", $"the condition of \"{item.Step}\" is never fulfilled"),
        CoverageKind.WhenFalse => ui.Say($"warunek kroku „{item.Step}” jest zawsze spełniony", $"the condition of \"{item.Step}\" is always fulfilled"),
        CoverageKind.Catch => ui.Say($"klauzula catch nr {Number(item.Index + 1)} kroku „{item.Step}” nic nie łapie", $"catch clause {Number(item.Index + 1)} of \"{item.Step}\" catches nothing"),
        CoverageKind.OnFailure => ui.Say($"nie sprawdzono onFailure kroku „{item.Step}”", $"onFailure of \"{item.Step}\" is not taken"),
        CoverageKind.Retry => ui.Say($"krok „{item.Step}” nigdy nie jest ponawiany", $"step \"{item.Step}\" is never tried again"),
        CoverageKind.Compensation => ui.Say($"krok „{item.Step}” nigdy nie jest cofany", $"step \"{item.Step}\" is never undone"),
        CoverageKind.Escalation => ui.Say($"reguła escalations nr {Number(item.Index + 1)} ({item.Step}) nie jest użyta", $"escalation rule {Number(item.Index + 1)} ({item.Step}) is not taken"),
    };

    private void Show(TestedFile file)
    {
        foreach (var (diagnostic, text) in file.Problems)
        {
            ui.Error.WriteLine(DiagnosticText.Render(diagnostic, ui.Messages, ui.Language, text));
        }

        if (file.Results.Count == 0)
        {
            return;
        }

        ui.Out.WriteLine(Ui.Colour(file.Shown, "1", ui.OutColour));
        foreach (var result in file.Results)
        {
            var name = Visible.Text(result.Scenario.Name.In(ui.Language));
            ui.Out.WriteLine(result.Passed ? $"  {Ui.Colour("✓", "32", ui.OutColour)} {name}" : $"  {Ui.Colour("✗", "31", ui.OutColour)} {name}");
            foreach (var mismatch in result.Mismatches)
            {
                ui.Out.WriteLine($"      {file.Shown}:{Number(mismatch.Span.Line)}:{Number(mismatch.Span.Column)}: {mismatch.Code}: {Words(mismatch)}");
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
        ui.Out.WriteLine(ui.Say($"Czego nie sprawdza żaden test ({file.Name}):", $"What no test takes ({file.Name}):"));
        foreach (var item in missing)
        {
            ui.Out.WriteLine($"  {file.Target.Runbook}:{Number(item.Span.Line)}:{Number(item.Span.Column)}: {Words(item)}");
        }
    }

    private string Summary(IReadOnlyList<TestedFile> files, TimeSpan took)
    {
        var (passed, failed, bad) = (files.Sum(static f => f.Passed), files.Sum(static f => f.Failed), files.Count(static f => f.IsBad));
        var parts = new List<string> { Plurals.Count(passed, ui.Language, ui.Language == Locale.Pl ? ["test przeszedł", "testy przeszły", "testów przeszło"] : ["test passed", "tests passed"]) };
        if (failed > 0)
        {
            parts.Add(Plurals.Count(failed, ui.Language, ui.Language == Locale.Pl ? ["nie przeszedł", "nie przeszły", "nie przeszło"] : ["failed", "failed"]));
        }

        if (bad > 0)
        {
            parts.Add(Plurals.Count(bad, ui.Language, ui.Language == Locale.Pl ? ["plik z błędami", "pliki z błędami", "plików z błędami"] : ["file with errors", "files with errors"]));
        }

        return $"{string.Join(", ", parts)} ({Number((long)took.TotalMilliseconds)} ms)";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
