using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook runs</c>.</summary>
internal sealed class RunsCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 60;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("runs", VerbGroup.Technicians, "runbook runs")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals) =>
        globals.Does(
            new Command("runs", globals.Say(Says.RunsShowsRunsStationNewestFirst)),
            (parse, ui, _) =>
            {
                var work = globals.OpenStation(parse, ui);
                var runs = work.Store.List().Select(r => RunSummary.Of(r, work.Library.Loader)).ToList();
                if (ui.IsJson)
                {
                    ui.Json(
                        Value.List(
                            runs.Select(static r =>
                                Value.MapOf(
                                    ("run", Value.Of(r.Id)),
                                    ("runbook", Value.Of(r.Runbook)),
                                    ("version", Value.Of(r.Version)),
                                    ("started", r.Started is { } at ? Value.Of(FactCodec.Time(at)) : null),
                                    ("departures", r.Run is { Departures: > 0 and var count } ? Value.Of(count) : null),
                                    ("state", Value.Of(r.State)),
                                    ("problem", Value.Of(r.Problem))
                                )
                            )
                        )
                    );
                    return Task.FromResult(ExitCode.Good);
                }

                if (runs.Count == 0)
                {
                    ui.Out.WriteLine(ui.Say(Says.RunsThereBeenNoRunStation));
                    return Task.FromResult(ExitCode.Good);
                }

                var table = new Table(ui.Say(Says.WordRunArgument), "RUNBOOK", ui.Say(Says.RunsStarted), ui.Say(Says.WordState));
                foreach (var run in runs)
                {
                    table.Add(
                        run.Id,
                        run.Runbook,
                        run.Started is { } at ? StationClock.Of(run.Run?.Started?.Station ?? Value.EmptyMap).Show(at) : null,
                        StateWords
                            .OfRun(
                                run.State,
                                departures: run.Run?.Departures ?? 0,
                                halfDone: run.Run?.HalfDone.Count > 0,
                                notUndone: run.Run?.NotUndone.Count > 0
                            )
                            .In(ui.Language)
                    );
                }

                table.Write(ui);
                return Task.FromResult(ExitCode.Good);
            }
        );
}
