using System.Globalization;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>Runs as lists show them.</summary>
internal static class RunRows
{
    internal static Html Table(Visit visit, IReadOnlyCollection<RunSummary> runs) =>
        runs.Count == 0
            ? Html.Of($"""<p class="soft">{visit.Say(Says.ConsoleNoRuns)}</p>""")
            : Html.Of(
                $"""
                <table class="runs"><caption class="unseen">{visit.Say(Says.ConsoleRuns)}</caption>
                <thead><tr><th scope="col">{visit.Say(Says.ConsoleRunbook)}</th><th scope="col">{visit.Say(
                    Says.ConsoleState
                )}</th><th scope="col">{visit.Say(Says.ConsoleBegun)}</th></tr></thead>
                <tbody>{runs.Select(r => Row(visit, r))}</tbody></table>
                """
            );

    /// <summary>A card with what is to be done about a run.</summary>
    internal static Html Card(Visit visit, RunSummary run)
    {
        var waiting = run.Run?.Waiting.FirstOrDefault();
        var asked = waiting is null ? Html.None : Html.Of($"<p>{Answers.Prompt(waiting, visit.Language)}</p>");
        var (label, tone) = run.State switch
        {
            "waiting" => (Says.ConsoleAnswer, "info"),
            "running" => (Says.ConsoleWatch, "info"),
            _ => (Says.ConsoleGoOn, "warn"),
        };
        return Html.Of(
            $"""
            <li class="card {tone}"><h3>{Title(visit, run)}</h3>{asked}<p class="soft">{Pill(visit, run)} {Begun(visit, run)}</p>
            <p><a class="button main" href="/run/{run.Id}">{visit.Say(label)}<span class="unseen">: {Title(visit, run)}</span></a></p></li>
            """
        );
    }

    internal static string Title(Visit visit, RunSummary run) => run.Run?.Runbook.Name.In(visit.Language) ?? run.Id;

    internal static Html Pill(Visit visit, RunSummary run) =>
        Html.Of($"""<span class="pill {Tone(run.State)}">{Sign(run.State)} {visit.Say(run.Said)}</span>""");

    internal static string Tone(string state) =>
        state switch
        {
            "succeeded" => "good",
            "failed" or "damaged" => "bad",
            "running" or "waiting" or "answered" => "info",
            "escalated" or "interrupted" or "rolled-back" => "warn",
            _ => "muted",
        };

    private static string Sign(string state) =>
        state switch
        {
            "succeeded" => "✓",
            "failed" or "damaged" => "✗",
            "running" => "▶",
            "waiting" or "answered" => "…",
            "escalated" => "⇧",
            "rolled-back" => "↩",
            _ => "‖",
        };

    private static Html Row(Visit visit, RunSummary run) =>
        Html.Of(
            $"""
            <tr><td><a href="/run/{run.Id}">{Title(visit, run)}</a><span class="soft id">{run.Id}</span></td><td>{Pill(
                visit,
                run
            )}</td><td>{Begun(visit, run)}</td></tr>
            """
        );

    internal static Html Begun(Visit visit, RunSummary run) =>
        run.Started is { } at
            ? Html.Of(
                $"""<time datetime="{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}">{Clock(run.Run).ShowBare(at)}</time>"""
            )
            : Html.None;

    /// <summary>The clock on the wall of where a run was run.</summary>
    internal static StationClock Clock(RunState? state) =>
        state?.Started is { } started ? StationClock.Of(started.Station) : StationClock.Utc;
}
