using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Shows what a run came to.</summary>
internal static class ResultText
{
    // The longest label with its colon and a blank.
    private const int LabelWidth = 14;

    /// <summary>What it came to; the team by its name.</summary>
    internal static string Outcome(
        Ui ui,
        RunEnd end,
        RunFinished? finished,
        LocalizedText? team,
        long departures = 0,
        bool notUndone = false
    ) =>
        (
            end switch
            {
                RunEnd.Waiting => Says.RunStateWaiting,
                RunEnd.Interrupted => Says.RunStateInterrupted,
                RunEnd.Finished => Outcome(finished!, team, departures, notUndone),
            }
        ).In(ui.Language);

    private static Sentence Outcome(RunFinished finished, LocalizedText? team, long departures, bool notUndone) =>
        finished is { Outcome: RunOutcome.Failed, UndoFailures: > 0 }
            ? Says.RunStateFailedUndo
            : StateWords.OfRun(finished.Outcome.Word(), team, departures, !finished.HalfDone.IsEmpty, notUndone);

    /// <summary>What it came to, before its reports are written. For programs there is one document, and that comes last.</summary>
    internal static void ShowOutcome(Ui ui, Workplace work, SessionResult result)
    {
        if (ui.IsJson)
        {
            return;
        }

        var good = result.End == RunEnd.Finished && result.Finished!.Outcome == RunOutcome.Succeeded && result.Departures == 0;
        var outcome = Outcome(ui, result.End, result.Finished, null, result.Departures, result.NotUndone.Count > 0);
        ui.Out.WriteLine();
        ui.Out.WriteLine(
            $"{Label(ui, Says.ResultOutcome)}{Ui.Colour(outcome, good ? "32" : "33", ui.OutColour)}  ("
                + $"{Durations.Show(result.Took, ui.Language)})"
        );
        ShowWhy(ui, result);
        ui.Out.WriteLine($"{Label(ui, Says.Run)}{result.Run.Id}");
        if (result.Receipt is { } receipt)
        {
            ui.Out.WriteLine($"{Label(ui, Says.ResultReceipt)}{receipt}");
        }

        ui.Out.WriteLine($"{Label(ui, Says.ResultJournal)}{work.Station.Relative(result.Run.Root)}/journal.jsonl");
        if (result is { End: RunEnd.Waiting, WaitsAt: { } waiting })
        {
            ui.Out.WriteLine(Label(ui, Says.Answer) + WaitingView.Command(ui, result.Run.Id, waiting));
        }

        if (result.End != RunEnd.Finished)
        {
            ui.Out.WriteLine($"{Label(ui, result.WaitsAt is null ? Says.ResultResume : Says.ResultThen)}runbook resume {result.Run.Id}");
        }
    }

    /// <summary>What was still to come: the reports, or for programs everything.</summary>
    internal static int ShowReports(Ui ui, Workplace work, SessionResult result)
    {
        if (ui.IsJson)
        {
            ShowDocument(ui, work, result);
        }
        else if (result.Reports.Where(static r => r.EndsWith(".html", StringComparison.Ordinal)).ToList() is { Count: > 0 } wanted)
        {
            ui.Out.WriteLine($"{Label(ui, Says.ResultReport)}{string.Join("  ", wanted.Select(work.Station.Relative))}");
        }

        return result.ExitCode;
    }

