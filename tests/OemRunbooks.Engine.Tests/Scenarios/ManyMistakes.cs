using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

/// <summary>A law: how many findings a file of tests has never changes the verdict, and what is not shown is counted.</summary>
public sealed class ManyMistakes
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(1_000)]
    public void No_test_of_a_file_runs_that_has_an_error_behind_many_others(int others)
    {
        var runbook = new RunbookLoader(FakeActivities.Infos, static _ => null)
            .Load("test.yaml", Encoding.UTF8.GetBytes(Some.Runbook("- {id: a, action: do.work}")))
            .Runbook!;
        var unknown = string.Concat(Enumerable.Range(0, others).Select(static i => $"      x{i}: {{}}\n"));
        var file = ScenarioFile.Read(
            "test.test.yaml",
            Encoding.UTF8.GetBytes(
                $"tests:\n  - name: {{pl: A, en: A}}\n    expect: {{outcome: succeeded}}\n    activities:\n{unknown}      zz: {{}}\n"
            ),
            runbook
        );
        Assert.False(file.IsGood);
        Assert.Empty(file.Scenarios);
        Assert.Equal(others + 1, file.Diagnostics.Sum(static d => d.Count));
    }
}
