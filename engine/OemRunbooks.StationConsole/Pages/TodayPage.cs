using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>What there is to do here: what waits, what was interrupted, what can be started.</summary>
internal static class TodayPage
{
    private const int MostLookedAt = 500;
    private const int Recent = 12;

    internal static Html Of(Visit visit)
    {
        var (open, recent) = Runs(visit);
        return Layout.Page(
            visit,
            visit.Say(Says.ConsoleToday),
            Html.Of(
                $"""
                <h1>{visit.Say(Says.ConsoleToday)}</h1>
                {Whose(visit)}
                <section id="open" data-live="/?part=open">{Open(visit, open)}</section>
                <section><h2>{visit.Say(Says.ConsoleStartOne)}</h2><ul class="cards">{Runbooks(visit).Select(r =>
                    Card(visit, r)
                )}</ul></section>
                <section id="recent" data-live="/?part=recent">{Newest(visit, recent)}</section>
                """
            ),
            "/"
        );
    }

    /// <summary>A part of it, made anew.</summary>
    internal static Html Part(Visit visit, string part)
    {
        var (open, recent) = Runs(visit);
        return part == "open" ? Open(visit, open) : Newest(visit, recent);
    }

    /// <summary>The runbooks that people start, in the order of their titles.</summary>
    internal static IEnumerable<Runbook> Runbooks(Visit visit) =>
        visit
            .Work.Library.Items.Select(i => visit.Work.Library.Loader.Load(i.Path, i.Read()).Runbook)
            .OfType<Runbook>()
            .Where(static r => !r.IsInternal)
            .OrderBy(r => r.Name.In(visit.Language), StringComparer.Ordinal);

    private static (List<RunSummary> Open, List<RunSummary> Recent) Runs(Visit visit)
    {
        var (open, recent) = (new List<RunSummary>(), new List<RunSummary>());
        foreach (var run in visit.Work.Store.Newest().Take(MostLookedAt))
        {
            // Of a run that is over its last lines are enough, unless it is shown.
            if (recent.Count >= Recent && run.LooksFinished)
            {
                continue;
            }

            var summary = RunSummary.Of(run, visit.Work.Library.Loader);
            if (summary.CanResume || summary.State == "running")
            {
                open.Add(summary);
            }

            if (recent.Count < Recent)
            {
                recent.Add(summary);
            }
        }

        return (open, recent);
    }

    private static Html Open(Visit visit, List<RunSummary> open) =>
        open.Count == 0
            ? Html.Of($"""<h2>{visit.Say(Says.ConsoleToDo)}</h2><p class="soft">{visit.Say(Says.ConsoleNothingToDo)}</p>""")
            : Html.Of($"""<h2>{visit.Say(Says.ConsoleToDo)}</h2><ul class="cards">{open.Select(r => RunRows.Card(visit, r))}</ul>""");

    private static Html Newest(Visit visit, List<RunSummary> recent) =>
        Html.Of(
            $"""<h2>{visit.Say(Says.ConsoleRecent)}</h2>{RunRows.Table(visit, recent)}<p><a href="/runs">{visit.Say(
                Says.ConsoleAllRuns
            )}</a></p>"""
        );

    private static Html Card(Visit visit, Runbook runbook) =>
        Html.Of(
            $"""
            <li class="card"><h3><a href="/start/{runbook.Id}">{runbook.Name.In(visit.Language)}</a></h3><p>{runbook.Description?.In(
                visit.Language
            )}</p>
            <p class="soft">{runbook.Id} {runbook.Version}</p></li>
            """
        );

    private static Html Whose(Visit visit)
    {
        var known = StationFile.IdentityOf(visit.Work.Station.Root);
        if (known.Members.IsEmpty)
        {
            return Html.Of($"""<p class="soft">{visit.Say(Says.ConsoleNoIdentity)} <code>runbook station init</code></p>""");
        }

        (string Key, Foundation.Words.LocalizedText Label)[] shown =
        [
            ("customer", Says.ConsoleCustomer),
            ("site", Says.ConsoleSite),
            ("device", Says.ConsoleDevice),
            ("id", Says.ConsoleStation),
        ];
        var facts = shown
            .Where(s => known[s.Key].AsText() is { Length: > 0 })
            .Select(s => Html.Of($"<div><dt>{visit.Say(s.Label)}</dt><dd>{known[s.Key].AsText()}</dd></div>"));
        return Html.Of($"""<dl class="facts">{facts}</dl>""");
    }
}
