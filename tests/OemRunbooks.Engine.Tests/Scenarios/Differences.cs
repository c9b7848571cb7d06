using OemRunbooks.Foundation.Words;
using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class Differences
{
    private readonly Rehearsed book = new(
        "- {id: a, action: do.work, compensate: {action: do.undo}}\n"
            + "- {id: b, action: do.work, when: \"${{ steps.a.outputs.path }}\"}\n"
            + "- {id: c, action: do.work, with: {text: x}, onFailure: rollback}",
        "escalations: [{on: [fake.other], team: l3}]\noutputs: {got: \"${{ steps.a.outputs.value }}\"}"
    );

    [Theory]
    [InlineData(
        "expect: {path: [a, b, c]}",
        "3:20 scenario.path: the paths part at step 2: expected \"b\", found \"c\" | the path taken: a, c",
        "drogi rozchodzą się na kroku 2: oczekiwano „b”, był „c” | przebyta droga: a, c"
    )]
    [InlineData(
        "expect: {path: [a, c, b]}",
        "3:23 scenario.path-short: the run ended before step 3: expected \"b\", found its end (succeeded)",
        "przebieg skończył się przed krokiem 3: oczekiwano „b”, był koniec (succeeded)"
    )]
    [InlineData(
        "expect: {path: [a]}",
        "3:16 scenario.path-long: the run went on: expected its end, but step 2 is \"c\"",
        "przebieg poszedł dalej: oczekiwano końca, a krok 2 to „c”"
    )]
    [InlineData(
        "expect: {outcome: failed}",
        "3:19 scenario.outcome: another outcome: expected failed, found succeeded",
        "inny wynik: oczekiwano failed, był succeeded"
    )]
    [InlineData(
        "expect: {escalatedTo: l3}",
        "3:23 scenario.escalated-to: another team: expected l3, found –",
        "inny zespół: oczekiwano l3, był –"
    )]
    [InlineData(
        "expect: {code: fake.broken}",
        "3:16 scenario.code: another failure code: expected fake.broken, found –",
        "inny kod niepowodzenia: oczekiwano fake.broken, był –"
    )]
    [InlineData(
        "expect: {outputs: {got: 1}}",
        "3:25 scenario.output: another output \"got\": expected 1, found null",
        "inne wyjście „got”: oczekiwano 1, było null"
    )]
    [InlineData(
        "expect: {skipped: []}",
        "3:19 scenario.skipped: other steps were skipped: expected –, found b",
        "pominięto inne kroki: oczekiwano –, było b"
    )]
    [InlineData(
        "expect: {compensated: [a]}",
        "3:23 scenario.compensated: other steps were undone: expected a, found –",
        "cofnięto inne kroki: oczekiwano a, było –"
    )]
    [InlineData(
        "expect: {inputs: {c: {text: y}}}",
        "3:29 scenario.input: step \"c\" got another value of \"text\": expected \"y\", found \"x\"",
        "krok „c” dostał inną wartość pola „text”: oczekiwano \"y\", było \"x\""
    )]
    [InlineData("expect: {inputs: {b: {text: y}}}", "3:29 scenario.not-started: step \"b\" did not begin", "krok „b” się nie zaczął")]
    [InlineData(
        "expect: {attempts: {c: 2}}",
        "3:24 scenario.attempts: another number of attempts of \"c\": expected 2, found 1",
        "inna liczba prób kroku „c”: oczekiwano 2, było 1"
    )]
    [InlineData(
        "expect: {remarks: [x.y]}",
        "3:19 scenario.remarks: other remarks: expected x.y, found –",
        "inne uwagi: oczekiwano x.y, było –"
    )]
    [InlineData(
        "expect: {journal: [{type: step.started, step: c}, {type: step.started, step: a}]}",
        "3:51 scenario.journal: the journal holds no entry: step.started a (after those before it) | entries of this type: a, c",
        "w dzienniku nie ma wpisu: step.started a"
    )]
    [InlineData(
        "expect: {journal: [{type: run.finished, data: {outcome: failed}}]}",
        "3:20 scenario.journal: the journal holds no entry: run.finished outcome=failed",
        "w dzienniku nie ma wpisu: run.finished outcome=failed"
    )]
    public async Task What_differs_is_told_at_its_place_in_both_languages(string scenario, string english, string polish)
    {
        Assert.StartsWith(english, await book.DiffersAsync(scenario), StringComparison.Ordinal);
        Assert.Contains(polish, await book.DiffersAsync(scenario, Locale.Pl), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_the_journal_holds_in_order_are_found_between_others() =>
        Assert.Equal(
            "",
            await book.DiffersAsync(
                "activities: {c: {fails: fake.other, arguments: {n: 3}}}\n"
                    + "expect: {journal: [{type: run.started}, {type: step.skipped, step: b}, {type: step.failed, step: c, data: "
                    + "{failure.code: fake.other, failure.arguments.n: 3}}, {type: undo.succeeded, step: a}, {type: run.finished, "
                    + "data: {escalatedTo: l3}}]}"
            )
        );

    [Fact]
    public async Task All_that_differs_is_told_at_once()
    {
        var told = await book.DiffersAsync(
            "activities: {c: {fails: fake.other}}\nexpect: {path: [a], outcome: succeeded, escalatedTo: null, compensated: []}"
        );
        Assert.Equal(
            ["scenario.path-long", "scenario.outcome", "scenario.escalated-to", "scenario.compensated"],
            told.Split('\n').Select(static l => l.Split(' ')[1].TrimEnd(':'))
        );
        Assert.Contains("found escalated fake.other @ c", told, StringComparison.Ordinal);
    }
}
