using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>
/// A program that dies at a moment of the clock, in the middle of a long step; scripts let it die before durable operations.
/// </summary>
public sealed class Kills
{
    [Theory]
    [InlineData(11, 12)]
    [InlineData(16, 30)]
    [InlineData(20, 8)]
    public void A_killed_run_resumes_to_the_same_end(int lines, int milliseconds) => Interruption.Kill(lines, milliseconds);
}

public sealed class Signals
{
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void A_signal_stops_a_run_where_it_can_be_resumed(int lines)
    {
        using var station = new TestStation();
        using (var run = station.Start("run", "client-update", "--run-id", Interruption.Id))
        {
            Interruption.WaitFor(run, station, lines, 0);
            run.Interrupt();
            var ended = run.Wait();
            Assert.True(ended.ExitCode is 130 or 0, ended.All);
        }

        Interruption.AssertResumes(station);
    }

    // The program of the dead run is still at work: it must go on neither beside itself nor beside what undoes it.
    [Fact]
    public void What_a_killed_run_left_running_is_ended_before_anybody_is_asked()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var station = new TestStation();
        var (runbook, started) = Interruption.LongWork(station);
        using (var run = Interruption.StartWork(station, runbook, started))
        {
            run.Kill();
            run.Wait();
        }

        var left = File.ReadAllText(started).Trim();
        Assert.True(Directory.Exists("/proc/" + left));
        Assert.Equal(3, station.Run("resume", Interruption.Id).ExitCode);
        Assert.False(Directory.Exists("/proc/" + left) && !IsZombie(left));
        Assert.Equal(0, station.Run("confirm", Interruption.Id, "work", "--choice", "rerun").ExitCode);
        var ended = station.Run("resume", Interruption.Id);
        Assert.True(ended.ExitCode == 0, ended.All);
    }

    [Fact]
    public void What_is_declared_repeatable_is_repeated_and_nobody_is_asked()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var station = new TestStation();
        var (runbook, started) = Interruption.LongWork(station, ", repeatable: true");
        using (var run = Interruption.StartWork(station, runbook, started))
        {
            run.Kill();
            run.Wait();
        }

        // Its start is not on the disk, but with the system: what it left at work is known, shown and ended.
        var left = File.ReadAllText(started).Trim();
        Assert.True(Directory.Exists("/proc/" + left));
        Assert.Contains("work", station.Run("status", Interruption.Id).Out, StringComparison.Ordinal);
        var ended = station.Run("resume", Interruption.Id);
        Assert.True(ended.ExitCode == 0, ended.All);
        Assert.False(Directory.Exists("/proc/" + left) && !IsZombie(left));
        Assert.DoesNotContain("step.waiting", File.ReadAllText(station.Journal(Interruption.Id)), StringComparison.Ordinal);
        Assert.Equal(0, station.Run("replay", Interruption.Id).ExitCode);

        // The log tells of each entry once, when it is appended: what is read again is no news.
        var told = Directory
            .EnumerateFiles(station["var/log/runbook"], "*.clef")
            .SelectMany(File.ReadLines)
            .Select(static l => l.Split("\"Seq\":"))
            .Where(static l => l.Length > 1)
            .Select(static l => l[1].Split(',')[0])
            .ToList();
        Assert.Equal(told.Distinct().Count(), told.Count);
        Assert.Contains("1", told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_closed_terminal_ends_what_the_run_started_as_a_signal_does(bool isClosed)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var station = new TestStation();
        var (runbook, started) = Interruption.LongWork(station);
        using (var run = Interruption.StartWork(station, runbook, started))
        {
            if (isClosed)
            {
                run.HangUp();
            }
            else
            {
                run.Terminate();
            }

            var ended = run.Wait();
            Assert.True(ended.ExitCode == 130, ended.All);
        }

        var child = File.ReadAllText(started).Trim();
        Assert.False(Directory.Exists($"/proc/{child}") && !IsZombie(child), "the command runs on");
        Assert.Contains(
            "run.interrupted",
            File.ReadAllText(Path.Combine(station.Root, "var/runbook/runs", Interruption.Id, "journal.jsonl")),
            StringComparison.Ordinal
        );
    }

    // Ended, and not yet collected by whoever inherited it.
    private static bool IsZombie(string process) => File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
