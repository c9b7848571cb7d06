using System.Text;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Language.Tests.Checks;

/// <summary>What does not keep a runbook from being run, and is a mistake all the same.</summary>
public sealed class Lint
{
    // «…» marks what the caret must underline.
    private const string AskedInside = "{id: «b», action: person.confirm, with: {prompt: x}}";

    public static TheoryData<string, string> Oversights =>
        new()
        {
            { "RB0123", "name: Test\nsteps:\n  - {id: «a», name: Żółw, action: do.work}" },
            { "RB0123", "steps:\n  - {id: a, action: person.confirm, with: {prompt: «Gotów do pracy?»}}" },
            { "RB0220", "inputs: {«x»: {type: string}}\nsteps: [{id: a, action: do.work}]" },
            { "RB0221", "vars: {«x»: 1}\nsteps: [{id: a, action: do.work}]" },
            { "RB0403", "steps:\n  - {id: a, action: do.work, catch: [{on: [fake.other, «person.expired»]}]}" },
            { "RB0403", "steps:\n  - {id: a, action: do.work, retry: {maxAttempts: 2, on: [«person.expired»]}}" },
            {
                "RB0403",
                "steps:\n"
                    + "  - {id: g, steps: [{id: a, action: do.work, catch: [{on: fake.broken, then: continue}]}], catch: [{on: "
                    + "«fake.broken»}]}"
            },
            { "RB0403", "steps:\n  - {id: a, action: do.work, onFailure: continue}\nescalations:\n  - {on: «fake.broken», team: t}" },
            { "RB0403", "steps:\n  - {id: c, action: runbook.run, with: {runbook: sub}, catch: [{on: «fake.broken», then: continue}]}" },
            { "RB0404", "steps:\n  - {id: a, action: do.work, catch: [{on: fake.*, then: abort}, {on: «fake.broken»}]}" },
            { "RB0404", "steps: [{id: a, action: do.work}]\nescalations:\n  - {on: \"*\", team: t}\n  - {on: [«fake.*»], team: u}" },
            { "RB0405", "steps:\n  - {id: a, action: do.work, when: «1 > 2»}" },
            { "RB0405", "steps:\n  - {id: a, action: do.work, when: \"${{ «true» }}\"}" },
            { "RB0406", "steps:\n  - {id: a, action: do.fail}\n  - {id: «b», action: do.work}" },
            { "RB0406", "steps:\n  - {id: g, steps: [{id: a, action: do.fail}]}\n  - {id: «b», action: do.work}" },
            { "RB0408", "steps:\n  - {id: a, action: do.fail, retry: {«maxAttempts»: 3}}" },
            { "RB0415", "steps:\n  - {id: «a», action: do.asked, onFailure: rollback}" },
            { "RB0409", "steps:\n  - {id: «a», action: do.change}\n  - {id: b, action: do.work, onFailure: rollback}" },
            {
                "RB0409",
                "steps:\n"
                    + "  - {id: a, action: do.change, onFailure: rollback}\n"
                    + "  - {id: g, onFailure: rollback, steps: [{id: «b», action: do.change}]}"
            },
            {
                "RB0409",
                "steps:\n"
                    + "  - id: g\n    onFailure: rollback\n    steps:\n"
                    + "      - {id: a, action: do.work, catch: [{on: fake.broken, steps: [{id: «s», action: do.change}], then: abort}]}"
            },
            {
                "RB0409",
                "steps:\n  - id: a\n    action: do.work\n    catch:\n      - on: fake.broken\n        then: abort\n"
                    + "        steps: [{id: «s», action: do.change}, {id: c, action: do.work, onFailure: rollback}]"
            },
            { "RB0414", "steps:\n  - {id: a, action: do.work, with: {text: «'{{ inputs.n }}'»}}" },
            { "RB0414", "steps:\n  - {id: a, action: do.work, with: {text: «'$ {{ inputs.n }}'»}}" },
            { "RB0414", "steps:\n  - {id: a, action: do.work, with: {text: «'a ${HOME} b'»}}" },
            { "RB0414", "vars: {v: [«'{% if x %}'»]}\nsteps:\n  - {id: a, action: do.work, when: vars.v.size > 0}" },
            { "RB0801", "steps:\n  - {id: a, action: run.command, with: {program: «systemctl»}}" },
            { "RB0802", "steps:\n  - {id: a, action: run.command, with: {program: «/usr/bin/systemctl stop core»}}" },
            { "RB0803", "steps:\n  - {id: a, action: run.command, with: {program: /bin/x, arguments: [«$HOME»]}}" },
            { "RB0803", "steps:\n  - {id: a, action: run.command, with: {program: /bin/x, arguments: [x, «'|'», y]}}" },
            { "RB0803", "steps:\n  - {id: a, action: run.command, with: {program: /bin/x, arguments: [«'> out'»]}}" },
            { "RB0501", "steps:\n  - {id: p, parallel: [{id: a, action: do.work}, " + AskedInside + "]}" },
            { "RB0502", "steps:\n  - {id: «a», action: person.confirm, with: {prompt: x}}" },
            { "RB0502", "steps:\n  - {id: «a», action: do.asked}" },
            { "RB0502", "steps:\n  - {id: «a», action: runbook.run, with: {runbook: asking}}" },
        };

