using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>What a run would do on this station; nothing is changed.</summary>
internal static class PlanPart
{
    internal static async Task<Html> OfAsync(Visit visit, Runbook runbook, Value inputs)
    {
        RunInputs.Grant(visit.Work, runbook, inputs);

        var redactor = new Redactor();
        var rehearsal = new Rehearsal(visit.Work.Host(new Observers(), null, redactor, signer: null), runbook, inputs);
        var steps = new List<Html>();
        await foreach (var step in rehearsal.RunAsync().ConfigureAwait(false))
        {
            steps.Add(Step(visit, step, redactor));
        }

        var failure = rehearsal.Failure is { } why ? Failed(visit, why) : Html.None;
        return Html.Of(
            $"""
            <h2>{visit.Say(Says.ConsolePlanTitle)}</h2><p class="soft">{visit.Say(Says.ConsolePlanNothing)}</p><ol
            class="steps plan">{steps}</ol>{failure}
            """
        );
    }

    private static Html Step(Visit visit, RehearsedStep step, Redactor redactor)
    {
        var lines = (step.Work?.Lines ?? []).Select(l =>
            Html.Of($"""<li class="{(l.Changes ? "changes" : "soft")}">{redactor.Apply(l.Text.In(visit.Language))}</li>""")
        );
        var wrong = (step.Work?.Failure is { } failure ? [failure] : step.Problems.AsEnumerable()).Select(f =>
            Html.Of($"""<li class="why">{redactor.Apply(visit.Words(f).Words)} <code>{f.Code}</code></li>""")
        );
        var (word, mark) = step switch
        {
            { Skipped: not null } => ("skipped", "–"),
            { Work.Failure: not null } or { Problems.IsEmpty: false } => ("failed", "✗"),
            { NeedsPerson: true } => ("waiting", "?"),
            _ => ("coming", "•"),
        };
        return Html.Of(
            $"""
            <li class="step {word}" data-depth="{step.Within.Length}"><span class="mark" aria-hidden="true">{mark}</span> <span
            class="name">{step.Title?.In(
                visit.Language
            ) ?? step.Path}</span><ul>{lines}{wrong}</ul></li>
            """
        );
    }

    private static Html Failed(Visit visit, Failure failure) =>
        Html.Of($"""<p class="card bad">{visit.Say(Says.ConsolePlanFails)} {visit.Line(failure)}</p>""");
}
