using System.CommandLine;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook confirm RUN STEP</c>.</summary>
internal static class ConfirmCommand
{
    internal static Command Create(Globals globals)
    {
        var run = new Argument<string>(globals.Say("PRZEBIEG", "RUN")) { Description = globals.Say("identyfikator, jego początek lub „last”", "an id, its beginning, or \"last\"") };
        var step = new Argument<string>(globals.Say("KROK", "STEP")) { Description = globals.Say("krok, który czeka", "the step that waits") };
        var reject = new Option<bool>("--reject") { Description = globals.Say("odmówić", "refuse") };
        var comment = new Option<string?>("--comment") { Description = globals.Say("komentarz do dziennika", "a comment for the journal"), HelpName = "TEXT" };
        var set = new Option<string[]>("--set") { Description = globals.Say("odpowiedź w polu", "the answer in a field"), HelpName = "name=value" };
        var tick = new Option<string[]>("--tick") { Description = globals.Say("odhaczony punkt listy; all: wszystkie", "a ticked item of a checklist; all: every one"), HelpName = "ID" };
        var choice = new Option<string?>("--choice") { Description = globals.Say("dla kroku przerwanego: rerun, done lub abort", "for an interrupted step: rerun, done or abort"), HelpName = "CHOICE" };
        var key = new Option<string?>("--key") { Description = globals.Say("podpisać zgodę własnym kluczem", "sign the consent with one's own key"), HelpName = "NAME" };
        var response = new Option<string?>("--response") { Description = globals.Say("odpowiedź L2 na wyzwanie (16 znaków), razem z --as", "L2's response to the challenge (16 characters), with --as"), HelpName = "CODE" };
        var person = new Option<string?>("--as") { Description = globals.Say("kto dał odpowiedź", "who gave the response"), HelpName = "NAME" };
        return globals.Does(
            new Command("confirm", globals.Say("Odpowiada na pytanie czekającego kroku.", "Answers a waiting step.")) { run, step, reject, comment, set, tick, choice, key, response, person },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var directory = work.Run(parse.GetValue(run)!);
                using var held = StationLock.Take(work.Station, TimeProvider.System);
                using var signer = parse.GetValue(key) is { } named ? Keys.Own(work.Environment, work.Settings.Passphrase, named) : null;
                var redactor = work.RedactorOf(directory);
                RunService.Answer(
                    directory, work.Library.Loader, TimeProvider.System,
                    waiting => Consents.Complete(work, directory.Id, waiting, signer, parse.GetValue(response), parse.GetValue(person), NotForgotten(waiting, new PersonAnswered(
                        waiting.Path, work.Operator, ui.Language == Locale.Pl ? "pl" : "en", TerminalDesk.Prompt(waiting, ui.Language), !parse.GetValue(reject),
                        Values(parse.GetValue(set) ?? [], parse.GetValue(tick) ?? [], parse.GetValue(choice), waiting, redactor), parse.GetValue(comment) is { } words ? redactor.Apply(words) : null, "confirm"))),
                    parse.GetValue(step)!);
                if (ui.IsJson)
                {
                    ui.Json(Value.MapOf(("run", Value.Of(directory.Id)), ("step", Value.Of(parse.GetValue(step))), ("accepted", Value.Of(!parse.GetValue(reject)))));
                }
                else
                {
                    ui.Out.WriteLine(ui.Say($"Zapisano odpowiedź. Dalej: runbook resume {directory.Id}", $"The answer is recorded. Next: runbook resume {directory.Id}"));
                }

                return Task.FromResult(ExitCode.Good);
            });
    }

    // A list of which nothing was ticked is a forgotten option, not an answer: it would fail the step for good.
    private static PersonAnswered NotForgotten(StepWaiting waiting, PersonAnswered answer) =>
        waiting.Kind == "checklist" && answer.Accepted && PersonFields.Ticked.In(answer.Values).Items.IsEmpty
            && PersonFields.Items.In(waiting.Request).Any(static i => ItemFields.Required.In(i))
            ? throw CodedException.Of("confirm.nothing-ticked", ("items", Value.List(People.ItemIds(waiting.Request).Select(Value.Of))))
            : answer;

    private static Value Values(string[] set, string[] tick, string? choice, StepWaiting waiting, Redactor redactor) => waiting.Kind switch
    {
        "ask" => Value.Map(set.Select(static s => s.Split('=', 2)).Where(static p => p.Length == 2).Select(p => KeyValuePair.Create(p[0], Value.Of(redactor.Apply(p[1]))))),
        "checklist" => NamedValue.Map(PersonFields.Ticked.Is(tick.Contains("all") ? People.ItemIds(waiting.Request) : tick)),
        "interrupted" => Value.MapOf(("choice", Value.Of(choice ?? "rerun"))),
        _ => Value.EmptyMap,
    };
}
