using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>A runbook before it is run: what it does, what it wants to know, what it would do here.</summary>
internal static class StartPage
{
    internal static Html Of(Visit visit)
    {
        var runbook = Find(visit, visit.Route("name"));
        var fields = runbook.Inputs.Select(i => InputFields.Show(visit, InputFields.Of(visit, i)));
        var before = RunSummary.InterruptedOf(visit.Work, runbook.Id) is { } run
            ? Html.Of(
                $"""<p class="card warn">{visit.Say(Says.ConsoleInterruptedBefore)} <a href="/run/{run}">{visit.Say(
                    Says.ConsoleGoOn
                )}</a></p>"""
            )
            : Html.None;
        return Layout.Page(
            visit,
            runbook.Name.In(visit.Language),
            Html.Of(
                $"""
                <h1>{runbook.Name.In(visit.Language)}</h1><p class="lead">{runbook.Description?.In(visit.Language)}</p>
                <p class="soft">{runbook.Id} {runbook.Version}</p>{before}
                <form class="card" data-post="/api/runs" data-then="run" id="start"><input type="hidden" name="runbook"
                value="{runbook.Id}">
                {fields}
                <p class="problem" role="alert"></p>
                <p class="actions"><button class="main">{visit.Say(Says.ConsoleStart)}</button>
                <button type="button" class="plain" data-plan="/api/plan">{visit.Say(Says.ConsolePlan)}</button></p></form>
                <section id="plan" aria-live="polite"></section>
                <section><h2>{visit.Say(Says.ConsoleFlow)}</h2><p class="drawing"><img alt="{visit.Say(
                    Says.ConsoleFlowOf(runbook.Name)
                )}" src="/start/{runbook.Id}/flow.svg"></p></section>
                """
            )
        );
    }

    /// <summary>The runbook of a name that people may start.</summary>
    internal static Runbook Find(Visit visit, string name)
    {
        var item = visit.Work.Library.Find(name) ?? throw visit.Work.Library.Unknown(name);
        return visit.Work.Library.Loader.Load(item.Path, item.Read()).Runbook is { IsInternal: false } runbook
            ? runbook
            : throw new CodedException(Faults.RunbookInvalid(name));
    }
}
