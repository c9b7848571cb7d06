using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Audit;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary>Shows replays to people.</summary>
internal static class ReplayText
{
    internal static void Show(Ui ui, ReplayRow row, Runbook? edited)
    {
        var run = Visible.Text(row.Run);
        switch (row.Outcome)
        {
            case Replayed.Same when row.Result!.Departures > 0:
                ui.Out.WriteLine(ui.Say(Says.ReplayDeparted(row.Result.Departures, run, row.Result.Entries, row.Result.Decisions)));
                break;
            case Replayed.Same:
                ui.Out.WriteLine(ui.Say(Says.ReplayEntriesDecisionsPrescribed(run, row.Result!.Entries, row.Result.Decisions)));
                break;
            case Replayed.OtherRunbook:
                ui.Out.WriteLine(ui.Say(Says.ReplayAnotherRunbook(run)));
                break;
            case Replayed.CannotTell:
                ui.Out.WriteLine(
                    $"? {run}: {row.Failure!.Code}: {ui.Words(row.Failure)}{(ui.Hint(row.Failure) is { } hint ? $" → {hint}" : "")}"
                );
                break;
            case Replayed.Differs:
                Differs(ui, run, row, row.Result!.Difference!, edited);
                break;
        }
    }

    /// <summary>What a lead wants to know of many runs: how many stay as they were, and at which steps the others part.</summary>
    internal static void Summary(Ui ui, List<ReplayRow> rows, bool isAgainst)
    {
        if (rows.Count < 2)
        {
            return;
        }

        ui.Out.WriteLine();
        ui.Out.WriteLine($"{ui.Say(Says.ReplayUnchanged)}: {Count(Replayed.Same)}");
        foreach (
            var step in rows.Where(static r => r.Outcome == Replayed.Differs)
                .GroupBy(static r => r.Result!.Difference!.Step ?? "", StringComparer.Ordinal)
                .OrderBy(static g => g.Key, StringComparer.Ordinal)
        )
        {
            var place = step.Key.Length == 0 ? ui.Say(Says.ReplayRunItself) : ui.Say(Says.ReplayStep(Visible.Text(step.Key)));
            ui.Out.WriteLine($"{ui.Say(Says.ReplayAnotherWay)} {place}: {step.Count().ToString(CultureInfo.InvariantCulture)}");
        }

        if (Count(Replayed.CannotTell) is not "0" and var unknown)
        {
            ui.Out.WriteLine($"{ui.Say(Says.ReplayCannotToldFromRecordedFacts)}: {unknown}");
        }

        if (isAgainst)
        {
            ui.Out.WriteLine($"{ui.Say(Says.ReplayAnotherRunbookTitle)}: {Count(Replayed.OtherRunbook)}");
        }

        string Count(Replayed outcome) => rows.Count(r => r.Outcome == outcome).ToString(CultureInfo.InvariantCulture);
    }

    private static void Differs(Ui ui, string run, ReplayRow row, Difference d, Runbook? edited)
    {
        var step = d.Step is null ? "" : " " + ui.Say(Says.ReplayAtStep(Visible.Text(d.Step)));
        ui.Out.WriteLine(ui.Say(Says.ReplayParts(run, d.Seq)) + step);
        var place = d.Place is { } found
            ? "  "
                + Replays.At(
                    edited is null ? ui.Say(Says.ReplayRunsRunbook) + " " + found.Owner.Id : found.Owner.Source.Path,
                    found.Step.Span
                )
            : "";
        ui.Out.WriteLine($"    {ui.Say(Says.ReplayPrescribed)}: {Visible.Text(Named(ui, d, d.Expected))}{place}");
        ui.Out.WriteLine(
            $"    {ui.Say(Says.ReplayRecorded)}:   {Visible.Text(Named(ui, d, d.Found))}{(row.Recorded is { } old ? $"  {old}" : "")}"
        );
        All(ui, row.Result!.All);
    }

    // The first one stands above in full; one that is alone is told by that.
    private static void All(Ui ui, IReadOnlyList<Difference> all)
    {
        if (all.Count == 0)
        {
            return;
        }

        ui.Out.WriteLine($"    {ui.Say(Says.ReplayAllDifferences(all.Count))}");
        for (var i = 0; i < all.Count; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            var place = all[i].Place is { } found ? "  " + Replays.At(found.Owner.Source.Path, found.Step.Span) : "";
            ui.Out.WriteLine($"      {number}. {Visible.Text(ui.Say(Told(ui, all[i])))}{place}");
        }
    }

    private static Sentence Told(Ui ui, Difference d)
    {
        var step = d.Step ?? "–";
        var (now, then) = (Other(ui, d, d.Expected), Other(ui, d, d.Found));
        return d.Kind switch
        {
            "moved" => Says.ReplayMoved(step, d.Expected.Length == 0 ? "–" : d.Expected, d.Found.Length == 0 ? "–" : d.Found),
            "added" => Says.ReplayAdded(step),
            "removed" => Says.ReplayRemoved(step),
            "now-reached" => Says.ReplayNowReached(step),
            "not-reached" => Says.ReplayNotReached(step),
            "other-inputs" => Says.ReplayOtherInputs(step, now, then),
            "other-activity" => Says.ReplayOtherActivity(step, now, then),
            "other-branch" => Says.ReplayOtherBranch(step, now, then),
            "other-condition" => Says.ReplayOtherCondition(step, now, then),
            "other-undoing" => Says.ReplayOtherUndoing(step, now, then),
            "other-outcome" => Says.ReplayOtherOutcome(now, then),
            "open" => Says.ReplayOpen(step),
            _ => Says.ReplayOtherRoute(step, now, then),
        };
    }

    private static string Other(Ui ui, Difference difference, string value) => value.Length == 0 ? "–" : Named(ui, difference, value);

    /// <summary>A place in a text, as editors take it.</summary>
    // The journal's own terms stay beside the words: they are what to look for in it.
    internal static string Named(Ui ui, Difference difference, string value)
    {
        if (difference.What != "decision")
        {
            return $"{difference.What} = {value}";
        }

        var words = value.Split(' ')[0] switch
        {
            "step.started" => ui.Say(Says.ReplayStepBegins),
            "step.skipped" => ui.Say(Says.ReplayStepSkipped),
            "step.succeeded" => ui.Say(Says.ReplayStepSucceeds),
            "step.failed" => ui.Say(Says.ReplayStepFails),
            "route.taken" => value.Contains("escalation", StringComparison.Ordinal)
                ? ui.Say(Says.KindEscalation)
                : ui.Say(Says.ReplayFailureHandled),
            "undo.started" => ui.Say(Says.ReplayStepUndone),
            "run.finished" => ui.Say(Says.ReplayRunEnds),
            "wait" => ui.Say(Says.ReplayWaiting),
            _ => "",
        };
        return words.Length == 0 ? value : $"{words}: {value}";
    }
}
