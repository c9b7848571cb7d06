using System.Text;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Language.Tests.Yaml;

/// <summary>A law: how many findings there are never changes the verdict, and what is not shown is counted.</summary>
public sealed class ManyFindings
{
    public static TheoryData<int> Counts => [0, 1, 199, 200, 201, 1_000];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Warnings_before_an_error_never_make_a_runbook_fit_to_run(int warnings)
    {
        var yaml = Warned(warnings) + "steps:\n  - {id: a, action: do.wrok}\n  - {id: b, action: do.work}\n";
        foreach (
            var result in (LoadResult[])
                [Loader().Load("test.yaml", Encoding.UTF8.GetBytes(yaml)), Loader().Lint("test.yaml", Encoding.UTF8.GetBytes(yaml))]
        )
        {
            Assert.Null(result.Runbook);
            Assert.Equal("RB0201", Assert.Single(result.Diagnostics, static d => d.Severity == Severity.Error).Code);
            Assert.Equal(warnings, result.Diagnostics.Where(static d => d.Severity == Severity.Warning).Sum(static d => d.Count));
        }
    }

    // Every step can be read, and one of them is wrong all the same.
    [Theory]
    [MemberData(nameof(Counts))]
    public void Warnings_before_an_error_inside_a_step_never_make_a_runbook_fit_to_run(int warnings)
    {
        var result = Loader()
            .Load("test.yaml", Encoding.UTF8.GetBytes(Warned(warnings) + "steps:\n  - {id: a, action: do.work, with: {valu: 1}}\n"));
        Assert.Null(result.Runbook);
        Assert.Equal("RB0210", Assert.Single(result.Diagnostics, static d => d.Severity == Severity.Error).Code);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Warnings_alone_never_make_a_runbook_unfit_to_run(int warnings) =>
        Assert.NotNull(
            Loader().Load("test.yaml", Encoding.UTF8.GetBytes(Warned(warnings) + "steps: [{id: a, action: do.work}]\n")).Runbook
        );

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_caller_is_unfit_to_run_when_what_it_calls_has_an_error_behind_many_warnings(int warnings)
    {
        var called = Encoding.UTF8.GetBytes(Warned(warnings) + "steps: [{id: a, action: do.wrok}]\n");
        var loader = new RunbookLoader(FakeActivities.Infos, _ => ("called.yaml", called));
        var result = loader.Load(
            "test.yaml",
            Encoding.UTF8.GetBytes(Some.Runbook("- {id: c, action: runbook.run, with: {runbook: called}}"))
        );
        Assert.Null(result.Runbook);
        Assert.Equal("RB0215", Assert.Single(result.Diagnostics).Code);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void No_team_of_a_file_is_taken_that_has_an_error_behind_many_others(int others)
    {
        var unknown = string.Concat(Enumerable.Range(0, others).Select(static i => $"    x{i}: 1\n"));
        var file = TeamsFile.Read(
            "teams.yaml",
            Encoding.UTF8.GetBytes($"schemaVersion: \"1.0\"\nteams:\n  l3:\n    name: L3\n{unknown}    zz: 1\n"),
            []
        );
        Assert.Empty(file.Teams);
        Assert.Equal(others + 1, file.Diagnostics.Sum(static d => d.Count));
    }

    [Fact]
    public void Of_each_severity_the_first_are_shown_by_place_and_one_finding_counts_the_rest()
    {
        var errors = string.Concat(Enumerable.Range(0, 300).Select(static i => $"  - {{id: s{i}, action: do.wrok}}\n"));
        var found = Loader().Load("test.yaml", Encoding.UTF8.GetBytes(Warned(250) + "steps:\n" + errors)).Diagnostics;
        foreach (var (severity, left) in new[] { (Severity.Warning, 50), (Severity.Error, 100) })
        {
            var all = found.Where(d => d.Severity == severity).ToList();
            Assert.Equal(201, all.Count);
            Assert.Equal(("RB0015", left), (all[^1].Code, all[^1].Count));
            Assert.DoesNotContain(all[..^1], static d => d.Code == "RB0015");
        }

        Assert.Equal(found.OrderBy(static d => d.Span.Line).ThenBy(static d => d.Span.Column), found);
    }

    [Fact]
    public void A_rule_whose_activity_is_missing_makes_the_runbook_unreadable()
    {
        var loader = new RunbookLoader(FakeActivities.Infos.Where(static a => a.Name != "escalate.team"), static _ => null);
        var result = loader.Load(
            "test.yaml",
            Encoding.UTF8.GetBytes(Some.Runbook("- {id: a, action: do.work}", "escalations: [{on: fake.broken, team: l3}]"))
        );
        Assert.Null(result.Runbook);
        Assert.Equal("RB0201", Assert.Single(result.Diagnostics).Code);
    }

    private static RunbookLoader Loader() => new(FakeActivities.Infos, static _ => null);

    private static string Warned(int warnings) => Some.Head + $"vars: {{x: [{string.Join(',', Enumerable.Repeat("yes", warnings))}]}}\n";
}
