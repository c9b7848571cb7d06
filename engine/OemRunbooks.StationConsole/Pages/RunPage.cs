using System.Globalization;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Live;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>A run: what is asked, what was done, what comes.</summary>
internal sealed class RunPage(Visit visit, LiveRuns live)
{
    // Of a long run the newest steps are shown, and those that went wrong.
    private const int MostSteps = 200;

    internal Html Of()
    {
        using var run = visit.Work.Run(visit.Route("id"));
        var summary = RunSummary.Of(run, visit.Work.Library.Loader);
        return Layout.Page(
            visit,
            RunRows.Title(visit, summary),
            Html.Of($"""<div id="run" data-run="{run.Id}" data-live="/run/{run.Id}?part=run">{Body(run, summary)}</div>"""),
            "/run"
        );
    }

    /// <summary>What changes while it goes.</summary>
    internal Html Part()
    {
        using var run = visit.Work.Run(visit.Route("id"));
        return Body(run, RunSummary.Of(run, visit.Work.Library.Loader));
    }

    private Html Body(StoredRun run, RunSummary summary)
    {
        if (summary.Run is not { } state)
        {
            return Html.Of(
                $"""
                <h1>{run.Id}</h1><p>{RunRows.Pill(visit, summary)}</p><section class="card bad"><p>{visit.Say(
                    Says.ConsoleDamaged
                )} <code>{summary.Problem}</code></p><p><a href="/run/{run.Id}/audit">{visit.Say(Says.ConsoleAudit)}</a></p></section>
                """
            );
        }

        var report = ReportFiles.Unproved(run, visit.Work.Library.Loader, visit.Work.Product.Messages);
        return Html.Of(
            $"""
            <header class="run"><h1>{report.Title.In(visit.Language)}</h1><p>{RunRows.Pill(visit, summary)} {Elapsed(report, summary)}</p>
            <p class="soft">{visit.Say(Says.ConsoleBy(report.Operator))} · {run.Id} · <span data-seq="{state.Seq}">{visit.Say(
                Says.ConsoleEntry(state.Seq)
            )}</span></p>
            {RunTabs.Of(visit, run.Id, "", state.Finished is not null)}</header>
            {Questions(state)}{Actions(summary, state)}{Steps(report, state.Runbook)}
            <section class="flow"><h2>{visit.Say(Says.ConsoleFlow)}</h2><p class="drawing"><img alt="{visit.Say(
                Says.ConsoleFlowOf(report.Title)
            )}" src="/run/{run.Id}/flow.svg?seq={state.Seq}" loading="lazy"></p></section>
            """
        );
    }

    private Html Elapsed(RunReport report, RunSummary summary) =>
        report.Ended is null && summary.State == "running"
            ? Html.Of(
                $"""<span class="elapsed" data-since="{report.Started.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}"></span>"""
            )
            : Html.Of($"""<span>{Durations.Show(TimeSpan.FromMilliseconds(report.Times.Total), visit.Language)}</span>""");

    private Html Questions(RunState state) => Html.Join(state.Waiting.Select(w => new QuestionForm(visit, state, w).Show()));

