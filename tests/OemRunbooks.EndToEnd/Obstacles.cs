using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class Obstacles
{
    [Fact]
    public void A_log_that_cannot_be_written_does_not_hide_how_the_run_ended()
    {
        using var station = new TestStation();
        File.WriteAllText(station["var/log/runbook"], "a file where the log's directory should be");
        var run = station.Run("run", "client-update");
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("succeeded", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_cannot_be_opened_leaves_nothing_behind()
    {
        using var station = new TestStation();
        var run = station.Run("run", "client-update", "--run-id", "too-large", "--set", "bundle=" + new string('x', 70_000));
        Assert.True(run.ExitCode == 2, run.All);
        Assert.Contains("journal.entry-too-large", run.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(station["var/runbook/runs/too-large"]));
    }

    [Fact]
    public void A_waiting_run_names_the_step_to_answer()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update").ExitCode);

        // The delta has brought the station past the newest bundle: going back needs a person.
        var again = station.Run("run", "client-update", "--run-id", "again");
        Assert.True(again.ExitCode == 3, again.All);
        Assert.Contains("runbook confirm again approve-downgrade", again.Out, StringComparison.Ordinal);
        Assert.Equal(0, station.Run("confirm", "again", "approve-downgrade").ExitCode);
        Assert.Equal(0, station.Run("resume", "again").ExitCode);
    }
}
