using System.Text;
using OemRunbooks.Language.Comparing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Language.Tests.Comparing;

/// <summary>Two versions of a runbook differ in what they mean, not in how they are spelt.</summary>
public sealed class MeaningOfEdits
{
    private const string Before = """
        schemaVersion: "1.0"
        id: test
        version: 1.0.0
        name: {pl: Próba, en: Trial}
        inputs:
          store: {type: file, default: a.json}
          mode: {type: choice, choices: [fast, safe], default: fast}
        vars: {root: opt}
        steps:
          - id: a
            action: do.work
            with: {value: "${{ inputs.store }}", text: x}
          - id: b
            name: {pl: Drugi, en: Second}
            action: do.once
            when: inputs.mode == 'fast' && (1 + 2) * 3 == 9
            timeout: 60s
            retry: {maxAttempts: 3, delay: 2s}
            compensate: {action: do.undo, with: {value: 1}}
          - id: g
            steps:
              - {id: c, action: do.work}
              - {id: d, action: do.work, catch: [{on: fake.broken, then: continue}]}
          - {id: e, action: do.asked}
        escalations:
          - {on: [fake.broken], team: l3}
          - {on: ["*"], team: hardware}
        finally:
          - {id: z, action: do.work}
        outputs: {path: "${{ steps.a.outputs.path }}"}
        """;

    [Theory]
    [InlineData("id: a\n", "id: a   # a comment\n")]
    [InlineData("when: inputs.mode == 'fast' && (1 + 2) * 3 == 9", "when: \"${{ inputs.mode==\\\"fast\\\" && ((1+2)*3)==9 }}\"")]
    [InlineData("timeout: 60s", "timeout: 1m")]
    [InlineData("[fast, safe]", "[ fast,safe ]")]
    [InlineData("{value: \"${{ inputs.store }}\", text: x}", "{text: 'x', value: \"${{inputs.store}}\"}")]
    public void A_spelling_changes_nothing(string old, string now) => Assert.Empty(Compare(Edit(old, now)));

    [Theory]
    [InlineData("timeout: 60s", "timeout: 2m", "Changed Step b timeout 1m → 2m")]
    [InlineData("    timeout: 60s\n", "", "Changed Step b timeout 1m → ")]
    [InlineData("text: x", "text: y", "Changed Step a with.text x → y")]
    [InlineData(", text: x", "", "Changed Step a with.text x → ")]
    [InlineData("default: fast", "default: safe", "Changed Input mode default fast → safe")]
    [InlineData("  store: {type: file", "  store: {type: path", "Changed Input store type file → path")]
    [InlineData("then: continue", "then: rollback", "Changed Step d catch[0] fake.broken → continue → fake.broken → rollback")]
    [InlineData("maxAttempts: 3", "maxAttempts: 5", "Changed Step b retry 3 × 2s, backoff 1, max 5m → 5 × 2s, backoff 1, max 5m")]
    [InlineData("team: l3", "team: security", "Changed Escalation fake.broken team l3 → security")]
    [InlineData("{id: e, action: do.asked}", "{id: e, action: do.asked, onFailure: continue}", "Changed Step e onFailure abort → continue")]
    [InlineData("{id: e, action: do.asked}", "{id: e2, action: do.asked}", "Renamed Step e2  e → e2")]
    [InlineData("  - {id: e, action: do.asked}\n", "", "Removed Step e  do.asked → ")]
    [InlineData(
        "  - {id: e, action: do.asked}\n",
        "  - {id: n, action: do.fragile}\n  - {id: e, action: do.asked}\n",
        "Added Step n > g  → do.fragile"
    )]
    [InlineData("root: opt", "root: usr", "Changed Variable root value opt → usr")]
    [InlineData("{path: ", "{file: \"${{ steps.a.outputs.path }}\", path: ", "Added Output file   → ${{ steps.a.outputs.path }}")]
    [InlineData("en: Second", "en: The second", "Changed Step b name.en Second → The second")]
    public void An_edit_is_told_for_what_it_changes(string old, string now, string expected) =>
        Assert.Equal([expected], Compare(Edit(old, now)).Select(Told));

    [Fact]
    public void A_step_that_was_moved_is_named_and_those_that_stayed_are_not()
    {
        const string e = "  - {id: e, action: do.asked}\n";
        var moved = Before
            .Replace(e, "", StringComparison.Ordinal)
            .Replace("steps:\n  - id: a", "steps:\n" + e + "  - id: a", StringComparison.Ordinal);
        Assert.Equal(["Moved Step e  > g → "], Compare(moved).Select(Told));
        var inside = Before
            .Replace(e, "", StringComparison.Ordinal)
            .Replace("      - {id: c,", "      - {id: e, action: do.asked}\n      - {id: c,", StringComparison.Ordinal);
        Assert.Equal(["Moved Step e  > g → g/"], Compare(inside).Select(Told));
    }

    [Fact]
    public void Which_rule_of_escalation_comes_first_matters() =>
        Assert.Equal(
            ["Moved Escalation *  > fake.broken → "],
            Compare(
                    Before.Replace(
                        "  - {on: [fake.broken], team: l3}\n  - {on: [\"*\"], team: hardware}",
                        "  - {on: [\"*\"], team: hardware}\n  - {on: [fake.broken], team: l3}",
                        StringComparison.Ordinal
                    )
                )
                .Select(Told)
        );

    [Fact]
    public void A_renamed_block_takes_its_steps_along() => Assert.Empty(Compare(Edit("- id: g\n", "- id: g\n    onFailure: abort\n")));

    [Fact]
    public void Words_for_people_are_told_apart_from_what_is_done()
    {
        Assert.All(Compare(Edit("en: Second", "en: The second")), static c => Assert.True(c.IsWording));
        Assert.All(Compare(Edit("timeout: 60s", "timeout: 2m")), static c => Assert.False(c.IsWording));
    }

    [Fact]
    public void Each_change_says_where_it_stands_in_both_texts()
    {
        var change = Assert.Single(
            Compare(
                Before
                    .Replace("\ninputs:", "\n\ninputs:", StringComparison.Ordinal)
                    .Replace("timeout: 60s", "timeout: 2m", StringComparison.Ordinal)
            )
        );
        Assert.Equal((13, 14), (change.OldLine, change.NewLine));
    }

    private static string Edit(string old, string now)
    {
        Assert.Contains(old, Before, StringComparison.Ordinal);
        return Before.Replace(old, now, StringComparison.Ordinal);
    }

    private static string Told(Change change) => $"{change.Kind} {change.Part} {change.Name} {change.Field} {change.Old} → {change.New}";

    private static IEnumerable<Change> Compare(string edited) => RunbookDiff.Compare(Load(Before), Load(edited));

    private static Runbook Load(string yaml)
    {
        var loaded = new RunbookLoader(FakeActivities.Infos, static _ => null).Load("test.yaml", Encoding.UTF8.GetBytes(yaml));
        Assert.True(loaded.Runbook is not null, string.Join("; ", loaded.Diagnostics) + "\n" + yaml);
        return loaded.Runbook!;
    }
}
