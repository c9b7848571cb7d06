using System.Collections.Immutable;
using System.CommandLine;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
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
        var worker = globals.Operator();
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
                worker,
            },
            async (parse, ui, _) =>
            {
                globals.DemandStation(parse);
                var work = globals.OpenFor(parse, ui, worker);
                using var stored = work.Run(parse.GetValue(run)!, FileUse.Change);
                OperatorDesk.Ask(ui, work);
                using var signer = parse.GetValue(key) is { } named ? Keys.Own(work.Environment, work.Settings.Passphrase, named) : null;
                var isTaken = await Answers
                    .GiveAsync(
                        work,
                        stored,
                        new(parse.GetValue(step)!, work.Operator, ui.Language, "confirm")
                        {
                            Accepted = !parse.GetValue(reject),
                            Comment = parse.GetValue(comment),
                            Fields = Pairs(parse.GetValue(set)),
                            Files = Pairs(parse.GetValue(attach)),
                            Ticked = [.. parse.GetValue(tick) ?? []],
                            Unticked = [.. parse.GetValue(untick) ?? []],
                            Choice = parse.GetValue(choice),
                            Key = signer,
                            Response = parse.GetValue(response),
                            Elsewhere = parse.GetValue(person),
                        }
                    )
                    .ConfigureAwait(false);
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
                    ui.Out.WriteLine(ui.Say(isTaken ? Says.ConfirmAnswerTaken : Says.ConfirmAnswerRecordedNextRunbookResume(stored.Id)));
                }

                return ExitCode.Good;
            }
        );
    }

    private static ImmutableArray<(string Name, string Text)> Pairs(string[]? pairs) =>
        [.. (pairs ?? []).Select(static p => p.Split('=', 2) is [var name, var text] ? (name, text) : (p, ""))];
}
