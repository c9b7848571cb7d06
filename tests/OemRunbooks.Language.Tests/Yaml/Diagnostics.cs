using System.Text;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Tests.Checks;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Snapshooter.Xunit;
using Xunit;

namespace OemRunbooks.Language.Tests.Yaml;

/// <summary>Each mistake has its code and its place, all of a file at once.</summary>
public sealed class Diagnostics
{
    // «…» marks what the caret must underline; « alone only the place.
    private const string ReadsResult = "  - {id: b, action: do.work, with: {value: \"${{ steps.a.«result» }}\"}}";

    public static TheoryData<string, string> Mistakes =>
        new()
        {
            { "RB0101", "«needs»: [a]" },
            { "RB0101", "steps:\n  - {id: a, action: do.work, «if»: x}" },
            { "RB0101", "inputs: {x: {type: string, «requird»: true}}" },
            { "RB0102", "steps: «a»" },
            { "RB0102", "steps:\n  - «a»" },
            { "RB0102", "steps:\n  - {id: a, action: do.work, when: «[a]}" },
            { "RB0102", "steps:\n  - {id: a, action: do.work, when: «\"${{ true }} && ${{ false }}\"»}" },
            { "RB0102", "inputs: «[a]" },
            { "RB0102", "steps:\n  - {id: a, «with»: {runbook: \"${{ run.id }}\"}, action: runbook.run}" },
            { "RB0103", "steps:\n  - {id: a, action: do.work, with: {value: {«żółw»: 1}}}" },
            { "RB0104", "steps:\n  - «{action: do.work}" },
            { "RB0104", "steps:\n  - «{}" },
            { "RB0128", "«steps»: []" },
            { "RB0017", "vars:\n«\u00A0» a: 1" },
            { "RB0017", "vars:\n  a: 1\n «\u00A0»b: 1" },
            { "RB0303", "steps:\n  - {id: a, action: do.work, when: 'run.id == «\"\\uD800\"»'}" },
            { "RB0128", "inputs: {x: {type: choice, «choices»: []}}" },
            { "RB0104", "inputs: {x: {«type»: choice}}" },
            { "RB0104", "escalations:\n  - «{on: \"*\"}" },
            { "RB0105", "steps:\n  - {id: «Bad_Id», action: do.work}" },
            { "RB0105", "steps:\n  - {id: «finally», action: do.work}" },
            { "RB0108", "steps:\n  - {id: «a», action: do.work, parallel: []}" },
            { "RB0108", "steps:\n  - {id: «a»}" },
            { "RB0109", "steps:\n  - {id: a, steps: [], «retry»: {maxAttempts: 2}}" },
            { "RB0109", "steps:\n  - {id: a, action: do.work, «maxParallel»: 2}" },
            { "RB0110", "steps:\n  - {id: a, action: do.work, onFailure: «explode»}" },
            { "RB0110", "inputs: {x: {type: string, pattern: «\"(\"»}}" },
            { "RB0110", "inputs: {x: {type: string, pattern: «\"((a{99}){99}){99}\"»}}" },
            { "RB0111", "steps:\n  - {id: a, action: do.work, timeout: «soon»}" },
            { "RB0112", "steps:\n  - {id: a, parallel: [], maxParallel: «0»}" },
            { "RB0113", "description: «{pl: Tekst}" },
            { "RB0114", "inputs: {x: {type: integer, default: «many»}}" },
            { "RB0116", "inputs: {«a-b»: {type: string}}" },
            { "RB0116", "steps:\n  - {id: a, forEach: {in: [], as: «steps»}, steps: []}" },
            { "RB0117", "steps:\n  - {id: a, action: do.work, compensate: {action: «person.confirm», with: {prompt: x}}}" },
            { "RB0127", "steps:\n  - {id: a, action: do.work, compensate: {action: do.undo, «when»: failed}}" },
            { "RB0201", "steps:\n  - {id: a, action: «do.wrok»}" },
            { "RB0202", "steps:\n  - {id: a, action: do.work}\n  - {id: «a», action: do.work}" },
            {
                "RB0203",
                "inputs: {license: {type: string}}\nsteps:\n  - {id: a, action: do.work, with: {value: \"${{ inputs.«licence» }}\"}}"
            },
            { "RB0203", "steps:\n  - id: a\n    action: do.work\n    when: inputs.«licence» == 'x'" },
            { "RB0204", "steps:\n  - {id: a, action: do.work, with: {value: \"x ${{ 1 + vars.«nope» }}\"}}" },
            { "RB0205", "steps:\n  - {id: a, action: do.work, with: {value: \"${{ steps.«b-c».outputs.path }}\"}}" },
            {
                "RB0206",
                "steps:\n  - {id: a, action: do.work, with: {value: \"${{ steps.«b».outputs.path }}\"}}\n  - {id: b, action: do.work}"
            },
            {
                "RB0206",
                "steps:\n"
                    + "  - id: p\n"
                    + "    parallel:\n"
                    + "      - {id: a, action: do.work}\n"
                    + "      - {id: b, action: do.work, with: {value: \"${{ steps.«a».outputs.path }}\"}}"
            },
            {
                "RB0207",
                "steps:\n"
                    + "  - {id: b, action: do.work, when: \"inputs.x\"}\n"
                    + "  - {id: a, action: do.work, with: {value: \"${{ steps.«b».outputs.path }}\"}}\n"
                    + "inputs: {x: {type: boolean}}"
            },
            {
                "RB0207",
                "steps:\n"
                    + "  - {id: b, action: do.work, onFailure: continue}\n"
                    + "  - {id: a, action: do.work, with: {value: \"${{ steps.«b».outputs.path }}\"}}"
            },
            {
                "RB0207",
                "steps:\n"
                    + "  - {id: b, action: do.work, catch: [{on: \"*\"}]}\n"
                    + "  - {id: a, action: do.work, with: {value: \"${{ steps.«b».outputs.path }}\"}}"
            },
            {
                "RB0224",
                "steps:\n"
                    + "  - {id: l, forEach: {in: []}, steps: [{id: b, action: do.work}]}\n"
                    + "  - {id: a, action: do.work, with: {value: \"${{ steps.«b».outputs.path }}\"}}"
            },
            {
                "RB0207",
                "steps:\n"
                    + "  - {id: b, action: do.work}\n"
                    + "finally:\n"
                    + "  - {id: a, action: do.work, with: {value: \"${{ steps.«b».outputs.path }}\"}}"
            },
            {
                "RB0207",
                "steps:\n"
                    + "  - {id: b, action: do.work, catch: [{on: \"*\", steps: [{id: c, action: do.work, with: {value: \"${{ "
                    + "steps.«b».outputs.path }}\"}}], then: abort}]}"
            },
            {
                "RB0207",
                "inputs: {x: {type: boolean}}\n"
                    + "steps:\n"
                    + "  - {id: b, action: do.work, when: inputs.x, catch: [{on: \"*\"}]}\n"
                    + "  - {id: a, action: do.work, when: inputs.x, with: {value: \"${{ steps.«b».outputs.path }}\"}}"
            },
            {
                "RB0207",
                "inputs: {x: {type: boolean}, y: {type: boolean}}\n"
                    + "steps:\n"
                    + "  - {id: g, when: inputs.y, steps: [{id: b, action: do.work, when: inputs.x}]}\n"
                    + "  - {id: a, action: do.work, when: inputs.x, with: {value: \"${{ steps.«b».outputs.path }}\"}}"
            },
            {
                "RB0208",
                "steps:\n  - {id: b, action: do.work}\n  - {id: a, action: do.work, with: {value: \"${{ steps.b.outputs.«pth» }}\"}}"
            },
            { "RB0209", "steps:\n  - {id: a, action: do.work, with: {value: \"${{ «input».x }}\"}}" },
            {
                "RB0209",
                "steps:\n"
                    + "  - {id: a, forEach: {in: [1]}, steps: [], catch: [{on: \"*\", steps: [{id: b, action: do.work, with: {value: "
                    + "\"${{ «item» }}\"}}]}]}"
            },
            { "RB0210", "steps:\n  - {id: a, action: do.work, with: {«vlaue»: 1}}" },
            { "RB0211", "steps:\n  - {id: a, action: «person.confirm»}" },
            { "RB0212", "steps:\n  - {id: a, action: do.work, with: {mode: «slow»}}" },
            { "RB0213", "steps:\n  - {id: a, action: runbook.run, with: {runbook: «nope»}}" },
            { "RB0214", "steps:\n  - {id: a, action: runbook.run, with: {runbook: «self»}}" },
            { "RB0215", "steps:\n  - {id: a, action: runbook.run, with: {runbook: «broken»}}" },
            { "RB0216", "steps:\n  - {id: a, action: runbook.run, with: {runbook: sub, inputs: {«m»: 1}}}" },
            { "RB0217", "steps:\n  - {id: a, action: do.work, with: {value: \"${{ «inputs» }}\"}}" },
            { "RB0217", "steps:\n  - {id: a, action: do.work}\n  - {id: b, action: do.work, with: {value: \"${{ steps.«a» }}\"}}" },
            { "RB0218", "steps:\n  - {id: a, action: do.work, with: {value: \"${{ station.«color» }}\"}}" },
            { "RB0218", "steps:\n  - {id: a, action: do.work}\n" + ReadsResult },
            { "RB0301", "vars: {x: \"${{  «}}\"}" },
            { "RB0308", "steps:\n  - {id: a, action: do.work, when: inputs.n «=» 1}" },
            { "RB0308", "steps:\n  - {id: a, action: do.work, when: inputs.n == 1 «and» inputs.m == 2}" },
            { "RB0309", "steps:\n  - {id: a, action: do.work, when: 'station.name | «string.upcase == \"X\"»'}" },
            { "RB0125", "inputs: {k: {type: secret, default: «hunter2»}}" },
            { "RB0304", "vars: {x: \"${{ «{a: 1}» }}\"}" },
            { "RB0305", "vars: {x: \"${{ «string.upcas» 'a' }}\"}" },
            { "RB0306", "vars: {x: \"${{ «string.upcase» 1 2 }}\"}" },
            { "RB0307", "vars: {x: \"a «${{» b\"}" },
            { "RB0401", "steps:\n  - {id: a, action: do.work, catch: [{on: [«fake.brokn»]}]}" },
            { "RB0401", "escalations:\n  - {on: «nope.*», team: t}" },
            { "RB0601", "inputs: {k: {type: secret}}\nsteps:\n  - {id: a, action: do.work, with: {text: \"${{ «inputs.k» }}\"}}" },
            { "RB0219", "steps:\n  - {id: a, action: do.work}\n  - {id: b, action: do.work, when: steps.a.state != «'done'»}" },
            { "RB0407", "steps:\n  - {id: «a», action: do.once, onInterrupted: rerun}" },
            {
                "RB0601",
                "inputs: {k: {type: secret}}\n"
                    + "vars: {v: \"${{ inputs.k }}\"}\n"
                    + "steps:\n"
                    + "  - {id: a, action: do.work, with: {text: \"${{ «vars.v» }}\"}}"
            },
            { "RB0601", "inputs: {k: {type: secret}}\noutputs: {x: \"${{ 'a' + «inputs.k» }}\"}" },
            {
                "RB0601",
                "inputs: {k: {type: secret}}\nsteps:\n  - {id: a, action: do.work, with: {value: {token: \"Bearer ${{ «inputs.k» }}\"}}}"
            },
            { "RB0602", "steps:\n  - {id: a, action: do.work, with: {target: «../other»}}" },
            { "RB0602", "steps:\n  - {id: a, action: do.work, with: {target: «'C:/Windows'»}}" },
            { "RB0601", "inputs: {k: {type: secret}}\nsteps:\n  - {id: a, action: do.work, with: {value: \"key=${{ «inputs.k» }}\"}}" },
            { "RB0014", "vars: {x: «yes»}" },
            { "RB0012", "vars: {x: 1, «x»: 2}" },
            { "RB0009", "vars: {x: «*a}" },
            { "RB0009", "vars: {x: «&a 1}" },
            { "RB0009", "vars: {«<<»: {a: 1}}" },
            { "RB0010", "vars: {x: «!!str 1}" },
            { "RB0007", "vars: {}\n«---\na: 1" },
            { "RB0011", "vars: {«[a]: 1}" },
            { "RB0003", "vars:\n«\tx: 1" },
            { "RB0004", "vars: {x: a«\u0001}" },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_at_its_place(string code, string marked)
    {
        var yaml =
            (
                marked.Contains("steps:", StringComparison.Ordinal)
                && !marked.Contains("«steps»", StringComparison.Ordinal)
                && !marked.StartsWith("- ", StringComparison.Ordinal)
            ) || marked.Contains("«steps»", StringComparison.Ordinal)
                ? Some.Head + marked
                : Some.Head + "steps: [{id: z, action: do.work}]\n" + marked;
        var before = yaml[..yaml.IndexOf('«', StringComparison.Ordinal)];
        var (line, column) = (before.Count(static c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        var length = yaml.Contains('»', StringComparison.Ordinal)
            ? yaml.IndexOf('»', StringComparison.Ordinal) - before.Length - 1
            : (int?)null;
        var found = Load(yaml.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)).Diagnostics;
        var told = string.Join("; ", found.Select(static d => $"{d.Code} at {d.Span} {d.Arguments}"));
        Assert.True(
            found.Any(d => d.Code == code && d.Span.Line == line && d.Span.Column == column && (length is null || d.Span.Length == length)),
            $"wanted {code} at {line}:{column} ({length}), found {told}"
        );
    }

    [Fact]
    public void Every_code_of_the_language_has_an_example_here()
    {
        // In Lint, StrictLanguage, the command's tests (several files), Scenarios/TestFiles, TeamsFile, ManyFindings (what is left out);
        // what version 1.1 brought, by the explanations' own examples, which the house tests carry out.
        var elsewhere = Lint
            .Codes.Concat(StrictLanguage.Codes)
            .Concat(
                (
                    "RB0222 RB0015 RB0001 RB0002 RB0005 RB0006 RB0008 RB0013 RB0106 RB0107 RB0119 RB0120 RB0121 RB0122 RB0126 RB0416 "
                    + "RB0226 RB0302 RB0303 RB0402 RB0133 RB0134 RB0135 RB0901 RB0902 RB0903 RB0904 RB0905 RB0906 RB0907 RB0908"
                ).Split(' ')
            );
        var known = LanguageWords
            .All.Select(static m => m.Code)
            .Where(static c => c.StartsWith("RB", StringComparison.Ordinal) && !c.StartsWith("RB07", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(known, Mistakes.Select(static m => (string)m[0]).Concat(elsewhere).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(
        "vars: {a: \"${{ steps.b.outputs.path }}\"}\n"
            + "steps:\n"
            + "  - {id: b, action: do.work}\n"
            + "  - {id: a, action: do.work, with: {value: \"${{ steps.b.outputs.path }}\"}}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: b, action: do.work, onFailure: continue}\n"
            + "  - {id: a, action: do.work, when: steps.b.state == \"succeeded\", with: {value: \"${{ steps.b.outputs.path "
            + "}}\"}}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: b, action: do.work, onFailure: continue}\n"
            + "  - {id: a, action: do.work, when: \"steps.b.state == 'succeeded' && steps.b.outputs.path == 'x'\"}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: b, action: do.work, onFailure: continue}\n"
            + "  - {id: a, action: do.work, with: {value: \"${{ steps.b.state == 'succeeded' ? steps.b.outputs.path : '' }}\"}}"
    )]
    [InlineData(
        "inputs: {x: {type: boolean}}\n"
            + "steps:\n"
            + "  - {id: b, action: do.work, when: inputs.x}\n"
            + "  - {id: a, action: do.work, when: inputs.x, with: {value: \"${{ steps.b.outputs.path }}\"}}"
    )]
    [InlineData(
        "inputs: {x: {type: boolean}}\n"
            + "steps:\n"
            + "  - {id: g, when: inputs.x, steps: [{id: b, action: do.work}]}\n"
            + "  - {id: a, action: do.work, when: inputs.x, with: {value: \"${{ steps.b.outputs.path }}\"}}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: g, steps: [{id: b, action: do.work}]}\n"
            + "  - {id: p, parallel: [{id: c, action: do.work}]}\n"
            + "  - {id: a, action: do.work, with: {value: \"${{ steps.b.outputs.path }}${{ steps.c.outputs.path }}\"}}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: b, action: do.work, catch: [{on: \"*\", then: abort}]}\n"
            + "  - {id: a, action: do.work, with: {value: \"${{ steps.b.outputs.path }}\"}}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: b, action: do.work}\n"
            + "finally:\n"
            + "  - {id: a, action: do.work, when: steps.b.state == 'succeeded', with: {value: \"${{ steps.b.outputs.path }}\"}}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: b, action: do.work, compensate: {action: do.undo, with: {value: \"${{ steps.b.outputs.path }}\"}}}\n"
            + "outputs: {x: \"${{ steps.b.outputs.path }}\"}"
    )]
    [InlineData(
        "steps:\n"
            + "  - {id: l, forEach: {in: [1], as: x}, steps: [{id: b, action: do.work}, {id: a, action: do.work, with: {value: "
            + "\"${{ x }}${{ steps.b.outputs.path }}\"}}]}\n"
            + "  - {id: c, action: do.work, with: {value: \"${{ steps.l.outputs.count }}\"}}"
    )]
    public void A_sound_reference_is_taken(string yaml) => Assert.Empty(Load(Some.Head + yaml).Diagnostics);

    [Fact]
    public void A_question_with_keys_of_other_letters_is_read()
    {
        const string question = "{name: a, type: choice, label: {ł: a}, choices: [b], default: {ł: a}}";
        var step = $"steps: [{{id: z, action: person.ask, with: {{prompt: {{pl: A, en: A}}, fields: [{question}]}}}}]";
        Assert.NotEmpty(Load(Some.Head + step).Diagnostics);
    }

    [Theory]
    [InlineData("schemaVersion: \"2.0\"\nid: a\nversion: 1.0.0\nname: x\nsteps: [{id: z, action: do.work}]", "RB0107", 1, 16)]
    [InlineData("schemaVersion: \"1.0\"\nid: a\nversion: 1.0\nname: x\nsteps: [{id: z, action: do.work}]", "RB0106", 3, 10)]
    [InlineData("id: a", "RB0104", 1, 1)]
    [InlineData("{}", "RB0104", 1, 1)]
    [InlineData("", "RB0006", 1, 1)]
    [InlineData("# nothing\n", "RB0006", 1, 1)]
    [InlineData("text", "RB0102", 1, 1)]
    [InlineData("- a", "RB0102", 1, 1)]
    [InlineData("a: b: c", "RB0008", 1, 5)]
    [InlineData("b: [1, 2\nc: 3", "RB0008", 1, 5)]
    [InlineData("a: 'x\nb: 1", "RB0008", 1, 4)]
    [InlineData("a: 1\nb: {c: d", "RB0008", 2, 9)]
    [InlineData("a: 1\nb: {c: d\r\n  ", "RB0008", 3, 3)]
    [InlineData("a: 1\nb: {c: d\n", "RB0008", 3, 1)]
    [InlineData("a: \"x", "RB0008", 1, 4)]
    [InlineData("a: \"\\q\"", "RB0008", 1, 4)]
    [InlineData("%FOO\n---\na: 1", "RB0104", 3, 1)]
    [InlineData("a: 1\n b: 2", "RB0008", 2, 3)]
    [InlineData("id: \uFEFFa", "RB0004", 1, 5)]
    public void What_is_no_runbook_is_refused_at_its_place(string yaml, string code, int line, int column)
    {
        var result = Load(yaml);
        Assert.Null(result.Runbook);
        Assert.True(
            result.Diagnostics.Any(d => d.Code == code && (d.Span.Line, d.Span.Column) == (line, column)),
            string.Join("; ", result.Diagnostics)
        );
    }

    [Fact]
    public void All_mistakes_of_a_file_are_found_in_one_pass_and_read_well_in_both_languages()
    {
        const string yaml = """
            schemaVersion: "1.0"
            id: client-update
            version: 1.0.0
            name: {pl: Aktualizacja, en: Update}
            inputs:
              license: {type: file}
            steps:
              - id: Verify
                action: do.wrok
              - id: b
                action: do.work
                needs: [a]
                with:
                  value: ${{ inputs.licence }}
                  text: "a ${{ steps.later.outputs.path }} b"
                timeout: soon
              - {id: later, action: do.work, onFailure: explode}
            outputs:
              x: ${{ string.upcas 'a' }}
            """;
        var result = Load(yaml);
        var messages = new Messages(LanguageWords.All);
        Assert.Null(result.Runbook);
        Assert.Equal(
            ["RB0105", "RB0201", "RB0101", "RB0203", "RB0206", "RB0111", "RB0110", "RB0305"],
            result.Diagnostics.Select(static d => d.Code)
        );
        Snapshot.Match(string.Join("\n\n", result.Diagnostics.Select(d => d.Render(messages, Locale.Pl, result.Text))), "mistakes.pl");
        Snapshot.Match(string.Join("\n\n", result.Diagnostics.Select(d => d.Render(messages, Locale.En, result.Text))), "mistakes.en");
    }

    internal static LoadResult Load(string yaml)
    {
        var library = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["self"] = Some.Runbook("- {id: a, action: runbook.run, with: {runbook: self}}", id: "self"),
            ["broken"] = Some.Runbook("- {id: a}", id: "broken"),
            ["sub"] = Some.Runbook("- {id: a, action: do.work}", "inputs: {n: {type: integer}}", "sub"),
        };
        var path =
            yaml.Contains("«self»", StringComparison.Ordinal) || yaml.Contains("runbook: self", StringComparison.Ordinal)
                ? "self.yaml"
                : "test.yaml";
        return new RunbookLoader(
            FakeActivities.Infos,
            name => library.TryGetValue(name, out var text) ? ($"{name}.yaml", Encoding.UTF8.GetBytes(text)) : null
        ).Load(path, Encoding.UTF8.GetBytes(yaml));
    }
}
