using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Demo;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook demo [DIR]</c>.</summary>
internal sealed class DemoCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 10;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "demo",
            VerbGroup.Technicians,
            "runbook demo ./demo-station",
            new Exit(1, Says.DemoRunEndedOtherwiseThanDemonstration),
            Exit.SomebodyMustAct,
            Exit.Resumable
        ),
    ];

    // The seed's sections, in their order, and how each ends when all is well; between them the demo's events.
    private static readonly (string Name, RunOutcome Expected)[] Seed =
    [
        ("station-preparation", RunOutcome.Succeeded),
        ("client-update", RunOutcome.Succeeded),
        ("license-recovery", RunOutcome.Succeeded),
        ("escalation", RunOutcome.Escalated),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var directory = new Argument<string>(globals.Say(Says.WordDir))
        {
            Description = globals.Say(Says.DemoWhereBuildStationDefaultDemo),
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = static _ => "demo-station",
        };
        var only = new Option<bool>("--only-build") { Description = globals.Say(Says.DemoBuildStationStop) };
        return globals.Does(
            new Command("demo", globals.Say(Says.DemoBuildsCompleteDemoStationRuns)) { directory, only },
            async (parse, ui, _) =>
            {
                var root = parse.GetValue(directory)!;
                ui.Error.WriteLine(ui.Say(Says.DemoBuildingDemoStation(root)));
                var info = DemoStation.Build(root, TimeProvider.System, new DemoOptions());
                if (parse.GetValue(only))
                {
                    return Built(ui, info);
                }

                var results = new List<(string Title, SessionResult Result, Workplace Work)>();
                foreach (var (name, _) in Seed)
                {
                    var work = globals.Open(parse, ui, root, info.Environment);
                    if (Definitions.Load(ui, work, name) is not { } runbook)
                    {
                        return ExitCode.WrongUse;
                    }

                    var inputs = InputValues.Resolve(runbook, Value.EmptyMap, Workplace.StationFacts, out var problems);
                    if (!problems.IsEmpty)
                    {
                        return ui.Fail(problems[0]);
                    }

                    ui.Error.WriteLine();
                    Happen(ui, info, name);
                    results.Add(
                        (
                            runbook.Name.In(ui.Language),
                            await new TerminalRuns(ui, work, new DemoDesk(ui)).StartAsync(runbook, inputs, null).ConfigureAwait(false),
                            work
                        )
                    );
                }

                return Summary(ui, info, results);
            }
        );
    }

    private static void Happen(Ui ui, DemoInfo info, string before)
    {
        switch (before)
        {
            case "license-recovery":
                ui.Error.WriteLine(ui.Say(Says.DemoSimulatedMainBoardWasReplaced));
                DemoEvents.ChangeHardware(info.Directory);
                break;
            case "escalation":
                ui.Error.WriteLine(ui.Say(Says.DemoSimulatedNotarisationReportVersionArrived));
                DemoEvents.RefuseNotarization(info.Directory, info.Platform);
                break;
        }
    }

    private static int Built(Ui ui, DemoInfo info)
    {
        if (ui.IsJson)
        {
            ui.Json(Value.MapOf(("station", Value.Of(info.Directory)), ("environment", Value.Of(info.EnvironmentFile))));
        }
        else
        {
            ui.Out.WriteLine(ui.Say(Says.DemoDoneNext));
            ui.Raw.WriteLine(
                $"  cd {DemoStation.Quoted(info.Directory)} && set -a && . ./{DemoStation.EnvironmentName} && set +a"
                    + " && runbook run client-update"
            );
        }

        return ExitCode.Good;
    }

    private static int Summary(Ui ui, DemoInfo info, List<(string Title, SessionResult Result, Workplace Work)> results)
    {
        if (ui.IsJson)
        {
            ui.Json(
                Value.MapOf(
                    ("station", Value.Of(info.Directory)),
                    (
                        "runs",
                        Value.List(
                            results.Select(static r =>
                                Value.MapOf(
                                    ("run", Value.Of(r.Result.Run.Id)),
                                    ("state", Value.Of(r.Result.Finished?.Outcome.Word() ?? "waiting")),
                                    ("milliseconds", Value.Of((long)r.Result.Took.TotalMilliseconds)),
                                    ("journal", Value.Of(r.Work.Station.Relative(r.Result.Run.Journal))),
                                    ("reports", Value.List(r.Result.Reports.Select(p => Value.Of(r.Work.Station.Relative(p)))))
                                )
                            )
                        )
                    )
                )
            );
        }
        else
        {
            ui.Out.WriteLine();
            var table = new Table("RUNBOOK", ui.Say(Says.DemoOutcome), ui.Say(Says.DemoTime), ui.Say(Says.DemoJournalReportStation));
            foreach (var (title, result, work) in results)
            {
                table.Add(
                    title,
                    ResultText.Outcome(ui, result.End, result.Finished, result.Handover?.Team, notUndone: result.NotUndone.Count > 0),
                    Durations.Show(result.Took, ui.Language),
                    work.Station.Relative(result.Run.Journal)
                );
                foreach (var report in result.Reports.Where(static p => p.EndsWith(".html", StringComparison.Ordinal)))
                {
                    table.Add("", "", "", work.Station.Relative(report));
                }
            }

            table.Write(ui);
            ui.Out.WriteLine();
            ui.Out.WriteLine(ui.Say(Says.DemoStation(info.Directory)));
        }

        // The escalation is part of the show: a demo that goes as planned is good.
        var asPlanned =
            results.Count == Seed.Length && results.Zip(Seed).All(static r => r.First.Result.Finished?.Outcome == r.Second.Expected);
        return asPlanned ? ExitCode.Good
            : results.Max(static r => r.Result.ExitCode) is var worst && worst > 0 ? worst
            : ExitCode.Bad;
    }
}
