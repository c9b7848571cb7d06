using System.Text;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using Xunit;

namespace OemRunbooks.House;

/// <summary>What lint advises for one mistake in particular: who does as told has a runbook in which nothing is found.</summary>
public sealed class AdviceDone
{
    private const string Head = "schemaVersion: \"1.1\"\nid: example\nversion: 1.0.0\nname: {pl: Przykład, en: Example}\n";
    private const string Look = "steps:\n  - {id: look, action: verify.logs, ";

    // What is written, the advice in English, and what is written then.
    public static TheoryData<string, string, string> Done =>
        new()
        {
            {
                "vars: {dry: true}\n" + Look + "when: !vars.dry}",
                "quote a text or an expression that begins with \"!\": \"!vars.dry\"",
                "vars: {dry: true}\n" + Look + "when: \"!vars.dry\"}"
            },
            {
                "vars: {dry: true}\nsteps:\n  - id: look\n    action: verify.logs\n    when: !vars.dry",
                "quote a text or an expression that begins with \"!\": \"!vars.dry\"",
                "vars: {dry: true}\nsteps:\n  - id: look\n    action: verify.logs\n    when: \"!vars.dry\""
            },
            {
                "inputs: {n: {type: integer, default: 3}}\nsteps:\n"
                    + "  - {id: all, forEach: {in: \"${{ inputs.n }}\"}, steps: [{id: look, name: '${{ item }}', action: verify.logs}]}",
                "such as \"${{ [inputs.n] }}\"",
                "inputs: {n: {type: integer, default: 3}}\nsteps:\n"
                    + "  - {id: all, forEach: {in: \"${{ [inputs.n] }}\"}, steps: [{id: look, name: '${{ item }}', action: verify.logs}]}"
            },
            { Look + "when: platform == 'linux'}", "did you mean \"station.platform\"?", Look + "when: station.platform == 'linux'}" },
            { Look + "when: station.platform == linux}", "did you mean \"'linux'\"?", Look + "when: station.platform == 'linux'}" },
            {
                "inputs: {days: {type: integer, default: 3}}\n" + Look + "when: days > 2}",
                "did you mean \"inputs.days\"?",
                "inputs: {days: {type: integer, default: 3}}\n" + Look + "when: inputs.days > 2}"
            },
            {
                "inputs: {dry: {type: boolean, default: true}}\n" + Look + "when: inputs.dry == yes}",
                "did you mean \"true\"?",
                "inputs: {dry: {type: boolean, default: true}}\n" + Look + "when: inputs.dry == true}"
            },
            {
                "inputs: {dry: {type: boolean, default: true}}\n" + Look + "when: inputs.dry == 1}",
                "such as inputs.dry == true",
                "inputs: {dry: {type: boolean, default: true}}\n" + Look + "when: inputs.dry == true}"
            },
            {
                "inputs: {dry: {type: boolean, default: true}}\n" + Look + "when: inputs.dry == 'yes'}",
                "such as inputs.dry == true",
                "inputs: {dry: {type: boolean, default: true}}\n" + Look + "when: inputs.dry == true}"
            },
            {
                "inputs: {parts: {type: list, default: [a]}}\n" + Look + "when: inputs.parts == 'a'}",
                "such as array.contains(inputs.parts, \"a\")",
                "inputs: {parts: {type: list, default: [a]}}\n" + Look + "when: 'array.contains(inputs.parts, \"a\")'}"
            },
            {
                "inputs: {parts: {type: list, default: [a]}}\n" + Look + "when: inputs.parts == 1}",
                "such as array.size(inputs.parts) == 1",
                "inputs: {parts: {type: list, default: [a]}}\n" + Look + "when: array.size(inputs.parts) == 1}"
            },
            {
                "steps:\n  - {id: both, steps: [{id: look, action: verify.logs}], maxParallel: 2}",
                "maxParallel stands beside parallel",
                "steps:\n  - {id: both, parallel: [{id: look, action: verify.logs}], maxParallel: 2}"
            },
            {
                "steps:\n  - {id: all, forEach: {in: [a]}, maxParallel: 2, steps: [{id: look, name: '${{ item }}', action: verify.logs}]}",
                "move it under forEach",
                "steps:\n  - {id: all, forEach: {in: [a], maxParallel: 2}, steps: [{id: look, name: '${{ item }}', action: verify.logs}]}"
            },
            { "steps:\n  - {id: look}", "add one of these keys", "steps:\n  - {id: look, action: verify.logs}" },
            {
                "steps:\n  - {id: look, action: verify.logs, retry: {attempts: 3, on: [io.failed]}}",
                "did you mean \"maxAttempts\"?",
                "steps:\n  - {id: look, action: verify.logs, retry: {maxAttempts: 3, on: [io.failed]}}"
            },
            { "defaults: {onFailure: abort}\n" + Look + "}", "written in each step", Look + "onFailure: abort}" },
            { Look + "always: [a]}", "stand under finally at the top", Look + "}\nfinally:\n  - {id: note, action: escalate.note}" },
            { Look + "then: continue}", "then stands in a clause only", Look + "catch: [{on: [logs.errors], then: continue}]}" },
            {
                "steps:\n  - {id: both, block: [{id: look, action: verify.logs}]}",
                "did you mean \"steps\"?",
                "steps:\n  - {id: both, steps: [{id: look, action: verify.logs}]}"
            },
            { "steps: []", "write at least one item under it", Look + "}" },
            {
                "inputs: {wait: {type: duration, min: 5s, default: 6s}}\n" + Look + "timeout: \"${{ inputs.wait }}\"}",
                "given in milliseconds: 5000",
                "inputs: {wait: {type: duration, min: 5000, default: 6s}}\n" + Look + "when: 'inputs.wait > duration.of(\"1s\")'}"
            },
            {
                "steps:\n  - {id: list, action: run.command, with: {program: ls -l | grep x}}",
                "program: /bin/sh and arguments: [-c, \"ls -l | grep x\"]",
                "steps:\n  - {id: list, action: run.command, with: {program: /bin/sh, arguments: [-c, \"ls -l | grep x\"]}}"
            },
            {
                "steps:\n  - {id: list, action: run.command, with: {program: ls -l}}",
                "program: /usr/bin/ls and arguments: [-l]",
                "steps:\n  - {id: list, action: run.command, with: {program: /usr/bin/ls, arguments: [-l]}}"
            },
            {
                "steps:\n  - {id: list, action: run.command, with: {program: 'ls; rm -rf /'}}",
                "program: /bin/sh and arguments: [-c, \"ls; rm -rf /\"]",
                "steps:\n  - {id: list, action: run.command, with: {program: /bin/sh, arguments: [-c, \"ls; rm -rf /\"]}}"
            },
            {
                "steps:\n  - {id: list, action: run.command, with: {program: cmd, arguments: [/c, ver]}}",
                "C:/Windows/System32/cmd.exe",
                "steps:\n  - {id: list, action: run.command, with: {program: C:/Windows/System32/cmd.exe, arguments: [/c, ver]}}"
            },
            {
                "steps:\n  - {id: away, action: run.command, with: {program: /usr/bin/rm, arguments: ['*.log']}}",
                "nothing expands a pattern here: program: /bin/sh, arguments: [-c, \"… *.log\"]",
                "steps:\n  - {id: away, action: run.command, with: {program: /bin/sh, arguments: [-c, \"rm *.log\"]}}"
            },
            {
                "steps:\n  - {id: say, action: run.command, with: {program: /usr/bin/echo, arguments: ['a && b']}}",
                "for pipes: program: /bin/sh",
                "steps:\n  - {id: say, action: run.command, with: {program: /bin/sh, arguments: [-c, 'a && b']}}"
            },
        };

