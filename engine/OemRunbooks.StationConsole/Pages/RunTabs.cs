using OemRunbooks.Foundation.Words;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>The pages of one run.</summary>
internal static class RunTabs
{
    /// <summary>Links to them.</summary>
    /// <param name="visit">Who looks.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="place">Which of them it is: <c>report</c>, <c>audit</c>, or nothing for the run itself.</param>
    /// <param name="hasReport">Whether it has a report: a run that goes on has none.</param>
    internal static Html Of(Visit visit, string run, string place, bool hasReport)
    {
        var tabs = new (string Place, LocalizedText Label)[]
        {
            ("", Says.ConsoleRun),
            ("report", Says.ConsoleReport),
            ("audit", Says.ConsoleAudit),
        }
            .Where(t => hasReport || t.Place != "report")
            .Select(t =>
            {
                var address = t.Place.Length == 0 ? $"/run/{run}" : $"/run/{run}/{t.Place}";
                return t.Place == place
                    ? Html.Of($"""<a href="{address}" aria-current="page">{visit.Say(t.Label)}</a>""")
                    : Html.Of($"""<a href="{address}">{visit.Say(t.Label)}</a>""");
            });
        return Html.Of($"""<nav class="tabs" aria-label="{visit.Say(Says.ConsoleOfRun)}">{tabs}</nav>""");
    }
}
