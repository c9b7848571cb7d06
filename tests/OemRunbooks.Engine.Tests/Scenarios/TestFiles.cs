using System.Reflection;
using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class TestFiles
{
    private readonly Rehearsed book = new(
        "- {id: a, action: do.work, timeout: 1m}\n"
            + "- {id: ask, action: person.confirm, with: {prompt: Ready?}}\n"
            + "- {id: g, steps: [{id: b, action: do.once}]}",
        "inputs: {size: {type: integer}, mode: {type: choice, choices: [fast, safe]}, need: {type: string, required: "
            + "true}, from: {type: integer, default: \"${{ station.name }}\"}, sum: {type: string, default: \"${{ inputs.need "
            + "+ 1 - inputs.need }}\"}}\n"
            + "outputs: {got: \"${{ steps.a.outputs.value }}\"}\n"
            + "escalations: [{on: [fake.*], team: l3}]"
    );

    [Theory]
    [InlineData("activities: {aa: {}}", "4:14 RB0205")]
    [InlineData("activities: {a: {outputs: {valu: 1}}}", "4:28 RB0208")]
    [InlineData("activities: {a: {outputs: {path: [1]}}}", "4:34 RB0702")]
    [InlineData("activities: {a: {fails: fake.brokn}}", "4:25 RB0701")]
    [InlineData("activities: {a: {fails: fake.broken, outputs: {}}}", "4:38 RB0709")]
    [InlineData("activities: {a: {arguments: {}}}", "4:18 RB0104")]
    [InlineData("activities: {a: {takes: long}}", "4:25 RB0111")]
    [InlineData("activities: {a: {finds: maybe}}", "4:25 RB0110")]
    [InlineData("activities: {a: {output: {}}}", "4:18 RB0101")]
    [InlineData("activities: {a: {undo: {}}}", "4:24 RB0712")]
    [InlineData("activities: {ask: {}}", "4:14 RB0703")]
    [InlineData("activities: {g: {}}", "4:14 RB0704")]
    [InlineData("activities: {b: {timesOut: true}}", "4:18 RB0705")]
    [InlineData("answers: {a: {confirmed: true}}", "4:11 RB0710")]
    [InlineData("answers: {ask: {approvedBy: [x]}}", "4:17 RB0101")]
    [InlineData("answers: {ask: {by: jan}}", "4:16 RB0104")]
    [InlineData("answers: {ask: {confirmed: true, expires: true}}", "4:34 RB0713")]
    [InlineData("faults: [{clock: back}]", "4:10 RB0711")]
    [InlineData("faults: [{crashIn: a, crashAfter: a}]", "4:10 RB0711")]
    [InlineData("faults: [{crashInUndo: a}]", "4:24 RB0712")]
    [InlineData("faults: [{crashIn: zz}]", "4:20 RB0205")]
    [InlineData("station: {platfrom: x}", "4:11 RB0101")]
    [InlineData("expect: {outcome: success}", "4:19 RB0110")]
    [InlineData("expect: {}", "4:9 RB0104")]
    [InlineData("expect: {path: [a, zz]}", "4:20 RB0205")]
    [InlineData("expect: {escalatedTo: l4}", "4:23 RB0714")]
    [InlineData("expect: {code: no.such}", "4:16 RB0401")]
    [InlineData("expect: {outputs: {gott: 1}}", "4:20 RB0715")]
    [InlineData("expect: {inputs: {a: {txt: 1}}}", "4:23 RB0210")]
    [InlineData("expect: {attempts: {a: often}}", "4:24 RB0112")]
    public void A_mistake_is_found_at_its_place(string part, string found) =>
        Assert.Equal(
            [found],
            book.Found(
                $"inputs: {{need: x, from: 1, sum: x}}\n{part}"
                    + $"{(part.StartsWith("expect", StringComparison.Ordinal) ? "" : "\nexpect: {outcome: succeeded}")}"
            )
        );

    [Theory]
    [InlineData("inputs: {need: x, from: 1, sum: x, siz: 1}", "3:28 RB0203")]
    [InlineData("inputs: {need: x, from: 1, sum: x, size: many}", "3:34 RB0706")]
    [InlineData("inputs: {need: x, from: 1, sum: x, mode: slow}", "3:34 RB0706")]
    [InlineData("inputs: {from: 1, sum: x}", "3:1 RB0707")]
    [InlineData("inputs: {need: x, sum: x}", "2:5 RB0706")]
    [InlineData("inputs: {need: x, from: 1}", "2:5 RB0708")]
    public void Inputs_are_checked_as_a_run_checks_them(string inputs, string found) =>
        Assert.Equal(found.Split(' ')[1], Assert.Single(book.Found($"{inputs}\nexpect: {{outcome: succeeded}}")).Split(' ')[1]);

    [Fact]
    public void Every_code_of_test_files_has_an_example_here()
    {
        var shown = typeof(TestFiles)
            .GetMethods()
            .SelectMany(static m => m.GetCustomAttributes<InlineDataAttribute>().SelectMany(a => a.GetData(m)))
            .Select(static d => ((string)d[1]).Split(' ')[^1]);
        Assert.Empty(
            EngineWords
                .All.Select(static m => m.Code)
                .Where(static c => c.StartsWith("RB07", StringComparison.Ordinal) && c != "RB0716")
                .Except(shown)
        );
    }

    [Theory]
    [InlineData("", "RB0006")]
    [InlineData("tests: []\n", "RB0128")]
    [InlineData("test: []\n", "RB0101 RB0104")]
    [InlineData("tests:\n\t- a\n", "RB0003")]
    [InlineData("tests: [1]\n", "RB0102")]
    [InlineData("tests:\n  - {name: x}\n", "RB0104")]
    [InlineData("tests:\n  - {expect: {outcome: failed}}\n", "RB0104")]
    [InlineData("tests:\n  - {name: {pl: x}, expect: {outcome: failed}}\n", "RB0113")]
    [InlineData("tests: x\n", "RB0102")]
    [InlineData("- x\n", "RB0102")]
    public void A_file_that_is_none_is_told_and_never_run(string text, string codes)
    {
        var loaded = new RunbookLoader(FakeActivities.Infos, static _ => null).Load(
            "test.yaml",
            Encoding.UTF8.GetBytes(Some.Runbook("- {id: a, action: do.work}"))
        );
        var file = ScenarioFile.Read("test.test.yaml", Encoding.UTF8.GetBytes(text), loaded.Runbook!);
        Assert.Equal(codes, string.Join(' ', file.Diagnostics.Select(static d => d.Code)));
        Assert.False(file.IsGood);
        Assert.Empty(file.Scenarios);
    }
}
