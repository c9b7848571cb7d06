using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>Steps made an activity: everything means the same afterwards, or the offer says why it can't be made.</summary>
public sealed class Extracting : IDisposable
{
    private const string Head = "schemaVersion: \"1.1\"\nid: given\nversion: 1.0.0\nname: {pl: Dany, en: Given}\n";
    private const string Keep = "action: backup.file\n    with: {source: a, target: b}\n";

    private const string Plain =
        Head
        + """
            inputs:
              store: {type: path, default: a}
              mode: {type: choice, choices: [fast, "on"], default: fast}
            vars:
              target: ${{ inputs.store }}/x
            steps:
              - id: first
                action: backup.file
                with: {source: "${{ inputs.store }}", target: "b-${{ inputs.mode }}"}
              # The copy of the copy.
              - id: second # kept
                when: inputs.mode == "fast"
                action: backup.file
                with:
                  source: ${{ steps.first.outputs.path }}
                  target: ${{ vars.target }}
              - id: third
                action: backup.file
                with: {source: "${{ steps.first.outputs.path }}", target: d}

            """;

    private readonly TemporaryLibrary library = new();

    public Extracting() => File.WriteAllText(Path.Combine(library.Root, "a"), "a");

    public void Dispose() => library.Dispose();

    [Fact]
    public async Task Steps_become_an_activity_with_what_they_take_and_give()
    {
        library.Write(
            "given.test.yaml",
            """
            tests:
              - name: {pl: Test, en: Test}
                activities: {first: {outputs: {path: p}}}
                expect: {path: [first, second, third], outcome: succeeded, inputs: {third: {source: p}}}
              - name: {pl: Wolno, en: Slow}
                inputs: {mode: "on"}
                activities: {first: {fails: disk.full}}
                expect:
                  path:
                    - first
                  outcome: failed

            """
        );
        await ExtractAsync(Plain, "id: first", "target: ${{ vars.target }}");
        Assert.Equal(
            """
            schemaVersion: "1.1"
            activity: site.given-part
            version: 1.0.0
            name: {pl: "wykonuje kroki: first, second", en: "carries out the steps first, second"}
            inputs:
              store: {type: path, required: true}
              mode: {type: choice, choices: [fast, "on"], required: true}
              target: {type: path, required: true}
            outputs:
              path: {type: path}
            effect: station
            undo: none
            steps:
              - id: first
                action: backup.file
                with: {source: "${{ inputs.store }}", target: "b-${{ inputs.mode }}"}
              # The copy of the copy.
              - id: second # kept
                when: inputs.mode == "fast"
                action: backup.file
                with:
                  source: ${{ steps.first.outputs.path }}
                  target: ${{ inputs.target }}
            result:
              path: ${{ steps.first.outputs.path }}

            """,
            Read("activities/site.given-part.yaml")
        );
        Assert.EndsWith(
            """
            steps:
              - id: given-part
                action: site.given-part
                with:
                  store: ${{ inputs.store }}
                  mode: ${{ inputs.mode }}
                  target: ${{ vars.target }}
              - id: third
                action: backup.file
                with: {source: "${{ steps.given-part.outputs.path }}", target: d}

            """,
            Read("given.yaml"),
            StringComparison.Ordinal
        );
        Assert.Contains("path: [given-part, first, second, third]", Read("given.test.yaml"), StringComparison.Ordinal);
        Assert.Contains("path:\n        - given-part\n        - first\n", Read("given.test.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    // In a loop: its item goes in.
    [InlineData(
        "steps:\n  - id: each\n    forEach: {in: [a, b], as: one}\n    steps:\n      - id: keep\n        action: backup.file\n"
            + "        with: {source: \"${{ one }}\", target: \"${{ one }}.old\"}\n      - id: again\n        action: backup.file\n"
            + "        with: {source: \"${{ one }}\", target: \"${{ one }}.older\"}\n",
        "id: keep",
        "one }}.older",
        "one: {type: file, required: true}"
    )]
    // The loop itself.
    [InlineData(
        "steps:\n  - id: each\n    forEach: {in: [a], as: one}\n    steps:\n      - id: keep\n        action: backup.file\n"
            + "        with: {source: \"${{ one }}\", target: \"${{ one }}.old\"}\n",
        "id: each",
        ".old",
        "source: \"${{ one }}\""
    )]
    // Codes of the runbook's own move with the step that fails with them.
    [InlineData(
        "codes:\n  given.bad: {pl: Źle, en: Bad, hint: {pl: Popraw, en: Mend}}\n  given.worse: {pl: Gorzej, en: Worse}\nsteps:\n"
            + "  - id: look\n    action: check.that\n    with: {that: \"${{ station.platform == 'linux' }}\", code: given.bad}\n"
            + "  - id: other\n    action: check.that\n    with: {that: \"${{ station.platform == 'linux' }}\", code: given.worse}\n",
        "id: look",
        "code: given.bad",
        "codes:\n  given.bad: {pl: Źle, en: Bad, hint: {pl: Popraw, en: Mend}}\neffect: none"
    )]
    // Whether a single step runs is asked where it stood.
    [InlineData(
        "inputs:\n  go: {type: boolean, default: true}\nsteps:\n  - id: keep\n    when: inputs.go\n    " + Keep,
        "id: keep",
        "target: b",
        "steps:\n  - id: keep\n    action: backup.file"
    )]
    // What runs a program asks its author for examples of what that writes.
    [InlineData(
        "steps:\n  - id: room\n    action: run.command\n    readsOnly: true\n    with: {program: /usr/bin/df}\n"
            + "    outputs: {free: {line: -1, type: size}}\n"
            + "  - id: enough\n    action: check.that\n    with: {that: \"${{ steps.room.outputs.free >= 0 }}\"}\n",
        "id: room",
        "type: size}}",
        "outputs:\n  free: {type: size}\neffect: none"
    )]
    // What is undone step by step says so.
    [InlineData(
        "steps:\n  - id: keep\n    action: backup.file\n    with: {source: a, target: b}\n"
            + "    compensate: {action: backup.restore, with: {from: \"${{ steps.keep.outputs.path }}\", to: a}}\n",
        "id: keep",
        "to: a}}",
        "undo: none # as a whole; its steps are undone one by one"
    )]
    // A secret stays one.
    [InlineData(
        "inputs:\n  key: {type: secret, default: \"env:KEY\"}\nsteps:\n  - id: call\n    action: run.command\n"
            + "    with: {program: /usr/bin/true, environment: {KEY: \"${{ inputs.key }}\"}}\n",
        "id: call",
        "inputs.key }}",
        "key: {type: secret, required: true}\neffect: station"
    )]
    public async Task It_means_the_same_afterwards(string rest, string from, string to, string made)
    {
        var name = await ExtractAsync(Head + rest, from, to);
        Assert.Contains(made, Read($"activities/{name}.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_undoes_the_steps_of_the_activity_as_it_did()
    {
        library.Write(
            "given.test.yaml",
            """
            tests:
              - name: {pl: T, en: T}
                activities: {keep: {outputs: {path: p}}, last: {fails: disk.full}}
                expect: {outcome: rolled-back, compensated: [keep], path: [keep, other, last]}

            """
        );
        await ExtractAsync(
            Head
                + """
                steps:
                  - id: keep
                    action: backup.file
                    with: {source: a, target: b}
                    compensate: {action: backup.restore, with: {from: "${{ steps.keep.outputs.path }}", to: a}}
                  - id: other
                    action: verify.logs
                  - id: last
                    onFailure: rollback
                    action: backup.file
                    with: {source: a, target: c}

                """,
            "id: keep",
            "verify.logs"
        );
        Assert.Contains(": True rolled-back", Assert.Single(Told.Tests(library.Root, "given")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_end_as_they_did_and_the_schema_is_found_one_directory_further()
    {
        var text = "# yaml-language-server: $schema=../schemas/runbook.schema.json\n" + Head + "steps:\n  - id: keep\n    " + Keep;
        await ExtractAsync(text.ReplaceLineEndings("\r\n"), "id: keep", "target: b");
        var made = Read("activities/site.keep.yaml");
        Assert.StartsWith("# yaml-language-server: $schema=../../schemas/activity.schema.json\r\n", made, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", (made + Read("given.yaml")).Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("steps:\n  - id: first\n    " + Keep + "  - id: last\n    actoin: backup.file\n", "id: first", "the runbook has errors")]
    [InlineData("steps: [{id: first, action: backup.file, with: {source: a, target: b}}]\n", "id: first", "written in brackets")]
    [InlineData(
        "steps:\n  - id: both\n    parallel:\n      - id: first\n        action: backup.file\n        with: {source: a, target: b}\n"
            + "      - id: other\n        action: backup.file\n        with: {source: a, target: c}\n",
        "id: first…target: c",
        "run side by side"
    )]
    [InlineData(
        "steps:\n  - id: keep\n    " + Keep + "finally:\n  - id: first\n    " + Keep + "  - id: other\n    " + Keep,
        "id: first…id: other",
        "in finally each step runs"
    )]
    [InlineData("steps:\n  - id: first\n    onFailure: rollback\n    " + Keep, "id: first", "\"first\" rolls the run back")]
    [InlineData(
        "steps:\n  - id: first\n    " + Keep + "  - id: last\n    when: steps.first.state == \"succeeded\"\n    " + Keep,
        "id: first",
        "the state or error of step \"first\" is read"
    )]
    [InlineData(
        "steps:\n  - id: first\n    "
            + Keep
            + "  - id: last\n    action: check.that\n    with: {that: \"${{ steps.first.outputs != null }}\"}\n",
        "id: first",
        "\"steps.first.outputs\" is read as a whole"
    )]
    [InlineData(
        "inputs:\n  all: {type: list, default: [a]}\nsteps:\n  - id: each\n    forEach: {in: \"${{ inputs.all }}\", as: one}\n"
            + "    steps:\n      - id: first\n        action: backup.file\n        with: {source: a, target: \"b-${{ one }}\"}\n",
        "id: first…${{ one }}",
        "nobody knows of what type \"one\" is"
    )]
    [InlineData(
        "steps:\n  - id: made\n    onFailure: continue\n    "
            + Keep
            + "  - id: first\n    when: steps.made.state == \"succeeded\"\n"
            + "    action: backup.file\n    with: {source: \"${{ steps.made.outputs.path }}\", target: c}\n  - id: other\n    "
            + Keep,
        "id: first…target: b",
        "lint would find something afterwards that is not there now: RB0207"
    )]
    public void What_cant_be_done_safely_is_refused_with_its_reason(string rest, string place, string reason) =>
        Refused(rest, place, reason);

    private void Refused(string rest, string place, string reason)
    {
        library.Write("given.yaml", Head + rest);
        var parts = place.Split('…');
        var offer = Offer(parts[0], parts[^1]);
        Assert.Null(offer["edit"]);
        Assert.Contains(reason, (string)offer["disabled"]!["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_would_end_otherwise_is_in_the_way()
    {
        library.Write(
            "given.test.yaml",
            "tests:\n  - name: {pl: T, en: Gone}\n    activities: {copy: {fails: file.missing}}\n"
                + "    expect: {path: [copy, first], code: site.gone}\n"
        );
        const string Steps =
            "codes:\n  site.gone: {pl: A, en: A}\nsteps:\n  - id: copy\n    "
            + Keep
            + "    catch:\n      - on: [file.missing]\n        steps:\n          - id: first\n            action: check.that\n"
            + "            with: {that: false, code: site.gone}\n        then: abort\n";
        Refused(Steps, "id: first", "the test \"Gone\" would end otherwise");
    }

    [Theory]
    [InlineData("path: [call/first, call/second, call/third]", "runbooks/caller.test.yaml names step \"first\"")]
    [InlineData("outcome: succeeded", null)]
    public void Callers_and_their_tests_stay_as_they_are(string expected, string? reason)
    {
        library.Write("given.yaml", Plain);
        library.Write(
            "caller.yaml",
            Head.Replace("given", "caller", StringComparison.Ordinal)
                + "steps:\n  - id: call\n    action: runbook.run\n    with: {runbook: given, inputs: {store: c}}\n"
        );
        library.Write("caller.test.yaml", $"tests:\n  - name: {{pl: T, en: T}}\n    expect: {{{expected}}}\n");
        var offer = Offer("id: first", "target: ${{ vars.target }}");
        Assert.Contains(reason ?? "", (string?)offer["disabled"]?["reason"] ?? "", StringComparison.Ordinal);
        Assert.Equal(reason is null, offer["edit"] is not null);
    }

    private string Read(string name) => File.ReadAllText(library.PathOf(name));

    // Extracts, and holds against each other what the program says before and after; gives the activity's name.
    private async Task<string> ExtractAsync(string text, string from, string to)
    {
        library.Write("given.yaml", text);
        if (!File.Exists(library.PathOf("given.test.yaml")))
        {
            library.Write("given.test.yaml", "tests:\n  - name: {pl: T, en: T}\n    expect: {outcome: succeeded}\n");
        }

        var (found, plan, tests) = (Found(), await Told.PlanAsync(library.Root, "given"), Told.Tests(library.Root, "given"));
        var offer = Offer(from, to);
        Assert.Null((string?)offer["disabled"]?["reason"]);
        Edited.Apply(offer["edit"]!);
        Assert.Empty(Found().Except(found));
        var name = ((string)offer["title"]!).Split(' ')[^1];
        Assert.Equal(plan, (await Told.PlanAsync(library.Root, "given")).Select(s => Unfolded(s, name)));
        Assert.Equal(tests, Told.Tests(library.Root, "given"));
        return name;
    }

    // A step of the activity stands where it stood before.
    private static string Unfolded(string step, string name) =>
        new Regex($@"(?<=^|/){Regex.Escape(name["site.".Length..])}/").Replace(step, "", 1);

    private IEnumerable<string> Found() =>
        Told.Lint(library.Root, [.. Directory.EnumerateFiles(library.PathOf(""), "*.yaml", SearchOption.AllDirectories)])
            .Where(static d => d.Severity == Severity.Error || d.Code != "RB0904")
            .Select(static d => $"{Path.GetFileName(d.File)} {d.Code}");

    private JsonNode Offer(string from, string to)
    {
        using var editor = new Editor(library.Root);
        var path = library.PathOf("given.yaml");
        editor.Open(path);
        var text = File.ReadAllText(path);
        var start = text.IndexOf(from, StringComparison.Ordinal);
        return Assert.Single(Edited.Extractions(editor, path, text, start, text.IndexOf(to, start, StringComparison.Ordinal) + to.Length))!;
    }
}
