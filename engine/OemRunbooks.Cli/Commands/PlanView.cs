using System.Collections.Immutable;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary>Shows what a run would do on this station; read-only probes run, nothing is changed.</summary>
internal static class PlanView
{
    /// <summary>
    /// Shows the plan, holds one that was approved against it as the run itself would, and writes it for approval when a file is named.
    /// </summary>
    /// <exception cref="CodedException">The approved plan no longer holds.</exception>
    internal static async Task<int> ShowAsync(Ui ui, Workplace work, Runbook runbook, Value inputs, string? file, ApprovedPlan? approved)
    {
        var redactor = new Redactor();
        var host = Host(work, runbook, inputs, redactor);
        approved?.DemandSame(host, runbook, inputs);
        var steps = new List<RehearsedStep>();
        ui.Out.WriteLine(ui.IsJson ? null : ui.Say(Says.PlanTitle(runbook.Name)));
        var rehearsal = new Rehearsal(host, runbook, inputs);
        await foreach (var planned in rehearsal.RunAsync().ConfigureAwait(false))
        {
            if (!ui.IsJson)
            {
                ShowCalls(ui, planned, steps.LastOrDefault());
                Show(ui, planned, redactor);
            }

            steps.Add(planned);
        }

        // Digests of all that was looked at: a plan that is only read costs none.
        var lookedAt = file is not null || approved is not null || ui.IsJson ? rehearsal.LookedAt() : Value.Null;
        var plan = ApprovedPlan.Of(host, runbook, inputs, steps.Select(ApprovedPlan.StepOf), lookedAt);
        if (file is not null)
        {
            Disk.All.Save(file, plan.Bytes);
        }

        if (ui.IsJson)
        {
            ui.Json(
                Value.MapOf(
                    ("runbook", Value.Of(runbook.Id)),
                    ("steps", Value.List(steps.Select(s => Json(s, redactor)))),
                    ("wouldFail", Value.Of(rehearsal.Failure?.Code)),
                    ("lookedAt", lookedAt)
                )
            );
        }
        else
        {
            PlanSummary.Show(ui, steps, rehearsal.Failure, file);
        }

        approved?.DemandSame(plan);
        return rehearsal.Failure is null && steps.TrueForAll(static s => s.Problems.IsEmpty) ? ExitCode.Good : ExitCode.Bad;
    }

    /// <summary>Holds an approved plan against the station as it is now.</summary>
    /// <exception cref="CodedException">The plan no longer holds.</exception>
    internal static async Task DemandAsync(Workplace work, Runbook runbook, Value inputs, ApprovedPlan approved)
    {
        var host = Host(work, runbook, inputs, new Redactor());
        approved.DemandSame(host, runbook, inputs);
        var rehearsal = new Rehearsal(host, runbook, inputs);
        var steps = new List<Value>();
        await foreach (var planned in rehearsal.RunAsync().ConfigureAwait(false))
        {
            steps.Add(ApprovedPlan.StepOf(planned));
        }

        approved.DemandSame(ApprovedPlan.Of(host, runbook, inputs, steps, rehearsal.LookedAt()));
    }

    private static RunHost Host(Workplace work, Runbook runbook, Value inputs, Redactor redactor)
    {
        RunInputs.Grant(work, runbook, inputs);

        return work.Host(new Observers(), null, redactor, signer: null);
    }

    private static string Mark(RehearsedStep step) =>
        step switch
        {
            { Skipped: not null } => "–",
            { Work.Failure: not null } or { Problems.IsEmpty: false } => "✗",
            { NeedsPerson: true } => "?",
            { DependsOn.IsEmpty: false } => "◇",
            _ => "•",
        };

