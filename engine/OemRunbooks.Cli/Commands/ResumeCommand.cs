using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook resume [RUN]</c>.</summary>
internal sealed class ResumeCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 50;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("resume", VerbGroup.Technicians, "runbook resume last", Exit.BadRun, Exit.SomebodyMustAct, Exit.Resumable)];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var run = new Argument<string?>(globals.Say(Says.WordRunArgument))
        {
            Description = globals.Say(Says.ResumeDefaultNewestInterruptedWaitingOne),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var yes = new Option<bool>("--yes") { Description = globals.Say(Says.WordConfirmWhatRunbookAllowsConfirmed) };
        var skip = new Option<string[]>("--skip") { Description = globals.Say(Says.ResumeSkipStepDepartureNeedsReason), HelpName = "STEP" };
        var repeat = new Option<string[]>("--repeat")
        {
            Description = globals.Say(Says.ResumeRunInterruptedStepFromStart),
            HelpName = "STEP",
        };
        var set = new Option<string[]>("--set")
        {
            Description = globals.Say(Says.ResumeChangeInputRunbookDeparture),
            HelpName = "key=value",
        };
        var retry = new Option<string?>("--retry") { Description = globals.Say(Says.ResumeRetry), HelpName = "STEP" };
        var reason = new Option<string?>("--reason") { Description = globals.Say(Says.ResumeWhyGoesJournalReport), HelpName = "TEXT" };
        var person = globals.Operator();
        return globals.Does(
            new Command("resume", globals.Say(Says.ResumeGoesInterruptedWaitingRunFrom))
            {
                run,
                yes,
                person,
                skip,
                repeat,
                retry,
                set,
                reason,
            },
            async (parse, ui, _) =>
            {
                globals.DemandStation(parse);
                var work = globals.OpenFor(parse, ui, person);
                var name = parse.GetValue(run);
                var retried = parse.GetValue(retry);
                using var stored =
                    (name is null or "last") && retried is null
                        ? RunSummary.NewestToResume(work) ?? throw new CodedException(Faults.RunNone())
                        : work.Run(name ?? "last", FileUse.Change);
                OperatorDesk.Ask(ui, work, parse.GetValue(yes));
                var wanted = new DeviationRequest(
                    parse.GetValue(skip) ?? [],
                    parse.GetValue(repeat) ?? [],
                    Given(ui, parse.GetValue(set) ?? []),
                    work.Operator,
                    parse.GetValue(reason) ?? (retried is null ? null : ui.Say(Says.ResumeRetryReason))
                )
                {
                    Retry = retried,
                };
                if (!wanted.IsEmpty && string.IsNullOrWhiteSpace(wanted.Reason))
                {
                    throw new CodedException(Faults.DeviationReasonRequired());
                }

                var desk = new TerminalDesk(ui, work.Operator, parse.GetValue(yes), work.Station.Root);
                return ResultText.ShowReports(
                    ui,
                    work,
                    await new TerminalRuns(ui, work, desk, r => ResultText.ShowOutcome(ui, work, r))
                        .ResumeAsync(stored, wanted)
                        .ConfigureAwait(false)
                );
            }
        );
    }

    private static Value Given(Ui ui, string[] pairs) =>
        Value.Map(
            pairs.Select(p =>
                p.Split('=', 2) is [var name, var value]
                    ? KeyValuePair.Create(name, Value.Of(value))
                    : throw new CodedException(Faults.UsageWrong(ui.Say(Says.ResumeSetWantsKeyValueNot(p))))
            )
        );
}
