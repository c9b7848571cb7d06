using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What the program says about activities, codes, plans and questions.</summary>
public sealed class References
{
    [Fact]
    public void An_activity_is_described_with_an_example()
    {
        var run = Run("activities", "backup.file", "--lang", "pl");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Kopiuje plik", run.Out, StringComparison.Ordinal);
        Assert.Contains("  action: backup.file", run.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("activities", "--format", "json").Out);
        Assert.Contains(json.RootElement.EnumerateArray(), static a => a.GetProperty("name").GetString() == "runbook.run");
    }

    [Theory]
    [InlineData("activities", "backup.fil", "activity.unknown", "backup.file")]
    [InlineData("explain", "fingerprint.mismach", "code.unknown", "fingerprint.mismatch")]
    [InlineData("explain", "RB02033", "code.unknown", "RB0203")]
    public void An_unknown_name_is_answered_with_the_nearest_one(string command, string name, string code, string meant)
    {
        var run = Run(command, name, "--lang", "en");
        Assert.True(run.ExitCode == 2 && run.Out.Length == 0 && run.ErrorLines.Count == 1, run.All);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
        Assert.Contains(meant, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fingerprint.mismatch", "verify.fingerprint")]
    [InlineData("rb0203", "RB0203")]
    [InlineData("store.taken-as-empty", "--store")]
    public void A_code_is_explained(string code, string named)
    {
        var run = Run("explain", code, "--lang", "en");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(named, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_does_not_fail_over_what_an_earlier_step_would_have_changed()
    {
        using var station = new TestStation();
        File.Copy(station["backups/license_store.old.json"], station["secrets/license_store.json"], overwrite: true);
        var before = station.Snapshot("secrets", "opt", "backups", "var/outbox");
        var plan = station.Run("run", "license-recovery", "--plan");
        Assert.True(plan.ExitCode == 0, plan.All);
        Assert.Contains("can be judged only after", plan.All, StringComparison.Ordinal);
        Assert.Equal(before, station.Snapshot("secrets", "opt", "backups", "var/outbox"));
        using var other = new TestStation();
        Assert.Equal(0, other.Run("run", "reinstall", "--plan").ExitCode);
    }

    [Fact]
    public void A_called_runbooks_steps_are_shown_under_their_own_titles()
    {
        using var station = new TestStation();
        File.Copy(station["backups/license_store.old.json"], station["secrets/license_store.json"], overwrite: true);
        Assert.Equal(3, station.Run("run", "hardware-drift", "--set", "baseline=backups/hardware.old.json", "--run-id", "drift").ExitCode);
        Assert.Equal(0, station.Run("confirm", "drift", "ask-recovery").ExitCode);
        var run = station.Run("resume", "drift");
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("Re-encrypt", run.Error, StringComparison.Ordinal);
        Assert.Contains("Hand the report to L3", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_run_is_the_one_that_began_last_whatever_its_id()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "hardware-drift", "--run-id", "zz").ExitCode);
        Assert.Equal(0, station.Run("run", "hardware-drift", "--run-id", "aa").ExitCode);
        Assert.StartsWith("aa ", station.Run("status", "last").Out, StringComparison.Ordinal);
        Assert.StartsWith("aa ", station.Run("runs").Out.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_which_nothing_is_ticked_is_not_recorded()
    {
        using var station = new TestStation();
        Assert.Equal(3, station.Run("run", "station-preparation", "--run-id", "stick").ExitCode);
        var journal = File.ReadAllBytes(station.Journal("stick"));
        var forgotten = station.Run("confirm", "stick", "walk-through");
        Assert.True(forgotten.ExitCode == 2, forgotten.All);
        Assert.Contains("confirm.nothing-ticked", forgotten.Error, StringComparison.Ordinal);
        Assert.Equal(journal, File.ReadAllBytes(station.Journal("stick")));
        var status = station.Run("status", "stick").Out;
        Assert.Contains("runbook confirm stick walk-through --tick all", status, StringComparison.Ordinal);
        Assert.Contains("item-8: ", status, StringComparison.Ordinal);
    }

    private static Finished Run(params string[] arguments) => Program.Run(new Dictionary<string, string>(), arguments);
}
