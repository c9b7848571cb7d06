using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Language.Yaml;
using Xunit;

namespace OemRunbooks.House;

public sealed partial class Documentation
{
    [Fact]
    public async Task The_example_of_a_scenario_test_passes()
    {
        var loader = new RunbookLoader(OemActivities.All.Select(static a => a.Info), static _ => null);
        var runbook = loader.Load("client-update.yaml", Encoding.UTF8.GetBytes(Repository.Read("runbooks/client-update.yaml"))).Runbook!;
        var example = Blocks(Repository.Read("docs/en/reference/scenario-tests.md"))[0];
        var file = ScenarioFile.Read("example", Encoding.UTF8.GetBytes(example["```yaml\n".Length..^"```".Length]), runbook);
        Assert.Empty(file.Diagnostics);
        Assert.Empty((await new ScenarioRunner(runbook).RunAsync(Assert.Single(file.Scenarios))).Mismatches);
    }

    private static List<string> Blocks(string page) => [.. Block().Matches(page).Select(static m => m.Value)];

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
