using System.Text;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Language.Tests.Checks;

/// <summary>What version 1.1 of the language forbids is an error there, and a warning of <c>lint</c> in a file of version 1.0.</summary>
public sealed class StrictLanguage
{
    private const string Ask =
        "  - {id: ask, action: person.ask, with: {prompt: x, fields: [{name: wipe, type: boolean}, "
        + "{name: days, type: integer, min: 1, max: 9}]}}\n";

    // «…» marks what the caret must underline.
    public static TheoryData<string, string> Mistakes =>
        new()
        {
            { "RB0114", "inputs: {n: {type: integer, min: 1, max: 9, default: «50»}}\nsteps: [{id: a, action: do.work}]" },
            { "RB0114", "inputs: {n: {type: string, pattern: '[A-Z]+', default: «ab»}}\nsteps: [{id: a, action: do.work}]" },
            { "RB0114", "inputs: {n: {type: duration, max: 60000, default: «5m»}}\nsteps: [{id: a, action: do.work}]" },
            { "RB0101", "steps:\n  - {id: a, action: person.ask, with: {prompt: x, fields: [{name: x, «typ»: integer}]}}" },
            { "RB0101", "steps:\n  - {id: a, action: person.ask, with: {prompt: {pl: x, en: x, «de»: x}, fields: [{name: x}]}}" },
            { "RB0101", "steps:\n  - {id: a, action: person.checklist, with: {prompt: x, items: [{id: x, text: x, «requird»: true}]}}" },
            { "RB0104", "steps:\n  - {id: a, action: person.ask, with: {prompt: x, fields: [«{type: integer}]}}" },
            { "RB0104", "steps:\n  - {id: a, action: person.ask, with: {prompt: x, fields: [«{name: x, type: choice}]}}" },
            { "RB0212", "steps:\n  - {id: a, action: person.ask, with: {prompt: x, fields: [{name: x, type: «intger»}]}}" },
            {
                "RB0212",
                "steps:\n  - {id: a, action: person.ask, with: {prompt: x, fields: [{name: x, type: integer, max: 3, default: «4»}]}}"
            },
            { "RB0110", "steps:\n  - {id: a, action: person.ask, with: {prompt: x, fields: [{name: x, pattern: «'('»}]}}" },
            { "RB0223", $"steps:\n{Ask}  - {{id: b, action: do.work, when: steps.ask.outputs.answers.«wype»}}" },
            { "RB0225", "steps:\n  - {id: a, action: do.work, when: steps.«b».state == 'succeeded'}\n  - {id: b, action: do.work}" },
            {
                "RB0225",
                "steps:\n  - {id: l, forEach: {in: [x]}, steps: [{id: b, action: do.work}]}\n"
                    + "  - {id: c, action: do.work, when: steps.«b».state == 'succeeded'}"
            },
            { "RB0410", "inputs: {n: {type: integer}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.n»}" },
            { "RB0410", "inputs: {n: {type: string}}\nsteps:\n  - {id: a, action: do.work, when: '!«inputs.n»'}" },
            { "RB0410", "inputs: {n: {type: list}}\nsteps:\n  - {id: a, action: do.work, when: '1 == 2 || «inputs.n»'}" },
            { "RB0410", $"steps:\n{Ask}  - {{id: b, action: do.work, when: «steps.ask.outputs.answers.days»}}" },
            { "RB0410", "vars: {v: x}\nsteps:\n  - {id: a, action: do.work, with: {text: \"${{ «vars.v» ? 'a' : 'b' }}\"}}" },
            {
                "RB0411",
                "steps:\n  - {id: a, action: run.command, with: {program: /bin/x}}\n"
                    + "  - {id: b, action: do.work, when: «steps.a.outputs.exitCode == '0'»}"
            },
            { "RB0411", "inputs: {b: {type: boolean}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.b == 'true'»}" },
            { "RB0411", "inputs: {b: {type: string}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.b > 5»}" },
            { "RB0411", "inputs: {b: {type: list}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.b != 'x'»}" },
            { "RB0411", $"steps:\n{Ask}  - {{id: b, action: do.work, when: «steps.ask.outputs.answers.wipe == 'yes'»}}" },
            { "RB0412", "inputs: {v: {type: version}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.v > '2024.9'»}" },
            { "RB0412", "inputs: {d: {type: duration}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.d >= '5m'»}" },
            { "RB0413", "inputs: {c: {type: choice, choices: [x, y]}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.c == 'z'»}" },
            { "RB0413", "inputs: {n: {type: integer, max: 9}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.n > 9»}" },
            { "RB0413", $"steps:\n{Ask}  - {{id: b, action: do.work, when: «steps.ask.outputs.answers.days >= 1»}}" },
            { "RB0413", "steps:\n  - {id: a, action: do.work}\n  - {id: b, action: do.work, when: «steps.a.state == 'failed'»}" },
            { "RB0413", "inputs: {c: {type: string}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.c == 'x' && inputs.c == 'y'»}" },
            { "RB0413", "inputs: {c: {type: string}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.c != 'x' || inputs.c != 'y'»}" },
            { "RB0413", "inputs: {c: {type: string}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.c == 'x' || inputs.c != 'x'»}" },
            { "RB0413", "inputs: {c: {type: string}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.c == 'x' || true»}" },
            { "RB0413", "inputs: {c: {type: boolean}}\nsteps:\n  - {id: a, action: do.work, when: «inputs.c && !inputs.c»}" },
            { "RB0417", "steps:\n  - {id: a, forEach: {in: «abc»}, steps: [{id: b, action: do.work}]}" },
            { "RB0417", "steps:\n  - {id: a, forEach: {in: «{a: 1}}, steps: [{id: b, action: do.work}]}" },
            {
                "RB0417",
                "inputs: {n: {type: integer}}\nsteps:\n  - {id: a, forEach: {in: '${{ «inputs.n» }}'}, steps: [{id: b, action: do.work}]}"
            },
            { "RB0212", "steps:\n  - {id: a, action: do.work, with: {text: «[a]}}" },
            { "RB0804", "steps:\n  - {id: a, action: run.command, with: {program: /bin/x, allowedExitCodes: ['0', «x»]}}" },
            { "RB0229", "vars: {«a»: '${{ vars.b }}', b: '${{ vars.a }}'}\nsteps: [{id: a, action: do.work}]" },
            { "RB0229", "vars: {«a»: 'x${{ vars.a }}'}\nsteps: [{id: a, action: do.work}]" },
            { "RB0230", "inputs: {«a»: {type: string, default: '${{ inputs.b }}'}, b: {type: string}}\nsteps: [{id: a, action: do.work}]" },
            { "RB0130", "steps:\n  - {id: a, action: do.work, timeout: «0s»}" },
            { "RB0130", "defaults: {timeout: «0ms»}\nsteps:\n  - {id: a, action: do.work}" },
            { "RB0131", "inputs: {n: {type: integer, min: «5», max: 2}}\nsteps:\n  - {id: a, action: do.work}" },
            {
                "RB0131",
                "steps:\n  - {id: a, action: person.ask, with: {prompt: x, fields: [{name: x, type: integer, min: «5», max: 2}]}}"
            },
            { "RB0128", "steps:\n  - {id: a, parallel: «[]}" },
            { "RB0128", "steps:\n  - {id: a, steps: «[]}" },
            { "RB0128", "steps:\n  - {id: a, forEach: {in: [x]}, steps: «[]}" },
        };

