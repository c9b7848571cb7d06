using OemRunbooks.Foundation.Words;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>What stands around every page.</summary>
internal static class Layout
{
    /// <summary>A whole page.</summary>
    /// <param name="visit">Who looks.</param>
    /// <param name="title">Its title.</param>
    /// <param name="main">What it holds.</param>
    /// <param name="place">Which of the places in the head it is, or null.</param>
    internal static Html Page(Visit visit, string title, Html main, string? place = null)
    {
        var work = visit.Work;
        return Frame(
            visit,
            title,
            Html.Of(
                $"""
                <header class="top"><a class="brand" href="/"><span aria-hidden="true">▸</span> Runbook</a>
                <nav aria-label="{visit.Say(Says.ConsoleNavigation)}">{Link(visit, "/", Says.ConsoleToday, place)}{Link(
                    visit,
                    "/runs",
                    Says.ConsoleRuns,
                    place
                )}{Link(visit, "/workshop", Says.ConsoleWorkshop, place)}</nav>
                <div class="who"><span class="station" title="{work.Station.Root}">{StationName(visit)}</span>{Operator(visit)}{Languages(
                    visit
                )}</div></header>
                <main id="main" tabindex="-1">{main}</main>
                """
            ),
            Html.Of($"""<a class="skip" href="#main">{visit.Say(Says.ConsoleSkip)}</a>""")
        );
    }

    /// <summary>A page for somebody who is not in: nothing of the station is told.</summary>
    internal static Html Outside(Visit visit, string title, Html main) =>
        Frame(
            visit,
            title,
            Html.Of(
                $"""
                <header class="top"><span class="brand"><span aria-hidden="true">▸</span> Runbook</span><div class="who">{Languages(
                    visit
                )}</div></header>
                <main id="main">{main}</main>
                """
            ),
            Html.None
        );

    private static Html Frame(Visit visit, string title, Html body, Html first) =>
        Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="{visit.Language.Code()}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title} – Runbook</title>
            <link rel="icon" href="{Assets.Address("icon.svg")}">
            <link rel="stylesheet" href="{Assets.Address("console.css")}">
            {Scripts()}
            </head>
            <body>{first}{body}
            <div id="notices" role="status" aria-live="polite" data-gone="{visit.Say(Says.ConsoleGone)}" data-back="{visit.Say(
                Says.ConsoleBack
            )}"></div>
            </body>
            </html>
            """
        );

    private static Html Scripts() =>
        Assets.HasScripts
            ? Html.Of($"""<script type="module" src="{Assets.Address("app.js")}" data-stream="{Assets.Address("stream.js")}"></script>""")
            : Html.None;

    private static Html Link(Visit visit, string to, LocalizedText text, string? place) =>
        to == place
            ? Html.Of($"""<a href="{to}" aria-current="page">{visit.Say(text)}</a>""")
            : Html.Of($"""<a href="{to}">{visit.Say(text)}</a>""");

    private static string StationName(Visit visit)
    {
        var known = Station.Workplaces.StationFile.IdentityOf(visit.Work.Station.Root);
        var named = new[] { "device", "id" }.Select(n => known[n].AsText()).FirstOrDefault(static n => n is { Length: > 0 });
        return named ?? Path.GetFileName(visit.Work.Station.Root.TrimEnd('/', '\\'));
    }

    private static Html Operator(Visit visit) =>
        Html.Of(
            $"""
            <details class="operator"><summary>{visit.Operator}</summary>
            <form data-post="/api/operator" data-then="reload"><label>{visit.Say(
                Says.ConsoleOperator
            )}<input name="name" value="{visit.Operator}" maxlength="100" required autocomplete="name"></label>
            <button>{visit.Say(Says.ConsoleSave)}</button><p class="problem" role="alert"></p></form></details>
            """
        );

    // In place: the same page in the other language.
    private static Html Languages(Visit visit)
    {
        var other = visit.Language == Locale.Pl ? Locale.En : Locale.Pl;
        var query = visit.Http.Request.QueryString.HasValue ? visit.Http.Request.QueryString.Value!.TrimStart('?') + "&" : "";
        query = visit.Http.Request.Query.ContainsKey("token") ? "" : query;
        var name = other == Locale.Pl ? "Polski" : "English";
        return Html.Of(
            $"""
            <a class="lang" lang="{other.Code()}" hreflang="{other.Code()}"
            href="{visit.Http.Request.Path.Value}?{query}lang={other.Code()}">{name}</a>
            """
        );
    }
}
