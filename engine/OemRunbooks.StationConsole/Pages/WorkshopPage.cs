using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>The runbooks of the station, for whoever edits them.</summary>
internal static class WorkshopPage
{
    internal static Html Of(Visit visit) =>
        Layout.Page(
            visit,
            visit.Say(Says.ConsoleWorkshop),
            Html.Of($"""<h1>{visit.Say(Says.ConsoleWorkshop)}</h1><p>{visit.Say(Says.ConsoleWorkshopWhy)}</p>"""),
            "/workshop"
        );
}
