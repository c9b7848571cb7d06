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
}
