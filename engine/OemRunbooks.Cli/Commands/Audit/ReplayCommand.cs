using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Station.Audit;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook replay RUN|FILE… [--against RUNBOOK] [--all]</c>.</summary>
internal sealed class ReplayCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 20;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "replay",
            VerbGroup.Auditors,
            "runbook replay last\nrunbook replay --all\nrunbook replay --all --against client-update",
            new Exit(1, Says.ReplaySomeDecisionDiffersFromRecorded)
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var runs = new Argument<string[]>(globals.Say(Says.WordRunFile))
        {
            Description = globals.Say(Says.ReplayRunsJournalFilesDirectoriesRuns),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var against = new Option<string?>("--against") { Description = globals.Say(Says.ReplayEditedRunbookCompare), HelpName = "RUNBOOK" };
        var all = new Option<bool>("--all") { Description = globals.Say(Says.ReplayEveryRunStation) };
        return globals.Does(
            new Command("replay", globals.Say(Says.ReplayProvesEveryRecordedDecisionOne)) { runs, against, all },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var edited = parse.GetValue(against) is { } name
                    ? Definitions.LoadEdited(ui, work, name)?.Body ?? throw new CodedException(Faults.RunbookInvalid(name))
                    : null;
                var given = parse.GetValue(runs)!;
                var journals = parse.GetValue(all)
                    ? work.Store.List()
                    : (given.Length == 0 ? ["last"] : given).SelectMany(r => Journals.Of(work, r));
                var results = journals.Select(j => Replays.One(work, j, edited)).ToList();
                if (ui.IsJson)
                {
                    ui.Json(Value.List(results.Select(Json)));
                }
                else
                {
                    results.ForEach(r => ReplayText.Show(ui, r, edited));
                    ReplayText.Summary(ui, results, edited is not null);
                }

                return Task.FromResult(
                    results.TrueForAll(static r => r.Outcome is Replayed.Same or Replayed.OtherRunbook) ? ExitCode.Good : ExitCode.Bad
                );
            }
        );
    }

    internal static Value Json(ReplayRow row) =>
        Value.MapOf(
            ("run", Value.Of(row.Run)),
            (
                "outcome",
                Value.Of(
                    row.Outcome switch
                    {
                        Replayed.Same => "same",
                        Replayed.Differs => "differs",
                        Replayed.OtherRunbook => "other-runbook",
                        _ => "cannot-tell",
                    }
                )
            ),
            ("entries", Value.Of(row.Result?.Entries ?? 0)),
            ("decisions", Value.Of(row.Result?.Decisions ?? 0)),
            ("departures", Value.Of(row.Result?.Departures ?? 0)),
            ("difference", row.Result?.Difference is { } first ? Json(first, row.Recorded) : null),
            (
                "differences",
                row.Result is { All.IsEmpty: false } result ? Value.List(result.All.Select((d, i) => Json(d, row.RecordedPlaces[i]))) : null
            ),
            ("failure", row.Failure is { } failure ? Value.MapOf(("code", Value.Of(failure.Code)), ("arguments", failure.Arguments)) : null)
        );

    private static Value Json(Difference difference, string? recorded) =>
        Value.MapOf(
            ("kind", difference.Kind.Length == 0 ? null : Value.Of(difference.Kind)),
            ("entry", Value.Of(difference.Seq)),
            ("step", Value.Of(difference.Step)),
            ("what", Value.Of(difference.What)),
            ("expected", Value.Of(difference.Expected)),
            ("found", Value.Of(difference.Found)),
            ("file", Value.Of(difference.Place?.Owner.Source.Path)),
            ("line", difference.Place is { } place ? Value.Of(place.Step.Span.Line) : null),
            ("recordedAt", Value.Of(recorded))
        );
}
