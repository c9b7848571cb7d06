using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Journal lines after which the program dies, and milliseconds more, to hit the middle of long steps.</summary>
public sealed class EarlyKills
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 0)]
    [InlineData(8, 0)]
    [InlineData(11, 0)]
    [InlineData(11, 12)]
    [InlineData(11, 24)]
    [InlineData(12, 0)]
    public void A_killed_run_resumes_to_the_same_end(int lines, int milliseconds) => Interruption.Kill(lines, milliseconds);
}

/// <summary>As <see cref="EarlyKills"/>, in the second half of the runbook.</summary>
public sealed class LateKills
{
    [Theory]
    [InlineData(13, 0)]
    [InlineData(16, 30)]
    [InlineData(20, 0)]
    [InlineData(20, 8)]
    [InlineData(21, 0)]
    [InlineData(27, 0)]
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

    [Fact]
    public void A_run_that_dies_twice_resumes_as_well()
    {
        using var station = new TestStation();
        using (var run = station.Start("run", "client-update", "--run-id", Interruption.Id))
        {
            Interruption.WaitFor(run, station, 11, 5);
            run.Kill();
            run.Wait();
        }

        using (var resume = station.Start("resume", Interruption.Id))
        {
            Interruption.WaitFor(resume, station, 18, 0);
            resume.Kill();
            resume.Wait();
        }

        Interruption.AssertResumes(station);
    }
}
