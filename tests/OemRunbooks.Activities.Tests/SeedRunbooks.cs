using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Activities.Tests;

/// <summary>The runbooks that ship with these activities are free of findings.</summary>
public sealed class SeedRunbooks
{
    [Fact]
    public void The_client_update_is_free_of_findings()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "OemRunbooks.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("no repository above the tests");
        }

        var path = Path.Combine(root, "runbooks", "client-update.yaml");
        var loader = new RunbookLoader(OemActivities.All.Select(a => a.Info), _ => null);
        var result = loader.Load("runbooks/client-update.yaml", File.ReadAllBytes(path));
        var words = new Messages(ActivitiesWords.All);
        Assert.True(
            result.Diagnostics.Count == 0,
            string.Join('\n', result.Diagnostics.Select(d => d.Render(words, Locale.En, result.Text)))
        );
        Assert.Equal("client-update", result.Runbook!.Id);
    }
}