    public static TheoryData<string> Sound =>
        [
            "inputs: {v: {type: version}, w: {type: version}}\nsteps:\n  - {id: a, action: do.work, when: inputs.v > inputs.w}",
            "inputs: {v: {type: version}}\nsteps:\n  - {id: a, action: do.work, when: inputs.v > version.of('2024.9')}",
            "inputs: {v: {type: string}}\nsteps:\n  - {id: a, action: do.work, when: number(inputs.v) > 5}",
            "inputs: {v: {type: integer}}\nsteps:\n  - {id: a, action: do.work, when: inputs.v == null}",
            $"steps:\n{Ask}  - {{id: b, action: do.work, when: steps.ask.outputs.answers.wipe && steps.ask.outputs.answers.days > 3}}",
            "steps:\n  - {id: a, action: do.work, onFailure: continue}\n  - {id: b, action: do.work, when: steps.a.state == 'failed'}",
            "steps:\n  - {id: l, forEach: {in: [x]}, steps: [{id: a, action: do.work, onFailure: continue}, "
                + "{id: b, action: do.work, when: steps.a.state == 'failed'}]}",
            "vars: {t: \"\n\n    \u00A0 set in by a hard blank, as texts may\"}\n"
                + "steps: [{id: a, action: do.work, with: {text: '${{ vars.t }}'}}]",
            "vars: {a: '${{ vars.b }}', b: '${{ vars.c }}', c: x}\n" + "steps: [{id: a, action: do.work, with: {text: '${{ vars.a }}'}}]",
            "steps:\n  - {id: a, action: do.work, with: {text: \"$${{ x }} ${{ '}}' }}\"}}",
        ];

