using System.CommandLine;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook confirm RUN STEP</c>.</summary>
internal sealed class ConfirmCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 80;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("confirm", VerbGroup.Technicians, "runbook confirm last approve-downgrade --comment \"OK\"", Exit.BadJournal)];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var run = new Argument<string>(globals.Say(Says.WordRunArgument)) { Description = globals.Say(Says.ConfirmIdBeginningLast) };
        var step = new Argument<string>(globals.Say(Says.WordStepArgument)) { Description = globals.Say(Says.ConfirmStepWaits) };
        var reject = new Option<bool>("--reject") { Description = globals.Say(Says.WordRefuse) };
        var comment = new Option<string?>("--comment") { Description = globals.Say(Says.ConfirmCommentJournal), HelpName = "TEXT" };
        var set = new Option<string[]>("--set") { Description = globals.Say(Says.ConfirmAnswerField), HelpName = "name=value" };
        var tick = new Option<string[]>("--tick") { Description = globals.Say(Says.ConfirmTickedItemChecklistAllEvery), HelpName = "ID" };
        var untick = new Option<string[]>("--untick") { Description = globals.Say(Says.ConfirmUntick), HelpName = "ID" };
        var choice = new Option<string?>("--choice")
        {
            Description = globals.Say(Says.ConfirmInterruptedStepRerunDoneAbort),
            HelpName = "CHOICE",
        };
        var key = new Option<string?>("--key") { Description = globals.Say(Says.ConfirmSignConsentOnesOwnKey), HelpName = "NAME" };
        var response = new Option<string?>("--response")
        {
            Description = globals.Say(Says.ConfirmLSResponseChallengeCharacters),
            HelpName = "CODE",
        };
        var attach = new Option<string[]>("--attach") { Description = globals.Say(Says.ConfirmAttach), HelpName = "name=FILE" };
        var person = new Option<string?>("--as") { Description = globals.Say(Says.ConfirmWhoGaveResponse), HelpName = "NAME" };
        return globals.Does(
            new Command("confirm", globals.Say(Says.ConfirmAnswersWaitingStep))
            {
                run,
                step,
                reject,
                comment,
                set,
                attach,
                tick,
                untick,
                choice,
                key,
                response,
                person,
            },
            async (parse, ui, _) =>
            {
                var work = globals.OpenStation(parse, ui);
                using var stored = work.Run(parse.GetValue(run)!, FileUse.Change);

                // A process that shows this very question takes the answer itself; any other is waited for.
                using var held = work.Store.TryLock(TimeProvider.System, out var by);
                if (held is null && by?.Run != stored.Id)
                {
                    throw new CodedException(Faults.StationLocked(by?.Host ?? "?", by?.Process ?? "?", by?.Since ?? "?"));
                }

                using var signer = parse.GetValue(key) is { } named ? Keys.Own(work.Environment, work.Settings.Passphrase, named) : null;
                var read = RunService.ReadToGoOn(stored, work.Library.Loader, null);
                var redactor = work.RedactorOf(read.State);
                var isTaken = await RunService
                    .AnswerAsync(
                        work.Station,
                        stored,
                        read,
                        held is null ? null : new(TimeProvider.System, redactor),
                        waiting =>
                            Consents.Complete(
                                work,
                                stored.Id,
                                waiting,
                                signer,
                                parse.GetValue(response),
                                parse.GetValue(person),
                                NotForgotten(
                                    waiting,
                                    new PersonAnswered(
                                        waiting.Path,
                                        work.Operator,
                                        ui.Language.Code(),
                                        TerminalDesk.Prompt(waiting, ui.Language),
                                        !parse.GetValue(reject),
                                        Values(
                                            parse.GetValue(set) ?? [],
                                            Attached(waiting, parse.GetValue(attach) ?? []),
                                            parse.GetValue(tick) ?? [],
                                            parse.GetValue(untick) ?? [],
                                            parse.GetValue(choice),
                                            waiting,
                                            redactor
                                        ),
                                        parse.GetValue(comment) is { } words ? redactor.Apply(words) : null,
                                        "confirm"
                                    )
                                )
                            ),
                        parse.GetValue(step)!
                    )
                    .ConfigureAwait(false);
                if (!isTaken)
                {
                    throw new CodedException(Faults.StationLocked(by?.Host ?? "?", by?.Process ?? "?", by?.Since ?? "?"));
                }

                if (ui.IsJson)
                {
                    ui.Json(
                        Value.MapOf(
                            ("run", Value.Of(stored.Id)),
                            ("step", Value.Of(parse.GetValue(step))),
                            ("accepted", Value.Of(!parse.GetValue(reject)))
                        )
                    );
                }
                else
                {
                    ui.Out.WriteLine(
                        ui.Say(held is null ? Says.ConfirmAnswerTaken : Says.ConfirmAnswerRecordedNextRunbookResume(stored.Id))
                    );
                }

                return ExitCode.Good;
            }
        );
    }

    // A list of which nothing was ticked is a forgotten option, not an answer: it would fail the step for good.
    private static PersonAnswered NotForgotten(StepWaiting waiting, PersonAnswered answer) =>
        waiting.Kind == "checklist"
        && answer.Accepted
        && PersonFields.Ticked.In(answer.Values).Items.IsEmpty
        && PersonFields.Unticked.In(answer.Values).Items.IsEmpty
        && PersonFields.Items.In(waiting.Request).Any(static i => ItemFields.Required.In(i))
            ? throw new CodedException(Faults.ConfirmNothingTicked(People.ItemIds(waiting.Request)))
            : answer;

    // What is attached is kept: only a field or an item that takes evidence takes it.
    private static string[] Attached(StepWaiting waiting, string[] attach)
    {
        var takers = waiting.Kind switch
        {
            "ask" => PersonFields
                .Fields.In(waiting.Request)
                .Where(static f => QuestionFields.Evidence.In(f))
                .Select(static f => QuestionFields.Name.In(f)),
            "checklist" => People.EvidenceItems(waiting.Request),
            _ => [],
        };
        foreach (var pair in attach)
        {
            if (pair.Split('=', 2) is not [var name, { Length: > 0 }] || !takers.Contains(name))
            {
                throw new CodedException(Faults.ConfirmNoEvidenceField(pair, [.. takers]));
            }
        }

        return attach;
    }

    private static Value Field(StepWaiting waiting, string name, string text) =>
        PersonFields.Fields.In(waiting.Request).FirstOrDefault(f => QuestionFields.Name.In(f) == name) is { IsNull: false } field
            ? People.Understood(field, text)
            : Value.Of(text);

    private static Value Values(
        string[] set,
        string[] attached,
        string[] tick,
        string[] untick,
        string? choice,
        StepWaiting waiting,
        Redactor redactor
    ) =>
        waiting.Kind switch
        {
            "ask" => Value.Map(
                Pairs([.. set, .. attached]).Select(p => KeyValuePair.Create(p.Name, Field(waiting, p.Name, redactor.Apply(p.Text))))
            ),
            "checklist" => Ticks(waiting.Request, tick, untick, [.. Pairs(attached)]),
            "interrupted" => Value.MapOf(("choice", Value.Of(choice ?? "rerun"))),
            _ => Value.EmptyMap,
        };

    private static IEnumerable<(string Name, string Text)> Pairs(IEnumerable<string> pairs) =>
        pairs.Select(static s => s.Split('=', 2)).Where(static p => p.Length == 2).Select(static p => (p[0], p[1]));

    // Who attaches a file to an item has done it.
    private static Value Ticks(Value request, string[] tick, string[] untick, (string Name, string Text)[] attached)
    {
        var ticked = tick.Contains("all") ? People.ItemIds(request) : tick.Union(attached.Select(static a => a.Name));
        var files = Value.Map(attached.Select(static a => KeyValuePair.Create(a.Name, Value.Of(a.Text))));
        var values =
            untick.Length == 0
                ? NamedValue.Map(PersonFields.Ticked.Is(ticked))
                : NamedValue.Map(PersonFields.Ticked.Is(ticked), PersonFields.Unticked.Is(untick));
        return attached.Length == 0 ? values : values.With(PersonFields.Files.Name, files);
    }
}
