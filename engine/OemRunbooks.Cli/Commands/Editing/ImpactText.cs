using System.Globalization;
using OemRunbooks.Cli.Commands.Audit;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>The impact of an edit as one page.</summary>
internal sealed class ImpactText(Ui ui)
{
    internal Leaf Page(Impact impact)
    {
        var page = new Leaf(ui.Say($"Wpływ zmiany: {impact.After.Name.In(ui.Language)}", $"Impact of the edit: {impact.After.Name.In(ui.Language)}"));
        page.Say($"{impact.After.Id}: {(impact.Before is null ? "" : $"{impact.Before.Version} → ")}{impact.After.Version}");
        page.Say(Verdict(impact));
        Meaning(page, impact);
        Cases(page, impact);
        Tests(page, impact);
        return page;
    }

    internal static Value Json(Impact impact) => Value.MapOf(
        ("harmless", Value.Of(impact.IsHarmless)),
        ("diff", impact.Before is { } before ? DiffText.Json(before, impact.After, impact.Changes) : null),
        ("runs", Value.List(impact.Cases.Select(static c => ReplayCommand.Json(c.Row).With("state", Value.Of(c.Run.State))))),
        ("otherRunbooks", Value.Of(impact.Others)),
        ("tests", impact.Tests is { } tests
            ? Value.MapOf(("passed", Value.Of(tests.Passed)), ("failed", Value.Of(tests.Failed)), ("bad", Value.Of(tests.IsBad)), ("coverage", tests.Coverage is { } coverage ? Value.Of(coverage.Percent) : null))
            : null));

    private string Verdict(Impact impact)
    {
        var (same, other, untold) = (Count(impact, Replayed.Same), Count(impact, Replayed.Differs), Count(impact, Replayed.CannotTell));
        return impact.Cases.Count == 0
            ? ui.Say("Nie ma tu zapisanych przebiegów tego runbooka: nie wiadomo, jak zmiana wpłynęłaby na dawne sprawy.", "There are no stored runs of this runbook here: nobody can say what the edit would have done in past cases.")
            : ui.Say(
                $"{Plurals.Count(impact.Cases.Count, ui.Language, "zapisany przebieg", "zapisane przebiegi", "zapisanych przebiegów")}: {same} bez zmian, {other} inną drogą, {untold} nie da się orzec.",
                $"{Plurals.Count(impact.Cases.Count, ui.Language, "stored run", "stored runs")}: {same} unchanged, {other} another way, {untold} that can't be told.");
    }

    private static int Count(Impact impact, Replayed outcome) => impact.Cases.Count(c => c.Row.Outcome == outcome);

    private void Meaning(Leaf page, Impact impact)
    {
        page.Head(ui.Say("Co zmienia się w znaczeniu", "What changes in meaning"));
        if (impact.Before is null)
        {
            page.Say(ui.Say("Ani w bibliotece, ani w przebiegach nie ma innej wersji tego runbooka.", "Neither the library nor the runs hold another version of this runbook."));
            return;
        }

        if (impact.Changes.IsEmpty)
        {
            page.Say(ui.Say("Znaczenie jest to samo.", "They mean the same."));
            return;
        }

        var diff = new DiffText(ui);
        page.Table(["", ui.Say("co", "what"), ui.Say("wiersz", "line")], impact.Changes.OrderBy(static c => c.IsWording).Select(c => new[] { DiffText.Mark(c.Kind), diff.Line(c, int.MaxValue), c.NewLine > 0 ? Number(c.NewLine) : "–" }));
    }

    private void Cases(Leaf page, Impact impact)
    {
        page.Head(ui.Say("Jak poszłyby dawne sprawy", "How past cases would have gone"));
        if (impact.Cases.Count == 0)
        {
            page.Say(ui.Say("Brak zapisanych przebiegów.", "No stored runs."));
        }
        else
        {
            page.Table(
                [ui.Say("przebieg", "run"), ui.Say("jak się skończył", "how it ended"), ui.Say("ze zmianą", "with the edit"), ui.Say("gdzie", "where")],
                impact.Cases.OrderByDescending(static c => c.Row.Outcome).Select(c => new[] { c.Row.Run, StateWords.OfRun(c.Run.State).In(ui.Language), Words(c.Row), Where(c.Row) }));
        }

        if (impact.Others > 0)
        {
            page.Say(ui.Say($"Pominięto {Plurals.Count(impact.Others, ui.Language, "przebieg innego runbooka", "przebiegi innych runbooków", "przebiegów innych runbooków")}.", $"Left out: {Plurals.Count(impact.Others, ui.Language, "run of another runbook", "runs of other runbooks")}."));
        }
    }

    private string Words(ReplayRow row) => row.Outcome switch
    {
        Replayed.Same => ui.Say("bez zmian", "unchanged"),
        Replayed.Differs => ui.Say("inną drogą", "another way"),
        Replayed.CannotTell => ui.Say("nie da się orzec", "can't be told"),
        Replayed.OtherRunbook => ui.Say("inny runbook", "another runbook"),
    };

    private string Where(ReplayRow row) => row.Result?.Difference is not { } d
        ? row.Failure is { } failure ? $"{failure.Code}: {ui.Words(failure)}" : ""
        : $"{(d.Step is null ? "" : ui.Say($"krok {d.Step}, ", $"step {d.Step}, "))}{ui.Say($"wpis {Number(d.Seq)}", $"entry {Number(d.Seq)}")}: {ui.Say("ze zmianą", "with the edit")}: {ReplayText.Named(ui, d, d.Expected)}; {ui.Say("zapisano", "recorded")}: {ReplayText.Named(ui, d, d.Found)}{(d.Place is { } place ? $" ({place.Owner.Id}:{Number(place.Step.Span.Line)})" : "")}";

    private void Tests(Leaf page, Impact impact)
    {
        page.Head(ui.Say("Testy scenariuszowe", "Scenario tests"));
        if (impact.Tests is not { } tests)
        {
            page.Say(ui.Say("Nie ma testów tego runbooka.", "There are no tests of this runbook."));
            return;
        }

        var text = new TestText(ui);
        page.Say(ui.Say(
            $"{tests.Shown}: {Plurals.Count(tests.Passed, ui.Language, "test przeszedł", "testy przeszły", "testów przeszło")}, {Plurals.Count(tests.Failed, ui.Language, "nie przeszedł", "nie przeszły", "nie przeszło")}; pokrycie {tests.Coverage?.Percent ?? 0}%.",
            $"{tests.Shown}: {Plurals.Count(tests.Passed, ui.Language, "test passed", "tests passed")}, {tests.Failed} failed; coverage {tests.Coverage?.Percent ?? 0}%."));
        var rows = tests.Problems.Select(p => new[] { $":{Number(p.Diagnostic.Span.Line)}", $"{p.Diagnostic.Code}: {ui.Messages.Words(p.Diagnostic.Code, p.Diagnostic.Arguments, ui.Language)}" })
            .Concat(tests.Results.SelectMany(r => r.Mismatches.Select(m => new[] { $":{Number(m.Span.Line)}", $"{r.Scenario.Name.In(ui.Language)}: {text.Words(m)}" })))
            .Concat((tests.IsBad ? [] : tests.Coverage?.Missing ?? []).Select(i => new[] { $":{Number(i.Span.Line)}", text.Words(i) })).ToList();
        if (rows.Count > 0)
        {
            page.Table([ui.Say("wiersz", "line"), ui.Say("co", "what")], rows);
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
