using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>
/// What somebody wants to know before saying yes to a plan: what can't be undone, where people are needed, what is in the way.
/// </summary>
internal static class PlanSummary
{
    /// <summary>How what the step changes is taken back; null when it changes nothing.</summary>
    internal static string? Undoing(Ui ui, RehearsedStep step) =>
        step.Undoing switch
        {
            StepUndoing.ByRollback => $"↩ {ui.Say(Says.PlanSummaryRollback)}: {step.UndoneBy!.In(ui.Language)}",
            StepUndoing.ByHand => $"↩ {ui.Say(Says.PlanSummaryHand)}: {step.UndoneBy!.In(ui.Language)}",
            StepUndoing.Irreversible => $"! {ui.Say(Says.PlanSummaryCannotUndone)}",
            StepUndoing.NothingToUndo => null,
        };

    internal static void Show(Ui ui, IReadOnlyList<RehearsedStep> steps, Failure? failure, string? file)
    {
        ui.Out.WriteLine();
        var changing = steps.Count(static s => s.Undoing != StepUndoing.NothingToUndo);
        var people = steps.Count(static s => s.NeedsPerson);
        var final = steps.Count(static s => s.Undoing == StepUndoing.Irreversible);
        ui.Out.WriteLine(ui.Say(Says.PlanSummaryStepsChangeStationTheseIrreversible(changing, final, people, Bytes(steps))));
        if (failure is not null)
        {
            ui.Out.WriteLine(
                $"{ui.Say(Says.PlanSummaryRunWouldFail)}: {failure.Code}: {ui.Words(failure)}"
                    + $"{(ui.Hint(failure) is { } hint ? $" → {hint}" : "")}"
            );
        }

        foreach (var problem in steps.SelectMany(static s => s.Problems).Distinct())
        {
            ui.Out.WriteLine(
                $"{ui.Say(Says.PlanSummaryWay)}: {problem.Code}: {ui.Words(problem)}{(ui.Hint(problem) is { } hint ? $" → {hint}" : "")}"
            );
        }

        if (file is not null)
        {
            ui.Out.WriteLine(ui.Say(Says.PlanSummaryPlanWhenApprovedRunbookRun(Visible.Text(file))));
        }
    }

    private static long Bytes(IEnumerable<RehearsedStep> steps) =>
        steps.SelectMany(static s => s.Work?.Lines ?? []).Sum(static l => l.Effect?.Bytes ?? 0);
}
