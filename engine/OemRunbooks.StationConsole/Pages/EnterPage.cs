using OemRunbooks.Foundation.Failures;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>How a browser that was not opened by the program comes in: by a code that stands in the terminal.</summary>
internal static class EnterPage
{
    internal static Html Of(Visit visit, Failure? problem) =>
        Layout.Outside(
            visit,
            visit.Say(Says.ConsoleEnter),
            Html.Of(
                $"""
                <section class="card narrow"><h1>{visit.Say(Says.ConsoleEnter)}</h1>
                <p>{visit.Say(Says.ConsoleEnterWhy)}</p>
                <form method="get" action="/"><label>{visit.Say(
                    Says.ConsoleEnterCode
                )}<input name="token" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" autofocus>
                </label>
                {Problem(visit, problem)}<button class="main">{visit.Say(Says.ConsoleEnterIn)}</button></form>
                <p class="soft">{visit.Say(Says.ConsoleEnterAgain)}</p></section>
                """
            )
        );

    /// <summary>Why a request is refused, whoever sent it.</summary>
    internal static Html Refused(Visit visit, Failure failure)
    {
        var (words, hint) = visit.Words(failure);
        return Layout.Outside(
            visit,
            failure.Code,
            Html.Of(
                $"""
                <section class="card narrow bad" role="alert"><h1>{words}</h1><p>{hint}</p>
                <p class="soft"><code>{failure.Code}</code></p></section>
                """
            )
        );
    }

    private static Html Problem(Visit visit, Failure? problem) =>
        problem is null ? Html.None : Html.Of($"""<p class="problem" role="alert">{visit.Line(problem)}</p>""");
}
