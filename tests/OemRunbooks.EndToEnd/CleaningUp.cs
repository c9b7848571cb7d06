using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What <c>clean</c> removes of a run whose time is over leaves an honest journal.</summary>
public sealed class CleaningUp
{
    [Fact]
    public void Evidence_and_reports_past_their_keeping_go_and_the_journal_says_that_they_are_absent()
    {
        using var station = new TestStation();
        station.Run("run", "client-update", "--run-id", "old", "--yes");
        station.Run("run", "client-update", "--run-id", "new", "--yes");
        station.Run("report", "old", "--form", "customer", "--out", station["var/runbook/runs/old"]);
        Directory.CreateDirectory(station["var/runbook/uploads"]);
        File.WriteAllText(station["var/runbook/uploads/0123456789abcdef.jpg"], "a photo that no answer took");
        File.WriteAllText(station["var/runbook/uploads/fedcba9876543210.jpg"], "a photo of now");
        File.SetLastWriteTimeUtc(station["var/runbook/uploads/0123456789abcdef.jpg"], DateTime.UtcNow - TimeSpan.FromDays(2));
        File.SetLastWriteTimeUtc(station.Journal("old"), DateTime.UtcNow - TimeSpan.FromDays(40));

        var kept = station.Run("clean", "--plan");
        Assert.DoesNotContain("report.en.html", kept.Out, StringComparison.Ordinal);

        var cleaned = station.Run("clean", "--days", "30");
        Assert.Equal(0, cleaned.ExitCode);
        Assert.Contains("var/runbook/runs/old/evidence", cleaned.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(station["var/runbook/runs/old/evidence"]));
        Assert.False(File.Exists(station["var/runbook/runs/old/report.en.html"]));
        Assert.False(File.Exists(station["var/runbook/runs/old/report.customer.en.html"]));
        Assert.True(File.Exists(station["var/runbook/runs/new/report.en.html"]));
        Assert.Equal(
            ["fedcba9876543210.jpg"],
            Directory.EnumerateFiles(station["var/runbook/uploads"]).Select(static f => Path.GetFileName(f))
        );

        var verified = station.Run("journal", "verify", "old", "new");
        Assert.Contains("VALID  old", verified.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("INVALID", verified.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("absent 0", verified.Out.Split("VALID  new")[0], StringComparison.Ordinal);
        Assert.Equal(0, station.Run("report", "old", "--format", "md").ExitCode);
    }
}
