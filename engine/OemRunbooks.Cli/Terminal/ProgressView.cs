using System.Diagnostics;
using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Terminal;

/// <summary>
/// Shows a run as it goes: on a terminal the running step with its progress in place, elsewhere one plain line for each event.
/// </summary>
/// <param name="ui">Where it is shown.</param>
/// <param name="team">The name of a team by its id.</param>
/// <param name="ended">Shows what the run came to; null when somebody else does, later.</param>
internal sealed class ProgressView(Ui ui, Func<string, LocalizedText> team, Action<SessionResult>? ended) : IRunView
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    // Where nothing can be shown in place, long work says a line as often as this.
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(10);

    // By the journal's clock, for how long a step took; and by one that nobody sets, for how long it has been at it.
    private readonly Dictionary<string, (DateTimeOffset At, long Stamp)> started = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalizedText> names = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long lastProgress;
    private bool lineOpen;

    // Null while an earlier part of a run is only read again: nothing of that is shown.
    private Runbook? runbook;

    public void Opened(Runbook runbook, StoredRun run)
    {
        ui.Error.WriteLine($"{runbook.Name.In(ui.Language)}  ·  {ui.Say(Says.WordRun)} {run.Id}");
        this.runbook = runbook;
    }

    public void Ended(SessionResult result) => ended?.Invoke(result);

    public void ReportsFailed(Failure failure, StoredRun run) =>
        ui.Error.WriteLine(ui.Line(failure, ui.Say(Says.ProgressReportLaterRunbookReport(run.Id))));

    public void OnEntry(Entry entry, RunState state)
    {
        lock (gate)
        {
            Note(entry);
            if (runbook is not null)
            {
                Show(entry);
            }
        }
    }

    public void OnRead(Entry entry, RunState state)
    {
        lock (gate)
        {
            Note(entry);
            if (entry.Fact is StepSucceeded or StepFailed or StepSkipped)
            {
                started.Remove(entry.Fact.StepPath!);
            }
        }
    }

    private void Note(Entry entry)
    {
        if (entry.Fact is StepStarted start)
        {
            // A wait has been at it since its first look.
            if (start.Attempt == 1 || runbook is null || !IsWait(StepPath.Parse(start.Path)))
            {
                started[start.Path] = (entry.At, Stopwatch.GetTimestamp());
            }

            if (start.Name is { } name)
            {
                names[start.Path] = name;
            }
        }
    }

    public void OnProgress(string path, WorkProgress progress)
    {
        lock (gate)
        {
            var elapsed = started.TryGetValue(path, out var since) ? Stopwatch.GetElapsedTime(since.Stamp) : TimeSpan.Zero;
            var (pause, isFirst) = ui.ErrorColour ? (Refresh, true) : (Now, elapsed >= Now);
            if (runbook is null || !isFirst || Stopwatch.GetElapsedTime(lastProgress) < pause)
            {
                return;
            }

            lastProgress = Stopwatch.GetTimestamp();
            if (!ui.ErrorColour)
            {
                Text($"    {Title(path)}  {Amount(progress, elapsed)}");
                return;
            }

            ui.Error.Write($"\r\u001b[K  ▶ {Title(path)}  {Amount(progress, elapsed)}");
            lineOpen = true;
        }
    }

    public void OnUnexpected(string path, Exception exception) { }

    // However often a wait looks, it is one step that waits: its looks are in the journal and in the report.
    private bool IsLook(Fact fact) =>
        fact.StepPath is { Length: > 0 } path
        && StepPath.Parse(path) is var at
        && (
            at.Ancestors.Any(IsWait)
            || (IsWait(at) && (fact is RetryScheduled || (fact is StepStarted { Attempt: > 1 } && !ui.ErrorColour)))
        );

    private bool IsWait(StepPath at) => !at.IsRoot && runbook!.Resolve(at)?.Step.Kind == StepKind.Wait;

    private void Show(Entry entry)
    {
        if (IsLook(entry.Fact))
        {
            return;
        }

        switch (entry.Fact)
        {
            case StepStarted { Activity: null } wait when IsWait(StepPath.Parse(wait.Path)):
                Text($"  … {Title(wait.Path)}");
                break;
            case StepStarted { Activity: not null } start when ui.ErrorColour:
                ui.Error.Write($"\r\u001b[K  ▶ {Title(start.Path)}");
                lineOpen = true;
                break;
            case StepStarted { Activity: not null } start:
                Text($"  ▶ {Title(start.Path)}");
                break;
            case StepReconciled look:
                Text($"  ⟲ {Title(look.Path)}  {ui.Say(Says.ProgressAfterInterruption)}: {Found(look.Found)}");
                break;
            case StepSucceeded done when IsShown(done.Path):
                Line("✓", "32", done.Path, Took(done.Path, entry.At));
                Remarks(done.Remarks);
                break;
            case StepSucceeded pass:
                started.Remove(pass.Path);
                break;
            case StepFailed failed when failed.From is null:
                Line("✗", "31", failed.Path, "");
                Text($"      {failed.Failure.Code}: {ui.Words(failed.Failure)}");
                break;
            case StepSkipped skipped:
                Line("–", "90", skipped.Path, ui.Say(Says.ConditionNotMet));
                break;
            case StepWaiting waiting:
                Line("?", "33", waiting.Path, Says.StepStateWaiting.In(ui.Language));
                About(waiting.Path);
                break;
            case PersonAnswered { Channel: "confirm" or "challenge" } answered:
                Text($"      ← {ui.Say(Says.ProgressAnswered(Visible.Text(answered.By)))}");
                break;
            case RetryScheduled retry:
                Text(
                    $"      ↻ {ui.Say(Says.ProgressRetry)} {retry.Attempt.ToString(CultureInfo.InvariantCulture)} "
                        + $"{ui.Say(Says.ProgressIn)} {Durations.Show(TimeSpan.FromMilliseconds(retry.DelayMilliseconds), ui.Language)}"
                );
                break;
            case RouteTaken { Taken: Route.Rollback } route:
                Text(Ui.Colour($"  ↶ {ui.Say(Says.ProgressRollingBack)} ({route.Code})", "33", ui.ErrorColour));
                break;
            case RouteTaken { Taken: Route.Escalation } route:
                Text(Ui.Colour($"  ↗ {ui.Say(Says.ProgressEscalation(team(route.Team ?? "")))} ({route.Code})", "33", ui.ErrorColour));
                break;
            case UndoSucceeded undone:
                Line("↶", "33", undone.Path, Says.StepStateCompensated.In(ui.Language));
                Remarks(undone.Remarks);
                break;
            case UndoFailed notUndone:
                Line(
                    "✗",
                    "31",
                    notUndone.Path,
                    ui.Say(Says.ProgressCouldNotUndone) + $": {notUndone.Failure.Code} {ui.Words(notUndone.Failure)}"
                );
                break;
            case RunResumed resumed when resumed.TornBytes > 0:
                Text($"  ! {ui.Say(Says.ProgressJournalsLastEntryWasTorn)}");
                break;
        }
    }

    private static bool IsShown(string path) => StepPath.Parse(path).Last.Part != PathPart.Pass;

    private string Found(Finding found) =>
        found switch
        {
            Finding.Done => ui.Say(Says.ProgressWasDone),
            Finding.NotBegun => ui.Say(Says.ProgressHadNotBegun),
            Finding.HalfDone => ui.Say(Says.ProgressWasHalfDone),
        };

    private void Remarks(IEnumerable<Remark> remarks)
    {
        foreach (var remark in remarks)
        {
            var words = Visible.Text(ui.Messages.Words(remark.Code, remark.Arguments, ui.Language));
            Text(Ui.Colour($"      {(remark.IsDeviation ? "!" : "·")} {words}", remark.IsDeviation ? "33" : "90", ui.ErrorColour));
        }
    }

    private string Took(string path, DateTimeOffset at) =>
        started.Remove(path, out var since) ? Durations.Show(at - since.At, ui.Language) : "";

    private string Title(string path)
    {
        var at = StepPath.Parse(path);
        return (names.GetValueOrDefault(path) ?? runbook!.Resolve(at)?.Step.Name) is { } name ? Visible.Text(name.In(ui.Language))
            : at.Last.Part == PathPart.Escalation ? ui.Say(Says.ProgressHandingCaseTeam)
            : at.Name;
    }

    // Whoever is asked reads what the step is about; what runs by itself is told in the report.
    private void About(string path)
    {
        if (runbook!.Resolve(StepPath.Parse(path))?.Step.Description is { } about)
        {
            Text($"      {Visible.Text(about.In(ui.Language).Trim())}");
        }
    }

    private string Amount(WorkProgress progress, TimeSpan elapsed)
    {
        var done = progress.Unit == WorkUnit.Bytes ? Bytes(progress.Done) : progress.Done.ToString(CultureInfo.InvariantCulture);
        if (progress.Total is not { } total || total <= 0)
        {
            return done;
        }

        var left = progress.Done > 0 ? elapsed * ((double)(total - progress.Done) / progress.Done) : TimeSpan.Zero;
        var percent = (int)(100 * progress.Done / total);
        return $"{percent.ToString(CultureInfo.InvariantCulture)} %  {done}  {ui.Say(Says.ProgressLeft)} "
            + $"{Durations.Show(left, ui.Language)}";
    }

    private string Bytes(long count) => Quantities.OfBytes(count, ui.Language == Locale.Pl ? ',' : '.');

    private void Line(string mark, string colour, string path, string after) =>
        Text(
            $"  {Ui.Colour(mark, colour, ui.ErrorColour)} {Title(path)}"
                + $"{(after.Length == 0 ? "" : $"  {Ui.Colour(after, "90", ui.ErrorColour)}")}"
        );

    private void Text(string text)
    {
        if (lineOpen)
        {
            ui.Error.Write("\r\u001b[K");
            lineOpen = false;
        }

        ui.Error.WriteLine(text);
    }
}