    // What a person can do about a run that does not go on by itself.
    private Html Actions(RunSummary summary, RunState state)
    {
        var id = summary.Id;
        var failed = state.Failure is { } failure ? ProblemPage.Part(visit, failure.Failure) : Html.None;
        if (live.IsAt(id))
        {
            return summary.State == "running"
                ? Html.Of(
                    $"""
                    <p class="actions"><button class="plain" data-post="/api/runs/{id}/stop">{visit.Say(Says.ConsoleStop)}</button></p>
                    """
                )
                : Html.None;
        }

        if (live.ProblemOf(id) is { } stopped)
        {
            failed = ProblemPage.Part(visit, stopped);
        }

        if (summary.CanResume && !state.Waiting.Any())
        {
            return Html.Of(
                $"""
                <section class="card warn">{failed}<p>{visit.Say(Says.ConsoleInterrupted)}</p><p class="actions"><button class="main"
                data-post="/api/runs/{id}/resume">{visit.Say(
                    Says.ConsoleGoOn
                )}</button></p></section>
                """
            );
        }

        if (state.Retryable is { } step)
        {
            var name = state.Runbook.Resolve(step)?.Step.Name?.In(visit.Language) ?? step;
            return Html.Of(
                $"""
                <section class="card bad"><h2>{visit.Say(Says.ConsoleCanRetry)}</h2>{failed}
                <p class="actions"><button class="main" data-post="/api/runs/{id}/resume" data-body-retry="{step}">{visit.Say(
                    Says.ConsoleRetry
                )}: {name}</button> <a class="button plain" href="/">{visit.Say(Says.ConsolePutOff)}</a> <a class="button plain"
                href="/run/{id}/report">{visit.Say(
                    Says.ConsoleEnd
                )}</a></p></section>
                """
            );
        }

        return failed.IsEmpty ? Html.None : Html.Of($"""<section class="card bad">{failed}</section>""");
    }

    private Html Steps(RunReport report, Runbook runbook)
    {
        var left = report.Steps.Length - MostSteps;
        var shown = left <= 0 ? report.Steps : [.. report.Steps.Where((s, i) => i >= left || s.Standing == StepStanding.Failed)];
        var before = left <= 0 ? Html.None : Html.Of($"""<p class="soft">{visit.Say(Says.ConsoleEarlier(left))}</p>""");
        var tops = report.Steps.Select(static s => s.Path).ToHashSet(StringComparer.Ordinal);
        return Html.Of(
            $"""
            <section><h2>{visit.Say(Says.ConsoleSteps)}</h2>{before}<ol class="steps">{shown.Select(Step)}{Coming(report, runbook, tops)}
            </ol></section>
            """
        );
    }

    private Html Step(ReportStep step)
    {
        var word = step.Standing.Word();
        var took = step.Duration is { } ms ? Durations.Show(TimeSpan.FromMilliseconds(ms), visit.Language) : "";
        var since = step is { Standing: StepStanding.Running, Started: { } at } ? Working(step, at) : Html.None;
        var remarks = step.Remarks.Select(r => Html.Of($"""<li class="soft">{r.Code.Words.In(visit.Language)}</li>"""));
        var failure = step.Failure is { } why
            ? Html.Of($"""<p class="why">{why.Words.In(visit.Language)} <code>{why.Code}</code></p>""")
            : Html.None;
        return Html.Of(
            $"""
            <li class="step {word}" data-depth="{Math.Min(step.Depth, 6)}"><span class="mark" aria-hidden="true">{Marks.Of(step.Standing)}
            </span>
            <span class="name">{step.Title.In(visit.Language)}</span> <span class="state">{visit.Say(StateWords.OfStep(word))}
            </span> <span class="took">{took}</span>{since}{failure}{(
                step.Remarks.IsEmpty ? Html.None : Html.Of($"<ul>{remarks}</ul>")
            )}</li>
            """
        );
    }

    private Html Working(ReportStep step, DateTimeOffset since) =>
        Html.Of(
            $"""
            <span class="elapsed" data-since="{since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}"></span>
            <progress data-progress="{step.Path}" aria-label="{step.Title.In(visit.Language)}"></progress>
            <span class="amount" data-amount="{step.Path}"></span>
            """
        );

    // What has not begun yet, while it may.
    private IEnumerable<Html> Coming(RunReport report, Runbook runbook, HashSet<string> begun) =>
        report.Ended is not null
            ? []
            : runbook
                .Steps.Where(s => !begun.Contains(s.Id))
                .Select(s =>
                    Html.Of(
                        $"""
                        <li class="step coming" data-depth="0"><span class="mark" aria-hidden="true">○</span> <span
                        class="name">{s.Name?.In(visit.Language) ?? s.Id}</span></li>
                        """
                    )
                );
}
