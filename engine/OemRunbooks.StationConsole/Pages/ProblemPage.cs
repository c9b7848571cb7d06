using OemRunbooks.Foundation.Failures;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>What did not work, with its code and what to do next.</summary>
internal static class ProblemPage
{
    internal static Html Of(Visit visit, Failure failure) => Layout.Page(visit, failure.Code, Told(visit, failure));

    /// <summary>The failure as it stands in a page, with its code and what to do next.</summary>
    internal static Html Part(Visit visit, Failure failure)
    {
        var (words, hint) = visit.Words(failure);
        return Html.Of($"""<p><strong>{words}</strong></p><p>{hint}</p><p class="soft"><code>{failure.Code}</code></p>""");
    }

    private static Html Told(Visit visit, Failure failure)
    {
        var (words, hint) = visit.Words(failure);
        return Html.Of(
            $"""
            <section class="card bad" role="alert"><h1>{words}</h1><p>{hint}</p>
            <p class="soft"><code>{failure.Code}</code></p><p><a href="/">{visit.Say(Says.ConsoleToToday)}</a></p></section>
            """
        );
    }
}
