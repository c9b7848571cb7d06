using System.Globalization;
using OemRunbooks.Cli.Commands.Audit;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Station.Audit;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>The impact of an edit as one page.</summary>
internal sealed class ImpactText(Ui ui)
{
    internal Leaf Page(Impact impact)
    {
        var page = new Leaf(ui.Say(Says.ImpactImpactEdit(impact.After.Body.Name.In(ui.Language))));
        var (before, after) = (impact.Before?.Body, impact.After.Body);
        page.Say($"{after.Id}: {(before is null ? "" : $"{before.Version} → ")}{after.Version}");
        if (DiffText.VersionNote(impact.Before, impact.After, impact.Changes) is { } note)
        {
            page.Say(ui.Say(note));
        }

        page.Say(Verdict(impact));
        Meaning(page, impact);
        Cases(page, impact);
        Tests(page, impact);
        Callers(page, impact);
        return page;
    }

    internal static Value Json(Impact impact) =>
        Value.MapOf(
            ("harmless", Value.Of(impact.IsHarmless)),
            ("diff", impact.Before is { } before ? DiffText.Json(before, impact.After, impact.Changes) : null),
            ("runs", Value.List(impact.Cases.Select(static c => ReplayCommand.Json(c.Row).With("state", Value.Of(c.Run.State))))),
            ("otherRunbooks", Value.Of(impact.Others)),
            (
                "callers",
                Value.List(
                    impact.Callers.Select(static c =>
                        Value.MapOf(
                            ("id", Value.Of(c.Id)),
                            (
                                "broken",
                                Value.List(
                                    c.Broken.Select(static f => Value.MapOf(("code", Value.Of(f.Code)), ("line", Value.Of(f.Span.Line))))
                                )
                            ),
                            ("failedTests", Value.Of(c.Tests?.Failed ?? 0))
                        )
                    )
                )
            ),
            (
                "tests",
                impact.Tests is { } tests
                    ? Value.MapOf(
                        ("passed", Value.Of(tests.Passed)),
                        ("failed", Value.Of(tests.Failed)),
                        ("bad", Value.Of(tests.IsBad)),
                        ("coverage", tests.Coverage is { } coverage ? Value.Of(coverage.Percent) : null)
                    )
                    : null
            )
        );

    private string Verdict(Impact impact)
    {
        var (same, other, untold) = (Count(impact, Replayed.Same), Count(impact, Replayed.Differs), Count(impact, Replayed.CannotTell));
        return impact.Cases.Count == 0
            ? ui.Say(Says.ImpactThereNoStoredRunsRunbook)
            : ui.Say(Says.ImpactUnchangedAnotherWayCantTold(impact.Cases.Count, same, other, untold));
    }

    private static int Count(Impact impact, Replayed outcome) => impact.Cases.Count(c => c.Row.Outcome == outcome);

    private void Meaning(Leaf page, Impact impact)
    {
        page.Head(ui.Say(Says.ImpactWhatChangesMeaning));
        if (impact.Before is null)
        {
            page.Say(ui.Say(Says.ImpactNeitherLibraryNorRunsHold));
            return;
        }

        if (impact.Changes.IsEmpty)
        {
            page.Say(ui.Say(Says.WordTheyMeanSame));
            return;
        }

        var diff = new DiffText(ui);
        page.Table(
            ["", ui.Say(Says.WordWhat), ui.Say(Says.WordLine)],
            impact
                .Changes.OrderBy(static c => c.IsWording)
                .Select(c => new[] { DiffText.Mark(c.Kind), diff.Line(c, int.MaxValue), c.NewLine > 0 ? Number(c.NewLine) : "–" })
        );
    }

