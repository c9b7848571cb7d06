using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole.Markup;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Pages;

/// <summary>The question of a waiting step, as somebody answers it on the page.</summary>
internal sealed class QuestionForm(Visit visit, RunState state, StepWaiting waiting)
{
    private readonly string address = $"/api/runs/{state.Started!.RunId}/answer";

    internal Html Show()
    {
        var late = waiting.Expires is { } expires
            ? Html.Of($"""<p class="soft">{visit.Say(Says.ConsoleUntil(RunRows.Clock(state).ShowBare(expires)))}</p>""")
            : Html.None;
        return Html.Of(
            $"""
            <section class="card info question" aria-labelledby="asked" data-question="{waiting.Path}">
            <h2 id="asked">{Html.Prose(Answers.Prompt(waiting, visit.Language))}</h2>{Hint()}{Shown()}{late}{Body()}</section>
            """
        );
    }

    private Html Body() =>
        waiting.Kind switch
        {
            "checklist" => Checklist(),
            "ask" => Form(
                Html.Join(PersonFields.Fields.In(waiting.Request).Select(f => InputFields.Show(visit, InputFields.Of(visit, f)))),
                Html.Of($"""<button class="main" name="accepted" value="true">{visit.Say(Says.ConsoleSend)}</button>""")
            ),
            "interrupted" => Form(Html.None, Html.Join(Choices())),
            "approve" => Html.Join([YesNo(), Elsewhere()]),
            _ => YesNo(),
        };

    private Html Hint() =>
        state.Runbook.Resolve(waiting.Path)?.Step is { } step && step.Hint is { } hint
            ? Html.Of($"""<p class="hint">{Html.Prose(hint.In(visit.Language))}</p>""")
            : Html.None;

    // The picture that the run kept, by the step's place; where there is none, nothing is shown.
    private Html Shown() =>
        state.Runbook.Resolve(waiting.Path)?.Step is { Picture: not null } step
            ? Html.Of(
                $"""<p><img class="step-picture" alt="{visit.Say(
                    Says.ConsolePictureOf(step.Name ?? LocalizedText.Both(step.Id))
                )}" src="/run/{state.Started!.RunId}/picture?step={Uri.EscapeDataString(waiting.Path)}"></p>"""
            )
            : Html.None;

    private Html YesNo() =>
        Form(
            Html.Of(
                $"""<div class="field"><label for="comment">{visit.Say(
                    Says.ConsoleComment
                )}</label><textarea id="comment" name="comment" rows="2" maxlength="2000"></textarea></div>"""
            ),
            Html.Of(
                $"""
                <button class="main" name="accepted" value="true">{visit.Say(
                    waiting.Kind == "approve" ? Says.ConsoleApprove : Says.ConsoleYes
                )}</button>
                <button class="plain" name="accepted" value="false">{visit.Say(
                    waiting.Kind == "approve" ? Says.ConsoleRefuse : Says.ConsoleNo
                )}</button>
                """
            )
        );

    private IEnumerable<Html> Choices() =>
        new (string Choice, LocalizedText Label)[]
        {
            ("rerun", Says.ConsoleRerun),
            ("done", Says.ConsoleIsDone),
            ("abort", Says.ConsoleAbort),
        }.Select(c => Html.Of($"""<button class="plain" name="choice" value="{c.Choice}">{visit.Say(c.Label)}</button> """));

    // Somebody who is not here answers by phone: the challenge is read out, the response is read back.
    private Html Elsewhere()
    {
        var challenge = Approvals.Challenge(state.Started!.RunId, waiting);
        return Html.Of(
            $"""
            <details class="elsewhere"><summary>{visit.Say(Says.ConsoleByPhone)}</summary>
            <p>{visit.Say(Says.ConsoleChallenge)} <strong class="code">{challenge}</strong></p>
            {Form(
                Html.Of(
                    $"""
                    <div class="field"><label for="elsewhere">{visit.Say(Says.ConsoleWhoElsewhere)}</label><input id="elsewhere"
                    name="elsewhere" required maxlength="100"></div>
                    <div class="field"><label for="response">{visit.Say(Says.ConsoleResponse)}</label><input id="response"
                    name="response" required maxlength="40" autocomplete="off" spellcheck="false" class="code"></div>
                    """
                ),
                Html.Of($"""<button class="main" name="accepted" value="true">{visit.Say(Says.ConsoleSend)}</button>""")
            )}</details>
            """
        );
    }

    // Every tick is kept as it is made, but for the last: that ends the list, and a person says so.
    private Html Checklist()
    {
        var (asked, ticked) = People.WithTicks(state, waiting.Path);
        var items = PersonFields.Items.In(asked.Request).Select((item, i) => Item(item, People.ItemId(item, i), ticked));
        return Html.Of(
            $"""
            <form class="list" data-checklist="{address}" data-step="{waiting.Path}"><ol class="items">{items}</ol>
            <p class="problem" role="alert"></p>
            <p class="actions"><button class="main" name="accepted" value="true">{visit.Say(
                Says.ConsoleListDone
            )}</button> <button class="plain" name="accepted" value="false">{visit.Say(Says.ConsoleRefuse)}</button></p></form>
            """
        );
    }

    private Html Item(Value item, string id, IReadOnlySet<string> ticked)
    {
        var isRequired = item.Kind != ValueKind.Map || ItemFields.Required.In(item);
        var photo = People.TakesEvidence(item) && !ticked.Contains(id) ? InputFields.Photo(visit, $"photo-{id}", $"files.{id}") : Html.None;
        var must = isRequired ? Html.None : Html.Of($""" <span class="soft">({visit.Say(Says.ConsoleOptional)})</span>""");
        var check = ticked.Contains(id) ? "checked" : "";
        return Html.Of(
            $"""
            <li><label class="tick"><input type="checkbox" name="ticked" value="{id}" {check} data-required="{(
                isRequired ? "true" : "false"
            )}" data-evidence="{(People.TakesEvidence(item) ? "true" : "false")}"> <span>{Html.Prose(People.ItemText(item).In(
                visit.Language
            ))}{must}</span></label>{photo}
            <label class="said-of"><span class="unseen">{visit.Say(Says.ConsoleCommentOf(People.ItemText(item)))}</span><input
            name="comments.{id}" placeholder="{visit.Say(
                Says.ConsoleComment
            )}" maxlength="500"></label></li>
            """
        );
    }

    private Html Form(Html fields, Html buttons) =>
        Html.Of(
            $"""
            <form data-post="{address}" data-then="stay"><input type="hidden" name="step" value="{waiting.Path}">{fields}
            <p class="problem" role="alert"></p><p class="actions">{buttons}</p></form>
            """
        );
}
