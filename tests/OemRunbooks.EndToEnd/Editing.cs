using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a support lead does with a runbook before anybody meets it.</summary>
public sealed class Editing
{
    [Fact]
    public void A_built_in_runbook_can_be_taken_edited_and_compared_in_both_languages()
    {
        using var station = new TestStation();
        var given = station.Run("show", "client-update", "--format", "yaml").Out;
        var edited = given.Replace("timeout: 1h", "timeout: 2h", StringComparison.Ordinal);
        File.WriteAllText(station["edited.yaml"], edited);
        Assert.Equal(0, station.Run("lint", station["edited.yaml"]).ExitCode);
        var en = station.Run("diff", "client-update", station["edited.yaml"]);
        Assert.Contains("~ step extract-bundle: timeout: 1h → 2h", en.Out, StringComparison.Ordinal);
        Assert.Contains("~ krok apply-delta: timeout: 1h → 2h", Program.Run(station.Variables, "diff", "client-update", station["edited.yaml"], "--lang", "pl").Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(station.Run("diff", "client-update", station["edited.yaml"], "--format", "json").Out);
        Assert.Equal(["extract-bundle", "apply-delta"], json.RootElement.GetProperty("changes").EnumerateArray().Select(static c => c.GetProperty("name").GetString()));
        Assert.Equal(1, station.Run("diff", "client-update", station["edited.yaml"], "--exit-code").ExitCode);
        Assert.Equal(0, station.Run("diff", "client-update", "aktualizacja-klienta", "--exit-code").ExitCode);
    }

    [Fact]
    public void A_runbook_with_errors_cannot_be_compared_and_its_findings_are_shown()
    {
        using var station = new TestStation();
        File.WriteAllText(station["broken.yaml"], "id: broken\n");
        var run = station.Run("diff", "client-update", station["broken.yaml"]);
        Assert.True(run.ExitCode == 2 && run.Out.Length == 0 && run.Error.Contains("RB0104", StringComparison.Ordinal), run.All);
    }
}
