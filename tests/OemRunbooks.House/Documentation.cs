using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Fleet;
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

    [Fact]
    public void The_example_of_a_digest_of_the_field_is_one()
    {
        var example = Blocks(Repository.Read("docs/en/reference/field-digest.md"))[0];
        var path = Path.Combine(Directory.CreateTempSubdirectory("digest-").FullName, FieldDigest.FileName);
        File.WriteAllText(path, example["```json\n".Length..^"```".Length]);
        var digest = FieldDigest.Read(Disk.All, path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        var step = digest.Runbooks["client-update"].Steps["verify-fingerprint"];
        Assert.Equal((412, 12, 1200L), (step.Reached, step.Failed, step.Median));
    }

    private static List<string> Blocks(string page) => [.. Block().Matches(page).Select(static m => m.Value)];

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
