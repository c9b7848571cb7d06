using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>What somebody wants to know before saying yes to a plan: what can't be undone, where people are needed, what is in the way.</summary>
internal static class PlanSummary
{
    /// <summary>How what the step changes is taken back; null when it changes nothing.</summary>
    internal static string? Undoing(Ui ui, RehearsedStep step) => step.Undoing switch
    {
        StepUndoing.ByRollback => $"↩ {ui.Say("wycofanie", "a rollback")}: {step.UndoneBy!.In(ui.Language)}",
        StepUndoing.ByHand => $"↩ {ui.Say("ręcznie", "by hand")}: {step.UndoneBy!.In(ui.Language)}",
        StepUndoing.Irreversible => $"! {ui.Say("nieodwracalne", "cannot be undone")}",
        StepUndoing.NothingToUndo => null,
    };

    internal static void Show(Ui ui, IReadOnlyList<RehearsedStep> steps, Failure? failure, string? file)
    {
        ui.Out.WriteLine();
        var changing = steps.Count(static s => s.Undoing != StepUndoing.NothingToUndo);
        var people = steps.Count(static s => s.NeedsPerson);
        var final = steps.Count(static s => s.Undoing == StepUndoing.Irreversible);
        ui.Out.WriteLine(ui.Say(
            $"Kroków zmieniających stanowisko: {changing}, w tym nieodwracalnych: {final}; kroków, na które odpowiada człowiek: {people}; zapisanych bajtów: {Bytes(steps)}.",
            $"Steps that change the station: {changing}, of these irreversible: {final}; steps that a person answers: {people}; bytes written: {Bytes(steps)}."));
        if (failure is not null)
        {
            ui.Out.WriteLine($"{ui.Say("Przebieg zakończyłby się niepowodzeniem", "The run would fail")}: {failure.Code}: {ui.Words(failure)}{(ui.Hint(failure) is { } hint ? $" → {hint}" : "")}");
        }

        foreach (var problem in steps.SelectMany(static s => s.Problems).Distinct())
        {
            ui.Out.WriteLine($"{ui.Say("Przeszkoda", "In the way")}: {problem.Code}: {ui.Words(problem)}{(ui.Hint(problem) is { } hint ? $" → {hint}" : "")}");
        }

        if (file is not null)
        {
            ui.Out.WriteLine(ui.Say($"Plan zapisano w {Visible.Text(file)}. Po zatwierdzeniu: runbook run … --approved {Visible.Text(file)}", $"The plan is in {Visible.Text(file)}. When approved: runbook run … --approved {Visible.Text(file)}"));
        }
    }

    private static long Bytes(IEnumerable<RehearsedStep> steps) => steps.SelectMany(static s => s.Work?.Lines ?? []).Sum(static l => l.Effect?.Bytes ?? 0);
}