    // Another's key at the top, in a step or where it was said to be right, and what it must not be answered with.
    public static TheoryData<string, string> Foreign =>
        new()
        {
            { Look + "dependencies: [a]}", "steps run in their order" },
            { Look + "depends: a}", "steps run in their order" },
            { Look + "depends-on: a}", "steps run in their order" },
            { Look + "withParam: a}", "forEach" },
            { Look + "retryStrategy: {limit: 3}}", "retry: {maxAttempts" },
            { Look + "working-directory: a}", "with.workingDirectory" },
            { Look + "changed_when: a}", "its when" },
            { Look + "delegate_to: a}", "no other machines" },
            { Look + "template: a}", "action" },
            { Look + "tags: [a]}", "there is no such key" },
            { "tags: [a]\n" + Look + "}", "there is no such key" },
            {
                Look + "unknownWord: 1}",
                "known: action, catch, check, compensate, description, forEach, hint, id, maxParallel, name, onFailure, onInterrupted,"
                    + " outputs, parallel, picture, readsOnly, repeatable, retry, skippable, steps, timeout, when, with"
            },
            { "steps:\n  - {id: look, action: x}", "(+" },
            { Look + "retry: {strategy: x, maxAttempts: 2}}", "known: backoff, delay, maxAttempts, maxDelay, on" },
            { "inputs: {a: {type: string, pattern: '('}}\n" + Look + "}", "check brackets and backslashes" },
            { "steps:\n  - {id: there, action: run.command, with: {program: cd, arguments: [x]}}", "with.workingDirectory" },
        };

    [Theory]
    [MemberData(nameof(Done))]
    public void Done_as_told_it_is_right(string wrong, string advice, string right)
    {
        var hints = Hints(Found(wrong)).ToList();
        Assert.True(hints.Exists(h => h.Contains(advice, StringComparison.Ordinal)), string.Join("\n", hints));
        Assert.Empty(Found(right).Select(static d => $"{d.Code} {d.Span} {d.Arguments}"));
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_foreign_word_is_answered_with_what_stands_for_it(string wrong, string advice) =>
        Assert.Contains(Hints(Found(wrong)), h => h.Contains(advice, StringComparison.Ordinal));

    [Fact]
    public void What_is_no_mapping_is_told_once() =>
        Assert.Equal(["RB0102"], Found("steps:\n  - {id: look, action: verify.logs, retry: 3}").Select(static d => d.Code));

    [Theory]
    [InlineData("", "begin with tests:")]
    [InlineData("tests: []", "write at least one item under it")]
    public void A_test_file_is_told_how_it_begins(string text, string advice)
    {
        var runbook = Findings.Loaded("steps: [{id: look, action: verify.logs}]");
        Assert.Contains(Hints(ScenarioFile.Read("a.test.yaml", Encoding.UTF8.GetBytes(text), runbook).Diagnostics), h => h == advice);
    }

    [Fact]
    public void A_teams_file_is_told_its_own_version() =>
        Assert.Equal(
            ["in such a file this program knows 1.0"],
            Hints(TeamsFile.Read("teams.yaml", "schemaVersion: \"1.1\"\nteams: {l3: {name: L3}}"u8, OemActivities.Collectors).Diagnostics)
        );

    private static IEnumerable<string> Hints(IEnumerable<Diagnostic> found) =>
        found.Select(static d => Globals.Words.Hint(d.Code, d.Arguments, Locale.En) ?? "");

    private static IReadOnlyList<Diagnostic> Found(string rest) =>
        new RunbookLoader(OemActivities.All.Select(static a => a.Info), static _ => null)
            .Lint("example.yaml", Encoding.UTF8.GetBytes(Head + rest))
            .Diagnostics;
}
