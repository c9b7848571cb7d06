using System.CommandLine;
using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Reports;
using OemRunbooks.Reports.Model;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook journal show RUN [--at SEQ] [--follow]</c>.</summary>
internal static class JournalShow
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    internal static Command Create(Globals globals)
    {
        var run = new Argument<string>(globals.Say(Says.WordRunArgument))
        {
            Description = globals.Say(Says.JournalShowRunDirectoryJournalFile),
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = static _ => "last",
        };
        var at = new Option<long?>("--at") { Description = globals.Say(Says.JournalShowShowRunsWholeStateAfter), HelpName = "SEQ" };
        var follow = new Option<bool>("--follow") { Description = globals.Say(Says.JournalShowShowEntriesTheyComeUntil) };
        return globals.Does(
            new Command("show", globals.Say(Says.JournalShowShowsJournalsEntriesTimeline)) { run, at, follow },
            async (parse, ui, cancellation) =>
            {
                var work = globals.Open(parse, ui);
                var stored = work.Run(parse.GetValue(run)!);
                if (parse.GetValue(at) is { } seq)
                {
                    return State(ui, work, stored, seq);
                }

                if (parse.GetValue(follow))
                {
                    await Follow(ui, stored, cancellation).ConfigureAwait(false);
                    return ExitCode.Good;
                }

                All(ui, stored);
                return ExitCode.Good;
            }
        );
    }

    // One document, written piece by piece: a journal may be larger than memory.
    private static void All(Ui ui, StoredRun run)
    {
        var isFirst = true;
        foreach (var entry in run.Read())
        {
            ui.Raw.Write(
                !ui.IsJson ? ""
                : isFirst ? "["
                : ",\n"
            );
            ui.Raw.Write(ui.IsJson ? Ui.JsonText(Json(entry)) : Line(ui, entry) + Environment.NewLine);
            isFirst = false;
        }

        if (isFirst)
        {
            throw new CodedException(Faults.JournalMissing(run.Id));
        }

        ui.Raw.Write(ui.IsJson ? "]\n" : "");
    }

    /// <summary>Entries as they come, one to a line, until the run is over and sealed, or somebody stops it.</summary>
    private static async Task Follow(Ui ui, StoredRun run, CancellationToken cancellation)
    {
        var (seq, length, isOver) = (0L, -1L, false);
        while (!cancellation.IsCancellationRequested)
        {
            var size = new FileInfo(run.Journal).Length;
            if (size == length && isOver)
            {
                return;
            }

            foreach (var entry in size == length ? [] : run.Read().Where(e => e.Seq > seq))
            {
                ui.Raw.WriteLine(ui.IsJson ? Ui.JsonText(Json(entry)) : Line(ui, entry));
                seq = entry.Seq;
                isOver |= entry.Fact is RunFinished;
            }

            length = size;
            await Task.Delay(Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Value Json(Entry entry) =>
        Value.MapOf(
            ("seq", Value.Of(entry.Seq)),
            ("at", Value.Of(FactCodec.Time(entry.At))),
            ("mono", Value.Of(entry.Mono)),
            ("type", Value.Of(entry.Fact.Type.Name())),
            ("data", entry.Fact.ToData())
        );

    private static string Line(Ui ui, Entry entry)
    {
        var number = entry.Seq.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        var detail = entry.Fact switch
        {
            RunStarted f => $"{f.Definition.Id} {f.Definition.Version}, {f.Operator}",
            RunResumed f => f.Operator,
            RunInterrupted f => f.Reason,
            RunFinished f => f.Outcome.Word() + (f.Failure is { } why ? $" ({why.Code})" : ""),
            StepStarted f => $"{f.Path}  {f.Activity}{(f.Attempt > 1 ? $" #{f.Attempt.ToString(CultureInfo.InvariantCulture)}" : "")}",
            StepReconciled f => $"{f.Path}  {f.Found.Word()}",
            StepFailed f => $"{f.Path}  {f.Failure.Code}: {ui.Words(f.Failure)}",
            StepSkipped f => $"{f.Path}  {f.Condition}",
            PersonAnswered f =>
                $"{f.Path}  {f.By}: {(f.Accepted ? ui.Say(Says.Yes) : ui.Say(Says.No))}{(f.Comment is { } words ? $" – {words}" : "")}",
            RouteTaken f => $"{f.Path}  {f.Taken.Word()} {f.Code} {f.Team}",
            RetryScheduled f => $"{f.Path}  #{f.Attempt.ToString(CultureInfo.InvariantCulture)} {FactCodec.Time(f.Until)}",
            UndoFailed f => $"{f.Path}  {f.Failure.Code}: {ui.Words(f.Failure)}",
            Deviation f => $"{f.Path}  {f.Kind}, {f.By}: {f.Reason}",
            Sealed f => f.Reason,
            var f => f.StepPath ?? "",
        };
        return Visible.Text($"{number}  {FactCodec.Time(entry.At)}  {entry.Fact.Type.Name(), -16}  {detail}".TrimEnd());
    }

    // A journal cut at an entry is itself a journal: the report of that one is the state as it was then.
    private static int State(Ui ui, Workplace work, StoredRun run, long seq)
    {
        var entries = run.Read().TakeWhile(e => e.Seq <= seq).ToList();
        if (entries.Count == 0 || entries[^1].Seq != seq)
        {
            throw new CodedException(Faults.ProofNoEntry(seq, run.Read().LongCount()));
        }

        var runbook = RunService.Definition(run, work.Library.Loader, entries[0]);
        if (!ui.IsJson)
        {
            ui.Out.WriteLine(ui.Say(Says.JournalShowStateAfterEntry(seq, FactCodec.Time(entries[^1].At), entries[^1].Fact.Type.Name())));
            ui.Out.WriteLine();
        }

        var report = ReportBuilder.Build(new ReportSource(entries, runbook, ui.Messages) { IsHeld = true });
        ui.Report(report, ui.IsJson ? "json" : "md", ui.Language);
        return ExitCode.Good;
    }
}
