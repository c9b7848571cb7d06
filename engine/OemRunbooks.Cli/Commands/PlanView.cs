using OemRunbooks.Cli.Runs;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Cli.Commands;

/// <summary>Shows what a run would do on this station; read-only probes run, nothing is changed.</summary>
internal static class PlanView
{
    internal static async Task<int> ShowAsync(Workplace work, Runbook runbook, Value inputs)
    {
        var ui = work.Ui;
        foreach (var input in runbook.Inputs.Where(static i => i.Type is InputType.File or InputType.Directory or InputType.Path))
        {
            work.Station.Grant(inputs[input.Name].AsText() ?? "");
        }

        var redactor = new Redactor();
        var host = work.Host(new Observers(), null, redactor, signer: null);
        var steps = new List<Value>();
        ui.Out.WriteLine(ui.IsJson ? null : ui.Say($"Plan: {runbook.Name.Pl} — niczego nie zmieniono", $"Plan: {runbook.Name.En} — nothing was changed"));
        var rehearsal = new Rehearsal(host, runbook, inputs);
        await foreach (var planned in rehearsal.RunAsync().ConfigureAwait(false))
        {
            steps.Add(Json(planned, redactor));
            if (!ui.IsJson)
            {
                Show(ui, planned, redactor);
            }
        }

        if (ui.IsJson)
        {
            ui.Json(Value.MapOf(("runbook", Value.Of(runbook.Id)), ("steps", Value.List(steps)), ("wouldFail", Value.Of(rehearsal.Failure?.Code))));
        }
        else if (rehearsal.Failure is { } failure)
        {
            ui.Out.WriteLine();
            ui.Out.WriteLine($"{ui.Say("Przebieg zakończyłby się niepowodzeniem", "The run would fail")}: {failure.Code}: {ui.Words(failure)}{(ui.Hint(failure) is { } hint ? $" → {hint}" : "")}");
        }

        return rehearsal.Failure is null ? ExitCode.Good : ExitCode.Bad;
    }

    private static void Show(Ui ui, RehearsedStep step, Redactor redactor)
    {
        var title = step.Title?.In(ui.Language) ?? step.Path;
        var mark = step.Skipped is not null ? "–" : step.Work?.Failure is not null ? "✗" : "•";
        ui.Out.WriteLine($"  {mark} {Visible.Text(title)}{(step.Skipped is { } condition ? $"  ({ui.Say("pominięto", "skipped")}: {condition})" : "")}");
        foreach (var line in step.Work?.Lines ?? [])
        {
            ui.Out.WriteLine($"      {(line.Changes ? "±" : "·")} {Visible.Text(redactor.Apply(line.Text.In(ui.Language)))}");
        }

        if (step.Work?.Failure is { } failure)
        {
            ui.Out.WriteLine($"      {failure.Code}: {ui.Words(failure)}");
        }
    }

    private static Value Json(RehearsedStep step, Redactor redactor) => Value.MapOf(
        ("path", Value.Of(step.Path)), ("activity", Value.Of(step.Activity)), ("skipped", Value.Of(step.Skipped)), ("failure", Value.Of(step.Work?.Failure?.Code)),
        ("lines", step.Work is null ? null : Value.List(step.Work.Lines.Select(l => Value.MapOf(
            ("pl", Value.Of(redactor.Apply(l.Text.In(Language.Pl)))), ("en", Value.Of(redactor.Apply(l.Text.In(Language.En)))), ("changes", Value.Of(l.Changes)))))));
}
