using System.Globalization;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>All runs, newest first, a page at a time.</summary>
internal static class RunsPage
{
    private const int AtOnce = 50;

    internal static Html Of(Visit visit)
    {
        var page = int.TryParse(visit.Query("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Max(1, asked)
            : 1;
        var runs = visit.Work.Store.Newest().Skip((page - 1) * AtOnce).Take(AtOnce + 1).ToList();
        var rows = runs.Take(AtOnce).Select(r => RunSummary.Of(r, visit.Work.Library.Loader)).ToList();
        var before = page > 1 ? Link(page - 1, "prev", visit.Say(Says.ConsoleNewer)) : Html.None;
        var after = runs.Count > AtOnce ? Link(page + 1, "next", visit.Say(Says.ConsoleOlder)) : Html.None;
        return Layout.Page(
            visit,
            visit.Say(Says.ConsoleRuns),
            Html.Of($"""<h1>{visit.Say(Says.ConsoleRuns)}</h1>{RunRows.Table(visit, rows)}<p class="pager">{before} {after}</p>"""),
            "/runs"
        );
    }

    private static Html Link(int page, string rel, string text) => Html.Of($"""<a rel="{rel}" href="/runs?page={page}">{text}</a>""");
}
