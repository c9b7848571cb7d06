using OemRunbooks.Station.Workshop.Scenarios;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>What scenario tests of an edited runbook came to.</summary>
internal static class TestsPart
{
    internal static Html Of(Visit visit, IReadOnlyList<TestedFile> files)
    {
        var rows = files.SelectMany(static f => f.Results).ToList();
        if (rows.Count == 0)
        {
            return Html.Of(
                $"""<p class="soft">{visit.Say(files.Any(static f => f.IsBad) ? Says.ConsoleTestsNeedSound : Says.ConsoleNoTests)}</p>"""
            );
        }

        var shown = rows.Select(r =>
            Html.Of(
                $"""
                <li class="step {(r.Passed ? "succeeded" : "failed")}"><span class="mark" aria-hidden="true">{(r.Passed ? "✓" : "✗")}</span>
                <span class="name">{r.Scenario.Name.In(visit.Language)}</span></li>
                """
            )
        );
        var passed = rows.Count(static r => r.Passed);
        return Html.Of($"""<p><strong>{visit.Say(Says.ConsoleTested(passed, rows.Count))}</strong></p><ol class="steps">{shown}</ol>""");
    }
}
