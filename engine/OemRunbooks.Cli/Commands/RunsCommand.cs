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
    private const int MostShown = 50;

    /// <inheritdoc/>
    internal override int Place => 60;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } = [new("runs", VerbGroup.Technicians, "runbook runs")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var everything = new Option<bool>("--all") { Description = globals.Say(Says.RunsAllOfThem) };
        return globals.Does(
            new Command("runs", globals.Say(Says.RunsShowsRunsStationNewestFirst)) { everything },
            (parse, ui, _) =>
            {
                var work = globals.OpenStation(parse, ui);

                // A program takes all of them; a person looks at the newest.
                var isWhole = ui.IsJson || parse.GetValue(everything);
                var stored = isWhole ? work.Store.List() : [.. work.Store.Newest().Take(MostShown + 1)];
                if (stored is [var newest, ..])
                {
                    ReportFiles.Complete(work, newest);
                }

                var hasMore = !isWhole && stored.Count > MostShown;
                var runs = stored.Take(hasMore ? MostShown : stored.Count).Select(r => RunSummary.Of(r, work.Library.Loader)).ToList();
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
                        run.Said.In(ui.Language)
                    );
                }

                table.Write(ui);
                if (hasMore)
                {
                    ui.Error.WriteLine(ui.Say(Says.RunsMore(MostShown)));
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
