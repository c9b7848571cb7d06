using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook undo RUN</c>.</summary>
internal sealed class UndoCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 85;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "undo",
            VerbGroup.Technicians,
            "runbook undo last --plan",
            new Exit(1, Says.RunRunFailedPlanStepWould),
            Exit.SomebodyMustAct,
            Exit.Resumable
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var run = new Argument<string>(globals.Say(Says.WordRunArgument)) { Description = globals.Say(Says.ConfirmIdBeginningLast) };
        var plan = new Option<bool>("--plan") { Description = globals.Say(Says.UndoPlan) };
        var partly = new Option<bool>("--partly") { Description = globals.Say(Says.UndoPartlyOption) };
        var yes = new Option<bool>("--yes") { Description = globals.Say(Says.WordConfirmWhatRunbookAllowsConfirmed) };
        var person = globals.Operator();
        var id = new Option<string?>("--run-id") { Description = globals.Say(Says.RunIdRun), HelpName = "ID" };
        return globals.Does(
            new Command("undo", globals.Say(Says.UndoUndoes)) { run, plan, partly, yes, person, id },
            async (parse, ui, _) =>
            {
                globals.DemandStation(parse);
                var work = globals.OpenFor(parse, ui, person);
                var undo = Undoing.Prepare(work, parse.GetValue(run)!);
                if (parse.GetValue(plan))
                {
                    return await ShowPlanAsync(ui, work, undo).ConfigureAwait(false);
                }

                // On a terminal the question names what stays; whoever says yes to it has agreed to that.
                var isAsked = Ui.IsInteractive && !parse.GetValue(yes);
                var mayStay = isAsked || parse.GetValue(partly);
                undo.Demand(mayStay, ui.Language);
                if (!isAsked && !parse.GetValue(yes))
                {
                    throw new CodedException(Faults.UndoNeedsConsent(undo.Of.Run));
                }

                OperatorDesk.Ask(ui, work, parse.GetValue(yes));
                var desk = new TerminalDesk(ui, work.Operator, parse.GetValue(yes), work.Station.Root);
                return ResultText.ShowReports(
                    ui,
                    work,
                    await new TerminalRuns(ui, work, desk, r => ResultText.ShowOutcome(ui, work, r))
                        .UndoAsync(undo, mayStay, Id(ui, parse.GetValue(id)))
                        .ConfigureAwait(false)
                );
            }
        );
    }

    private static async Task<int> ShowPlanAsync(Ui ui, Workplace work, UndoPlan undo)
    {
        var code = await PlanView.ShowAsync(ui, work, undo.Runbook, undo.Inputs, file: null, approved: null).ConfigureAwait(false);
        if (undo.Left.Count > 0)
        {
            (ui.IsJson ? ui.Error : ui.Out).WriteLine(ui.Say(Says.UndoWouldStay(undo.Left.Select(l => l.In(ui.Language)))));
        }

        return code;
    }

    private static string? Id(Ui ui, string? id) =>
        id is null || id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageRunId(id))));
}