    internal static IEnumerable<string> Codes => Mistakes.Select(static m => (string)m[0]);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void It_is_an_error_at_its_place(string code, string marked)
    {
        var yaml = Strict(marked);
        var before = yaml[..yaml.IndexOf('«', StringComparison.Ordinal)];
        var (line, column) = (before.Count(static c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        var found = Loader().Load("test.yaml", Bytes(yaml)).Diagnostics;
        Assert.True(
            found.Any(d => d.Code == code && d.Severity == Severity.Error && (d.Span.Line, d.Span.Column) == (line, column)),
            $"wanted {code} at {line}:{column}, found {Told(found)}"
        );
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void In_a_file_of_version_1_0_lint_warns_and_it_runs(string code, string marked)
    {
        var bytes = Bytes(Some.Head + marked);
        var found = Loader().Lint("test.yaml", bytes).Diagnostics;
        Assert.True(found.Any(d => d.Code == code && d.Severity == Severity.Warning), $"wanted {code}, found {Told(found)}");
        Assert.NotNull(Loader().Load("test.yaml", bytes).Runbook);
    }

    // It was run when nothing forbade it, and its journal is replayed for ever.
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_a_run_kept_is_read_all_the_same(string code, string marked)
    {
        var loader = new RunbookLoader(Commands.Infos, static _ => null) { IsRecorded = true };
        var read = loader.Load("test.yaml", Bytes(Strict(marked)));
        Assert.True(read.Runbook is not null, $"{code}: {Told(read.Diagnostics)}");
    }

    [Fact]
    public void A_circle_of_very_many_variables_is_told_once_and_at_once()
    {
        const int many = 4_000;
        var vars = Enumerable.Range(0, many).Select(static i => $"  v{i}: ${{{{ vars.v{(i + 1) % many} }}}}\n");
        var found = Loader()
            .Load("test.yaml", Bytes(Strict($"vars:\n{string.Concat(vars)}steps: [{{id: a, action: do.work}}]")))
            .Diagnostics;
        var circle = Assert.Single(found, static d => d.Code == "RB0229");
        Assert.Equal(Severity.Error, circle.Severity);
    }

    // Alone, a text only says that it is something: that may well be the other value, too.
    [Theory]
    [InlineData("inputs.c && inputs.c == 'x'")]
    [InlineData("\"!inputs.c || inputs.c != 'x'\"")]
    public void A_text_alone_decides_no_comparison(string when)
    {
        var yaml = $"{Some.Head}inputs: {{c: {{type: string}}}}\nsteps:\n  - {{id: a, action: do.work, when: {when}}}";
        var found = Loader().Lint("test.yaml", Bytes(yaml)).Diagnostics;
        Assert.DoesNotContain(found, static d => d.Code == "RB0413");
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void What_is_sound_is_not_told_of(string yaml)
    {
        var found = Loader().Lint("test.yaml", Bytes(Strict(yaml))).Diagnostics;
        Assert.True(found.All(static d => d.Code is "RB0113" or "RB0220"), Told(found));
    }

    [Fact]
    public void A_dollar_before_the_braces_makes_them_text()
    {
        var runbook = Loader()
            .Load("test.yaml", Bytes(Strict("steps:\n  - {id: a, action: do.work, with: {text: \"a $${{ x }} b\"}}")))
            .Runbook!;
        Assert.Equal("a ${{ x }} b", ((Language.Expressions.Template.Literal)runbook.Steps[0].With[0].Template).Value.ToText());
    }

    private static string Strict(string marked) => Some.Head.Replace("1.0\"", "1.1\"", StringComparison.Ordinal) + marked;

    private static byte[] Bytes(string marked) =>
        Encoding.UTF8.GetBytes(marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));

    private static string Told(IEnumerable<Diagnostic> found) =>
        string.Join("; ", found.Select(static d => $"{d.Severity} {d.Code} at {d.Span} {d.Arguments}"));

    private static RunbookLoader Loader() => new(Commands.Infos, static _ => null);
}