    internal static IEnumerable<string> Codes => Oversights.Select(static o => (string)o[0]);

    [Theory]
    [MemberData(nameof(Oversights))]
    public void An_oversight_is_a_warning_at_its_place(string code, string marked)
    {
        var yaml = marked.StartsWith("name:", StringComparison.Ordinal)
            ? Some.Head.Replace("name: Test\n", "", StringComparison.Ordinal) + marked
            : Some.Head + marked;
        var before = yaml[..yaml.IndexOf('«', StringComparison.Ordinal)];
        var (line, column) = (before.Count(static c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        var length = yaml.IndexOf('»', StringComparison.Ordinal) - before.Length - 1;
        yaml = yaml.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var found = Check(yaml).Diagnostics;
        var told = string.Join("; ", found.Select(static d => $"{d.Code} at {d.Span} {d.Arguments}"));
        Assert.True(
            found.Any(d =>
                d.Code == code && d.Severity == Severity.Warning && (d.Span.Line, d.Span.Column, d.Span.Length) == (line, column, length)
            ),
            $"wanted {code} at {line}:{column} ({length}), found {told}"
        );
        Assert.NotNull(Loader().Load("test.yaml", Encoding.UTF8.GetBytes(yaml)).Runbook);
    }

    [Theory]
    [InlineData(
        "inputs: {x: {type: string}}\n"
            + "escalations:\n"
            + "  - {on: fake.broken, team: t, note: \"${{ inputs.x }}\"}\n"
            + "steps: [{id: a, action: do.work}]"
    )]
    [InlineData(
        "inputs: {x: {type: string}}\nvars: {v: \"${{ inputs.x }}\"}\noutputs: {o: \"${{ vars.v }}\"}\nsteps: [{id: a, action: do.work}]"
    )]
    [InlineData("steps:\n  - {id: a, action: do.fail, catch: [{on: fake.broken}]}\n  - {id: b, action: do.work}")]
    [InlineData("inputs: {x: {type: boolean}}\nsteps:\n  - {id: a, action: do.fail, when: inputs.x}\n  - {id: b, action: do.work}")]
    [InlineData("steps:\n  - {id: a, action: do.work, catch: [{on: fake.broken, then: continue}, {on: fake.*}]}")]
    [InlineData(
        "steps:\n"
            + "  - {id: a, action: do.work, catch: [{on: fake.broken, steps: [{id: b, action: do.work}]}]}\n"
            + "escalations: [{on: fake.broken, team: t}]"
    )]
    [InlineData("steps:\n  - {id: c, action: runbook.run, with: {runbook: sub}, catch: [{on: fake.other}]}")]
    [InlineData("steps:\n  - {id: a, action: do.change, compensate: {action: do.undo}}\n  - {id: b, action: do.work, onFailure: rollback}")]
    [InlineData(
        "steps:\n"
            + "  - {id: k, action: do.once, compensate: {action: do.undo, with: {target: \"${{ 'x' }}\"}}}\n"
            + "  - {id: a, action: do.change, with: {target: \"${{  \\\"x\\\" }}\"}}\n"
            + "  - {id: b, action: do.work, onFailure: rollback}"
    )]
    [InlineData("steps:\n  - {id: b, action: do.work, onFailure: rollback}\n  - {id: a, action: do.change}")]
    [InlineData(
        "steps:\n"
            + "  - {id: a, action: do.work, catch: [{on: fake.broken, steps: [{id: s, action: do.change}], then: abort}]}\n"
            + "  - {id: b, action: do.work, onFailure: rollback}"
    )]
    [InlineData("steps:\n  - {id: a, action: person.confirm, with: {prompt: x, allowYes: true}}")]
    [InlineData("steps:\n  - {id: l, forEach: {in: [1]}, steps: [{id: a, action: do.work, with: {list: [/etc, a]}}]}")]
    [InlineData("steps:\n  - {id: a, action: do.work, with: {target: \"a/..b/c\"}}")]
    [InlineData(
        "inputs: {k: {type: secret}}\n"
            + "steps:\n"
            + "  - {id: a, action: do.work, when: \"inputs.k != null\", with: {key: \"${{ inputs.k }}\", value: {deep: [\"${{ "
            + "inputs.k }}\"]}}}"
    )]
    public void What_is_sound_has_no_findings(string yaml) =>
        Assert.Empty(Check(Some.Head + yaml).Diagnostics.Select(static d => $"{d.Code} {d.Span} {d.Arguments}"));

    [Fact]
    public void Without_nobody_there_questions_are_no_findings() =>
        Assert.Empty(
            Loader()
                .Lint("test.yaml", Encoding.UTF8.GetBytes(Some.Head + "steps:\n  - {id: a, action: person.confirm, with: {prompt: x}}"))
                .Diagnostics
        );

    [Fact]
    public void Echoes_of_an_error_are_not_reported() =>
        Assert.Equal(
            ["RB0203"],
            Check(Some.Head + "inputs: {store: {type: file}}\nsteps: [{id: a, action: do.work, with: {target: \"${{ inputs.stroe }}\"}}]")
                .Diagnostics.Select(static d => d.Code)
        );

    [Theory]
    [InlineData("needs: [a]", null)]
    [InlineData("desciption: x", "description")]
    [InlineData("on_error: x", null)]
    [InlineData("version2: 1", "version")]
    public void A_misspelt_key_can_be_mended_for_certain_a_foreign_one_cannot(string line, string? mended) =>
        Assert.Equal(
            mended,
            Check(Some.Head + line + "\nsteps: [{id: a, action: do.work}]").Diagnostics.First(static d => d.Code == "RB0101").Fix?.Text
        );

    [Theory]
    [InlineData("steps:\n  - {id: a, action: do.once, onInterrupted: rerun}")]
    [InlineData("steps:\n  - {id: a, action: do.work, with: {target: ../b}}")]
    [InlineData("steps:\n  - {id: a, action: do.work}\n  - {id: b, action: do.work, when: steps.a.state == 'done'}")]
    [InlineData("inputs: {k: {type: secret}}\nsteps:\n  - {id: a, action: do.work}\noutputs: {x: \"${{ inputs.k }}\"}")]
    public void A_definition_that_a_run_kept_is_read_whatever_is_refused_today(string yaml)
    {
        var bytes = Encoding.UTF8.GetBytes(Some.Head + yaml);
        Assert.Null(Loader().Load("test.yaml", bytes).Runbook);
        Assert.NotNull(
            new RunbookLoader(FakeActivities.Infos, static _ => null) { IsRecorded = true }
                .Load("test.yaml", bytes)
                .Runbook
        );
    }

    private static LoadResult Check(string yaml) => Loader().Lint("test.yaml", Encoding.UTF8.GetBytes(yaml), true);

    private static RunbookLoader Loader() =>
        new(
            Commands.Infos,
            static name =>
                name switch
                {
                    "sub" => (
                        "sub.yaml",
                        Encoding.UTF8.GetBytes(Some.Runbook("- {id: a, action: do.work, catch: [{on: fake.broken}]}", id: "sub"))
                    ),
                    "asking" => (
                        "asking.yaml",
                        Encoding.UTF8.GetBytes(Some.Runbook("- {id: a, action: person.confirm, with: {prompt: x}}", id: "asking"))
                    ),
                    _ => null,
                }
        );
}