    private static void ShowDocument(Ui ui, Workplace work, SessionResult result)
    {
        ui.Json(
            Value.MapOf(
                ("departures", result.Departures > 0 ? Value.Of(result.Departures) : null),
                ("run", Value.Of(result.Run.Id)),
                (
                    "state",
                    Value.Of(
                        result.End switch
                        {
                            RunEnd.Waiting => "waiting",
                            RunEnd.Interrupted => "interrupted",
                            _ => result.Finished!.Outcome.Word(),
                        }
                    )
                ),
                (
                    "failure",
                    result.Finished?.Failure is { } failed
                        ? Value.MapOf(
                            ("code", Value.Of(failed.Code)),
                            ("arguments", failed.Arguments),
                            ("step", Value.Of(result.Finished.FailedStep))
                        )
                        : null
                ),
                ("halfDone", result.Finished?.HalfDone is { IsEmpty: false } half ? Value.List(half.Select(Value.Of)) : null),
                ("notUndone", result.NotUndone.Count > 0 ? Value.TextList(result.NotUndone) : null),
                ("departed", Value.Of(result.Departed)),
                ("escalatedTo", Value.Of(result.Finished?.EscalatedTo)),
                ("package", Value.Of(result.Handover?.Package)),
                ("outputs", result.Finished?.Outputs),
                ("receipt", Value.Of(result.Receipt)),
                ("journal", Value.Of($"{work.Station.Relative(result.Run.Root)}/journal.jsonl")),
                ("reports", Value.List(result.Reports.Select(r => Value.Of(work.Station.Relative(r)))))
            )
        );
    }

    /// <summary>Why it ended as it did, what is left, who takes over, and what to do next.</summary>
    internal static void ShowWhy(Ui ui, SessionResult result)
    {
        foreach (var half in result.Finished?.HalfDone ?? [])
        {
            ui.Out.WriteLine(
                Ui.Colour(
                    Label(ui, Says.ResultAttention) + ui.Say(Says.ResultHalfDone(result.Title(half)?.In(ui.Language) ?? half, half)),
                    "31",
                    ui.OutColour
                )
            );
        }

        foreach (var left in result.NotUndone)
        {
            var said = ui.Say(Says.ResultNotUndone(result.Title(left)?.In(ui.Language) ?? left, left));
            ui.Out.WriteLine(Ui.Colour(Label(ui, Says.ResultAttention) + said, "33", ui.OutColour));
        }

        if (result.Departed is { } departed)
        {
            var stopped = Faults.PlanDeparted(departed, result.Run.Id);
            ui.Out.WriteLine($"{Label(ui, Says.ResultReason)}{stopped.Code}: {ui.Words(stopped)}");
            ui.Out.WriteLine($"{Label(ui, Says.ResultNext)}{ui.Hint(stopped)}");
        }

        if (result.Finished?.Failure is { } failure)
        {
            ui.Out.WriteLine(
                $"{Label(ui, Says.ResultReason)}{failure.Code}: {ui.Words(failure)}"
                    + $"{(result.Finished.FailedStep is { } step ? $" ({ui.Say(Says.WordStep)} {step})" : "")}"
            );
            // Once a team was told, handing over comes before any mending of one's own.
            var next =
                result.Handover is { Package: not null } ? ui.Say(Says.ResultHandOver)
                : result.Handover is not null ? ui.Say(Says.ResultNoPackage)
                : ui.Hint(failure);
            if (next is not null)
            {
                ui.Out.WriteLine($"{Label(ui, Says.ResultNext)}{next}");
            }
        }

        if (result.Handover is { } handover)
        {
            Show(ui, handover, result.Finished!.Undone);
        }

        if (result.Retryable is { } retried)
        {
            ui.Out.WriteLine($"  {ui.Say(Says.ResultRetry)}: runbook resume {result.Run.Id} --retry {Visible.Text(retried)}");
        }
    }

    private static void Show(Ui ui, Handover handover, long undone)
    {
        var contact = handover.Contact is { } how ? ": " + Visible.Text(how.In(ui.Language)) : "";
        ui.Out.WriteLine($"{Label(ui, Says.ResultTeam)}{Visible.Text(handover.Team.In(ui.Language))}{contact}");
        if (handover.Package is { } package)
        {
            ui.Out.WriteLine($"{Label(ui, Says.ResultPackage)}{Visible.Text(package)}");
        }

        if (undone > 0)
        {
            ui.Out.WriteLine($"{Label(ui, Says.ResultUndone)}{ui.Say(Says.ResultUndoneChanges(undone))}");
        }
    }

    private static string Label(Ui ui, LocalizedText words) => (ui.Say(words) + ":").PadRight(LabelWidth);
}
