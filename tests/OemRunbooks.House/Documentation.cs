using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Engine.Yaml;
using Xunit;

namespace OemRunbooks.House;

public sealed partial class Documentation
{
    [Fact]
    public void Reference_pages_in_both_languages_have_the_same_headings_and_code()
    {
        var pages = Repository.Files("docs/en/reference").Where(static f => f.EndsWith(".md", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pages);
        Assert.All(pages, static page =>
        {
            var (en, pl) = (Repository.Read(page), Repository.Read(page.Replace("docs/en/", "docs/pl/", StringComparison.Ordinal)));
            Assert.Equal(Headings(en), Headings(pl));
            Assert.Equal(Blocks(en), Blocks(pl));
        });
    }

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

    private static List<int> Headings(string page) => [.. Heading().Matches(Block().Replace(page, "")).Select(static m => m.Groups[1].Length)];

    private static List<string> Blocks(string page) => [.. Block().Matches(page).Select(static m => m.Value)];

    [GeneratedRegex("^(#+) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