    private void Cases(Leaf page, Impact impact)
    {
        page.Head(ui.Say(Says.ImpactHowPastCasesWouldHave));
        if (impact.Cases.Count == 0)
        {
            page.Say(ui.Say(Says.ImpactNoStoredRuns));
        }
        else
        {
            page.Table(
                [ui.Say(Says.WordRun), ui.Say(Says.ImpactHowEnded), ui.Say(Says.ImpactEdit), ui.Say(Says.ImpactWhere)],
                impact
                    .Cases.OrderByDescending(static c => c.Row.Outcome)
                    .Select(c => new[] { c.Row.Run, c.Run.Said.In(ui.Language), Words(c.Row), Where(c.Row) })
            );
        }

        if (impact.Others > 0)
        {
            page.Say(ui.Say(Says.ImpactLeftOut(impact.Others)));
        }
    }

    private string Words(ReplayRow row) =>
        row.Outcome switch
        {
            Replayed.Same => ui.Say(Says.ImpactUnchanged),
            Replayed.Differs => ui.Say(Says.ImpactAnotherWay),
            Replayed.CannotTell => ui.Say(Says.ImpactCantTold),
            Replayed.OtherRunbook => ui.Say(Says.ImpactAnotherRunbook),
        };

    private string Where(ReplayRow row) =>
        row.Result?.Difference is not { } d
            ? row.Failure is { } failure
                ? $"{failure.Code}: {ui.Words(failure)}"
                : ""
            : $"{(d.Step is null ? "" : ui.Say(Says.ImpactStep(d.Step)) + ", ")}{ui.Say(Says.ImpactEntry(Number(d.Seq)))}: "
                + $"{ui.Say(Says.ImpactEdit)}: {ReplayText.Named(ui, d, d.Expected)}; {ui.Say(Says.ImpactRecorded)}: "
                + $"{ReplayText.Named(ui, d, d.Found)}"
                + $"{(d.Place is { } place ? $" ({place.Owner.Id}:{Number(place.Step.Span.Line)})" : "")}";

    private void Tests(Leaf page, Impact impact)
    {
        page.Head(ui.Say(Says.WordScenarioTests));
        if (impact.Tests is not { } tests)
        {
            page.Say(ui.Say(Says.ImpactThereNoTestsRunbook));
            return;
        }

        var text = new TestText(ui);
        page.Say(ui.Say(Says.ImpactFailedCoverage(tests.Shown, tests.Passed, tests.Failed, tests.Coverage?.Percent ?? 0)));
        var rows = tests
            .Problems.Select(p =>
                new[]
                {
                    $":{Number(p.Diagnostic.Span.Line)}",
                    $"{p.Diagnostic.Code}: {ui.Messages.Words(p.Diagnostic.Code, p.Diagnostic.Arguments, ui.Language)}",
                }
            )
            .Concat(
                tests.Results.SelectMany(r =>
                    r.Mismatches.Select(m => new[] { $":{Number(m.Span.Line)}", $"{r.Scenario.Name.In(ui.Language)}: {text.Words(m)}" })
                )
            )
            .Concat((tests.IsBad ? [] : tests.Coverage?.Missing ?? []).Select(i => new[] { $":{Number(i.Span.Line)}", text.Words(i) }))
            .ToList();
        if (rows.Count > 0)
        {
            page.Table([ui.Say(Says.WordLine), ui.Say(Says.WordWhat)], rows);
        }
    }

    private void Callers(Leaf page, Impact impact)
    {
        if (impact.Callers.Count == 0)
        {
            return;
        }

        page.Head(ui.Say(Says.ImpactCallers));
        page.Table([ui.Say(Says.Runbook), ui.Say(Says.WordLine), ui.Say(Says.WordWhat)], impact.Callers.SelectMany(Rows));
    }

    private IEnumerable<string[]> Rows(Caller caller)
    {
        foreach (var finding in caller.Broken)
        {
            yield return
            [
                caller.Id,
                $":{Number(finding.Span.Line)}",
                $"{finding.Code}: {ui.Messages.Words(finding.Code, finding.Arguments, ui.Language)}",
            ];
        }

        if (caller.Tests is { Failed: > 0 } tests)
        {
            yield return [caller.Id, "–", ui.Say(Says.ImpactCallerTests(tests.Passed, tests.Failed))];
        }
        else if (caller.Broken.Count == 0)
        {
            yield return [caller.Id, "–", ui.Say(Says.ImpactCallerUnbroken)];
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