    // What a step carries out stands below it, once.
    private static void ShowCalls(Ui ui, RehearsedStep step, RehearsedStep? before)
    {
        for (var depth = 0; depth < step.Within.Length; depth++)
        {
            var call = step.Within[depth];
            if (before is null || before.Within.Length <= depth || before.Within[depth].Path != call.Path)
            {
                var title = call.Title?.In(ui.Language) ?? Below(call.Path, step.Within, depth);
                ui.Out.WriteLine(
                    $"{Indent(depth)}  ▸ {Visible.Text(UnknownWords.Told(title, ui.Language))}  ({Visible.Text(call.Carries)})"
                );
            }
        }
    }

    private static string Indent(int depth) => new(' ', 2 * depth);

    // A path from the step on below which it is shown.
    private static string Below(string path, ImmutableArray<RehearsedCall> within, int depth) =>
        depth == 0 ? path : path[(within[depth - 1].Path.Length + 1)..];

    private static void Show(Ui ui, RehearsedStep step, Redactor redactor)
    {
        var indent = Indent(step.Within.Length);
        var title = step.Title?.In(ui.Language) ?? Below(step.Path, step.Within, step.Within.Length);
        var skipped = step.Skipped is null ? "" : $"  {ui.Say(Says.ConditionNotMet)}";
        ui.Out.WriteLine($"{indent}  {Mark(step)} {Visible.Text(UnknownWords.Told(title, ui.Language))}{skipped}");
        if (!step.DependsOn.IsEmpty)
        {
            var names = string.Join(", ", step.DependsOn.Select(n => UnknownWords.Told(UnknownNames.Of(n), ui.Language)));
            ui.Out.WriteLine($"{indent}      ◇ {ui.Say(Says.PlanLineDepends(names))}");
        }

        foreach (var line in step.Work?.Lines ?? [])
        {
            var text = UnknownWords.Told(redactor.Apply(line.Text.In(ui.Language)), ui.Language);
            ui.Out.WriteLine($"{indent}      {(line.Changes ? "±" : "·")} {Visible.Text(text)}");
        }

        if (PlanSummary.Undoing(ui, step) is { } undoing)
        {
            ui.Out.WriteLine($"{indent}      {undoing}");
        }

        foreach (var failure in step.Work?.Failure is { } one ? [one, .. step.Problems] : step.Problems)
        {
            ui.Out.WriteLine($"{indent}      {failure.Code}: {ui.Words(failure)}");
        }
    }

    private static Value Json(RehearsedStep step, Redactor redactor) =>
        Value.MapOf(
            ("path", Value.Of(step.Path)),
            ("activity", Value.Of(step.Activity)),
            ("skipped", Value.Of(step.Skipped)),
            ("dependsOn", step.DependsOn.IsEmpty ? null : Value.TextList(step.DependsOn)),
            ("failure", Value.Of(step.Work?.Failure?.Code)),
            ("needsPerson", step.NeedsPerson ? Value.True : null),
            (
                "undoing",
                step.Work is null
                    ? null
                    : Value.Of(
                        step.Undoing switch
                        {
                            StepUndoing.NothingToUndo => "nothing",
                            StepUndoing.ByRollback => "rollback",
                            StepUndoing.ByHand => "by-hand",
                            StepUndoing.Irreversible => "irreversible",
                        }
                    )
            ),
            (
                "problems",
                step.Problems.IsEmpty
                    ? null
                    : Value.List(step.Problems.Select(static p => Value.MapOf(("code", Value.Of(p.Code)), ("arguments", p.Arguments))))
            ),
            (
                "lines",
                step.Work is null
                    ? null
                    : Value.List(
                        step.Work.Lines.Select(l =>
                            Value.MapOf(
                                ("pl", Value.Of(redactor.Apply(l.Text.In(Locale.Pl)))),
                                ("en", Value.Of(redactor.Apply(l.Text.In(Locale.En)))),
                                ("changes", Value.Of(l.Changes)),
                                ("effect", l.Effect is null ? null : ApprovedPlan.EffectOf(l.Effect))
                            )
                        )
                    )
            )
        );
}
