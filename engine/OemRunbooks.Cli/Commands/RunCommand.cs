using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook run NAME|FILE</c>.</summary>
internal sealed class RunCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 40;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "run",
            VerbGroup.Technicians,
            "set -a; . ./demo.env; set +a; runbook run client-update --set license=media/usb/licence.json",
            new Exit(1, Says.RunRunFailedPlanStepWould),
            Exit.SomebodyMustAct,
            Exit.Resumable
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string>(globals.Say(Says.WordNameFile)) { Description = globals.Say(Says.WordRunbookNameAliasFile) };
        var set = new Option<string[]>("--set")
        {
            Description = globals.Say(Says.RunValueInput),
            HelpName = "key=value",
            AllowMultipleArgumentsPerToken = false,
        };
        var inputs = new Option<string?>("--inputs") { Description = globals.Say(Says.RunYamlJsonFileValuesInputs), HelpName = "FILE" };
        var plan = new Option<bool>("--plan") { Description = globals.Say(Says.RunChangeNothingEachStepSays) };
        var yes = new Option<bool>("--yes") { Description = globals.Say(Says.WordConfirmWhatRunbookAllowsConfirmed) };
        var id = new Option<string?>("--run-id") { Description = globals.Say(Says.RunIdRun), HelpName = "ID" };
        var target = new Option<string?>("--out") { Description = globals.Say(Says.RunPlanWritePlanApproval), HelpName = "FILE" };
        var approved = new Option<string?>("--approved") { Description = globals.Say(Says.RunRunOnlyIfApprovedPlan), HelpName = "FILE" };
        var step = new Option<bool>("--step") { Description = globals.Say(Says.RunStep) };
        var older = new Option<bool>("--allow-older") { Description = globals.Say(Says.RunAllowOlder) };
        var person = globals.Operator();
        var command = new Command("run", globals.Say(Says.RunRunsRunbook)) { name };
        foreach (var option in (Option[])[set, inputs, plan, target, approved, yes, person, step, id, older])
        {
            command.Options.Add(option);
        }

        return globals.Does(
            command,
            async (parse, ui, _) =>
            {
                if (parse.GetValue(step) && Refusal(ui, parse.GetValue(plan)) is { } refusal)
                {
                    return ui.Fail(refusal);
                }

                var work = globals.OpenFor(parse, ui, person);
                if (Definitions.Load(ui, work, parse.GetValue(name)!) is not { } runbook)
                {
                    return ExitCode.WrongUse;
                }

                if (runbook.IsInternal)
                {
                    return ui.Fail(Faults.RunInternal(runbook.Id));
                }

                work.Trust.Demand(runbook);
                globals.DemandStation(parse);
                var agreed = parse.GetValue(approved) is { } file ? ApprovedPlan.Read(Bytes(file), file) : null;
                agreed?.DemandOf(runbook);
                if (Given(ui, parse.GetValue(set) ?? [], parse.GetValue(inputs)) is not { } given)
                {
                    return ExitCode.WrongUse;
                }

                // Whoever approved the plan approved its inputs; they need not be given twice.
                given = agreed is not null && given.Members.IsEmpty ? Known(runbook, agreed.Inputs) : given;
                if (Resolve(ui, work, runbook, given) is not { } values)
                {
                    return ExitCode.WrongUse;
                }

                if (parse.GetValue(plan))
                {
                    return await PlanView.ShowAsync(ui, work, runbook, values, parse.GetValue(target), agreed).ConfigureAwait(false);
                }

                if (parse.GetValue(target) is not null)
                {
                    return ui.Fail(Faults.UsageWrong(ui.Say(Says.RunOutGoesPlan)));
                }

                if (agreed is not null)
                {
                    await PlanView.DemandAsync(work, runbook, values, agreed).ConfigureAwait(false);
                }

                var runId = parse.GetValue(id);
                if (runId is not null && !runId.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                {
                    return ui.Fail(Faults.UsageWrong(ui.Say(Says.UsageRunId(runId))));
                }

                var basis = RunBases.Of(work, runbook, parse.GetValue(older), agreed);
                if (RunSummary.InterruptedOf(work, runbook.Id) is { } before)
                {
                    ui.Error.WriteLine(ui.Say(Says.RunInterruptedBefore(before)));
                }

                OperatorDesk.Ask(ui, work, parse.GetValue(yes));
                work.Trust.Remember();
                var desk = new TerminalDesk(ui, work.Operator, parse.GetValue(yes), work.Station.Root);
                return ResultText.ShowReports(
                    ui,
                    work,
                    await new TerminalRuns(ui, work, desk, r => ResultText.ShowOutcome(ui, work, r))
                    {
                        Stepper = parse.GetValue(step) ? new StepDesk(ui, desk) : null,
                    }
                        .StartAsync(runbook, values, runId, basis)
                        .ConfigureAwait(false)
                );
            }
        );
    }

    // Before a step somebody has to say that it is done.
    private static Failure? Refusal(Ui ui, bool isPlan) =>
        isPlan ? Faults.UsageWrong(ui.Say(Says.RunStepPlan))
        : Ui.IsInteractive ? null
        : Faults.RunStepNeedsTerminal();

    private static byte[] Bytes(string file) =>
        File.Exists(file)
            ? new FileInfo(file).Length <= ApprovedPlan.MostBytes
                ? Disk.All.ReadAll(file, ApprovedPlan.MostBytes)
                : throw new CodedException(Faults.PlanMalformed(file))
            : throw new CodedException(Faults.FileMissing(file));

    // An input that the runbook no longer has is the definition's change, and told as that.
    private static Value Known(Runbook runbook, Value inputs) => Value.Map(inputs.Members.Where(m => runbook.Input(m.Key) is not null));

    private static Value? Given(Ui ui, string[] set, string? file)
    {
        var given = Value.EmptyMap;
        if (file is not null)
        {
            if (!File.Exists(file))
            {
                ui.Fail(Faults.FileMissing(file));
                return null;
            }

            given = RunbookLoader.ReadValues(file, Disk.All.ReadAll(file), out var diagnostics);
            if (diagnostics.Count > 0)
            {
                Definitions.Show(ui, new LoadResult(null, diagnostics, null));
                return null;
            }
        }

        foreach (var pair in set)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                ui.Fail(Faults.UsageWrong(ui.Say(Says.RunSetWantsKeyValueNot(pair))));
                return null;
            }

            given = given.With(pair[..equals], Value.Of(pair[(equals + 1)..]));
        }

        return given;
    }

    /// <summary>Resolves inputs; asks for missing ones on a terminal, reports every problem at once elsewhere.</summary>
    private static Value? Resolve(Ui ui, Workplace work, Runbook runbook, Value given)
    {
        while (true)
        {
            var values = InputValues.Resolve(runbook, given, Workplace.StationFacts, out var problems);
            if (problems.IsEmpty)
            {
                var missing = RunInputs.Missing(work, runbook, values).ToList();
                foreach (var problem in missing)
                {
                    ui.Fail(problem);
                }

                return missing.Count == 0 ? values : null;
            }

            if (!Ui.IsInteractive || problems.Any(static p => p.Code != Codes.InputMissing))
            {
                foreach (var problem in problems)
                {
                    ui.Fail(problem);
                }

                return null;
            }

            var desk = new InputDesk(ui, (input, value) => RunInputs.Missing(work, input, value));
            foreach (var problem in problems)
            {
                var name = problem.Arguments["name"].ToText();
                if (desk.Ask(runbook.Input(name)!) is not { } answer)
                {
                    ui.Fail(problem);
                    return null;
                }

                given = given.With(name, answer);
            }
        }
    }
}
