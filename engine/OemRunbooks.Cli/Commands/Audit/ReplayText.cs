using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary>How a replay ended.</summary>
internal enum Replayed
{
    /// <summary>Every decision is the prescribed one.</summary>
    Same,

    /// <summary>The paths part.</summary>
    Differs,

    /// <summary>A run of another runbook.</summary>
    OtherRunbook,

    /// <summary>The recorded facts do not say it, or can't be read.</summary>
    CannotTell,
}

/// <summary>A run and what its replay came to.</summary>
internal sealed record ReplayRow(string Run, Replayed Outcome, ReplayResult? Result, Failure? Failure)
{
    /// <summary>The recorded step's place in the definition that the run kept, or null.</summary>
    internal string? Recorded { get; init; }
}

/// <summary>Shows replays to people.</summary>
internal static class ReplayText
{
    internal static void Show(Ui ui, ReplayRow row, Runbook? edited)
    {
        var run = Visible.Text(row.Run);
        switch (row.Outcome)
        {
            case Replayed.Same:
                ui.Out.WriteLine(ui.Say($"✓ {run}: {row.Result!.Entries} wpisów, {row.Result.Decisions} decyzji zgodnych", $"✓ {run}: {row.Result!.Entries} entries, {row.Result.Decisions} decisions as prescribed"));
                break;
            case Replayed.OtherRunbook:
                ui.Out.WriteLine(ui.Say($"– {run}: inny runbook", $"– {run}: another runbook"));
                break;
            case Replayed.CannotTell:
                ui.Out.WriteLine($"? {run}: {row.Failure!.Code}: {ui.Words(row.Failure)}{(ui.Hint(row.Failure) is { } hint ? $" → {hint}" : "")}");
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
        ui.Out.WriteLine($"{ui.Say("Bez zmian", "Unchanged")}: {Count(Replayed.Same)}");
        foreach (var step in rows.Where(static r => r.Outcome == Replayed.Differs).GroupBy(static r => r.Result!.Difference!.Step ?? "", StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var place = step.Key.Length == 0 ? ui.Say("na poziomie przebiegu", "of the run itself") : ui.Say($"w kroku {Visible.Text(step.Key)}", $"at step {Visible.Text(step.Key)}");
            ui.Out.WriteLine($"{ui.Say("Inna droga", "Another way")} {place}: {step.Count().ToString(CultureInfo.InvariantCulture)}");
        }

        if (Count(Replayed.CannotTell) is not "0" and var unknown)
        {
            ui.Out.WriteLine($"{ui.Say("Nie da się orzec z zapisanych faktów", "Cannot be told from recorded facts")}: {unknown}");
        }

        if (isAgainst)
        {
            ui.Out.WriteLine($"{ui.Say("Inny runbook", "Another runbook")}: {Count(Replayed.OtherRunbook)}");
        }

        string Count(Replayed outcome) => rows.Count(r => r.Outcome == outcome).ToString(CultureInfo.InvariantCulture);
    }

    private static void Differs(Ui ui, string run, ReplayRow row, Difference d, Runbook? edited)
    {
        ui.Out.WriteLine(ui.Say(
            $"✗ {run}: drogi rozchodzą się we wpisie {d.Seq}{(d.Step is null ? "" : $" (krok {Visible.Text(d.Step)})")}",
            $"✗ {run}: the paths part at entry {d.Seq}{(d.Step is null ? "" : $" (step {Visible.Text(d.Step)})")}"));
        var place = d.Place is { } found ? "  " + At(edited is null ? ui.Say("runbook przebiegu", "the run's runbook") + " " + found.Owner.Id : found.Owner.Source.Path, found.Step.Span) : "";
        ui.Out.WriteLine($"    {ui.Say("przepisane", "prescribed")}: {Visible.Text(Named(ui, d, d.Expected))}{place}");
        ui.Out.WriteLine($"    {ui.Say("zapisane", "recorded")}:   {Visible.Text(Named(ui, d, d.Found))}{(row.Recorded is { } old ? $"  {old}" : "")}");
    }

    /// <summary>A place in a text, as editors take it.</summary>
    internal static string At(string file, Span span) =>
        string.Create(CultureInfo.InvariantCulture, $"{Visible.Text(file)}:{span.Line}:{span.Column}");

    // The journal's own terms stay beside the words: they are what to look for in it.
    internal static string Named(Ui ui, Difference difference, string value)
    {
        if (difference.What != "decision")
        {
            return $"{difference.What} = {value}";
        }

        var words = value.Split(' ')[0] switch
        {
            "step.started" => ui.Say("krok się rozpoczyna", "the step begins"),
            "step.skipped" => ui.Say("krok jest pomijany", "the step is skipped"),
            "step.succeeded" => ui.Say("krok się udaje", "the step succeeds"),
            "step.failed" => ui.Say("krok się nie udaje", "the step fails"),
            "route.taken" => value.Contains("escalation", StringComparison.Ordinal) ? ui.Say("eskalacja", "escalation") : ui.Say("obsługa niepowodzenia", "a failure is handled"),
            "undo.started" => ui.Say("krok jest wycofywany", "the step is undone"),
            "run.finished" => ui.Say("przebieg się kończy", "the run ends"),
            "wait" => ui.Say("oczekiwanie", "waiting"),
            _ => "",
        };
        return words.Length == 0 ? value : $"{words}: {value}";
    }
}
