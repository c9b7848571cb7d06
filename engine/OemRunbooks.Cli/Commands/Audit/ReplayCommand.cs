using System.CommandLine;
using System.Globalization;
using OemRunbooks.Cli.Runs;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Journal;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook replay RUN|FILE… [--against RUNBOOK] [--all]</c>.</summary>
internal static class ReplayCommand
{
    internal static Command Create(Globals globals)
    {
        var runs = new Argument<string[]>(globals.Say("PRZEBIEG|PLIK", "RUN|FILE")) { Description = globals.Say("przebiegi, pliki dzienników albo katalogi z przebiegami", "runs, journal files, or directories of runs"), Arity = ArgumentArity.ZeroOrMore };
        var against = new Option<string?>("--against") { Description = globals.Say("zmieniony runbook, z którym porównać", "an edited runbook to compare with"), HelpName = "RUNBOOK" };
        var all = new Option<bool>("--all") { Description = globals.Say("wszystkie przebiegi stanowiska", "every run of the station") };
        return globals.Does(
            new Command("replay", globals.Say("Dowodzi, że każda zapisana decyzja jest tą, którą przepisuje runbook.", "Proves that every recorded decision is the one that the runbook prescribes.")) { runs, against, all },
            (parse, ui, _) =>
            {
                var work = globals.Open(parse, ui);
                var edited = parse.GetValue(against) is { } name ? Definitions.Load(work, name) ?? throw CodedException.Of("runbook.invalid", ("name", Value.Of(name))) : null;
                var given = parse.GetValue(runs)!;
                var journals = parse.GetValue(all) ? RunDirectory.All(work.Station).Select(static r => r.Journal).ToList() : (given.Length == 0 ? ["last"] : given).SelectMany(r => JournalCommand.Journals(work, r)).ToList();
                var results = journals.Select(j => One(work, j, edited)).ToList();
                if (ui.IsJson)
                {
                    ui.Json(Value.List(results.Select(Json)));
                }
                else
                {
                    results.ForEach(r => Show(ui, r, edited));
                    Summary(ui, results, edited);
                }

                return Task.FromResult(results.TrueForAll(static r => r.Outcome is Replayed.Same or Replayed.OtherRunbook) ? ExitCode.Good : ExitCode.Bad);
            });
    }

    private static Row One(Workplace work, string journal, Runbook? edited)
    {
        var directory = new RunDirectory(Path.GetDirectoryName(journal)!);
        try
        {
            var recorded = RunService.Definition(directory, work.Library.Loader, new JournalReader(journal).Read().First());
            if (edited is not null && edited.Id != recorded.Id)
            {
                return new(directory.Id, Replayed.OtherRunbook, null, null);
            }

            var result = new Replayer(edited ?? recorded).Run(new JournalReader(journal).Read());
            return new(directory.Id, result.Difference is null ? Replayed.Same : Replayed.Differs, result, null);
        }
        catch (CodedException error)
        {
            return new(directory.Id, Replayed.Unreadable, null, error.Failure);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            return new(directory.Id, Replayed.Unreadable, null, Failure.Of("journal.out-of-order", ("entry", Value.Of(0)), ("reason", Value.Of(error.Message))));
        }
    }

    private static void Show(Ui ui, Row row, Runbook? edited)
    {
        switch (row.Outcome)
        {
            case Replayed.Same:
                ui.Out.WriteLine(ui.Say($"✓ {row.Run}: {row.Result!.Entries} wpisów, {row.Result.Decisions} decyzji zgodnych", $"✓ {row.Run}: {row.Result!.Entries} entries, {row.Result.Decisions} decisions as prescribed"));
                break;
            case Replayed.OtherRunbook:
                ui.Out.WriteLine(ui.Say($"– {row.Run}: inny runbook", $"– {row.Run}: another runbook"));
                break;
            case Replayed.Unreadable:
                ui.Out.WriteLine($"✗ {row.Run}: {row.Failure!.Code}: {ui.Words(row.Failure)}");
                break;
            case Replayed.Differs:
                var d = row.Result!.Difference!;
                ui.Out.WriteLine(ui.Say(
                    $"✗ {row.Run}: drogi rozchodzą się we wpisie {d.Seq}{(d.Step is null ? "" : $" (krok {d.Step})")}",
                    $"✗ {row.Run}: the paths part at entry {d.Seq}{(d.Step is null ? "" : $" (step {d.Step})")}"));
                ui.Out.WriteLine($"    {ui.Say("przepisane", "prescribed")}: {Visible.Text(Named(d, d.Expected))}");
                ui.Out.WriteLine($"    {ui.Say("zapisane", "recorded")}:   {Visible.Text(Named(d, d.Found))}");
                if (d.Span is { } span)
                {
                    ui.Out.WriteLine($"    {edited?.Source.Path ?? ui.Say("runbook przebiegu", "the run's runbook")}:{span.Line.ToString(CultureInfo.InvariantCulture)}:{span.Column.ToString(CultureInfo.InvariantCulture)}");
                }

                break;
        }
    }

    private static string Named(Difference difference, string value) => difference.What == "decision" ? value : $"{difference.What} = {value}";

    private static void Summary(Ui ui, List<Row> rows, Runbook? edited)
    {
        if (rows.Count < 2)
        {
            return;
        }

        int Count(Replayed outcome) => rows.Count(r => r.Outcome == outcome);
        ui.Out.WriteLine(ui.Say(
            $"Bez zmian: {Count(Replayed.Same)}, inaczej: {Count(Replayed.Differs)}, nieczytelne: {Count(Replayed.Unreadable)}{(edited is null ? "" : $", inny runbook: {Count(Replayed.OtherRunbook)}")}",
            $"Unchanged: {Count(Replayed.Same)}, another way: {Count(Replayed.Differs)}, unreadable: {Count(Replayed.Unreadable)}{(edited is null ? "" : $", another runbook: {Count(Replayed.OtherRunbook)}")}"));
    }

    private static Value Json(Row row) => Value.MapOf(
        ("run", Value.Of(row.Run)), ("outcome", Value.Of(row.Outcome switch { Replayed.Same => "same", Replayed.Differs => "differs", Replayed.OtherRunbook => "other-runbook", _ => "unreadable" })),
        ("entries", Value.Of(row.Result?.Entries ?? 0)), ("decisions", Value.Of(row.Result?.Decisions ?? 0)),
        ("difference", row.Result?.Difference is { } d
            ? Value.MapOf(("entry", Value.Of(d.Seq)), ("step", Value.Of(d.Step)), ("what", Value.Of(d.What)), ("expected", Value.Of(d.Expected)), ("found", Value.Of(d.Found)), ("line", d.Span is { } span ? Value.Of(span.Line) : null))
            : null),
        ("failure", row.Failure is { } failure ? Value.MapOf(("code", Value.Of(failure.Code)), ("arguments", failure.Arguments)) : null));

    private enum Replayed
    {
        Same,
        Differs,
        OtherRunbook,
        Unreadable,
    }

    private sealed record Row(string Run, Replayed Outcome, ReplayResult? Result, Failure? Failure);
}
