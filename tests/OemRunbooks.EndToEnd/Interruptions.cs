using System.Diagnostics;
using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class Interruptions
{
    private const string Id = "interrupted-run";

    // One undisturbed run on a station that was built alike is what every disturbed one must equal.
    private static readonly Lazy<IReadOnlyList<string>> Undisturbed = new(static () =>
    {
        using var station = new TestStation();
        var run = station.Run("run", "client-update", "--run-id", Id);
        Assert.True(run.ExitCode == 0, run.All);
        return station.Lasting();
    });

    /// <summary>Journal lines after which the program dies, and milliseconds more, to hit the middle of long steps.</summary>
    public static TheoryData<int, int> Moments => new()
    {
        { 1, 0 }, { 2, 0 }, { 3, 0 }, { 5, 0 }, { 6, 0 }, { 8, 0 }, { 11, 0 }, { 11, 8 }, { 11, 16 }, { 11, 24 }, { 12, 0 }, { 12, 4 }, { 13, 0 },
        { 16, 0 }, { 16, 60 }, { 17, 0 }, { 20, 0 }, { 20, 6 }, { 20, 12 }, { 21, 0 }, { 22, 0 }, { 25, 0 }, { 27, 0 },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void A_killed_run_resumes_to_the_same_end(int lines, int milliseconds)
    {
        using var station = new TestStation();
        using (var run = station.Start("run", "client-update", "--run-id", Id))
        {
            WaitFor(run, station, lines, milliseconds);
            run.Kill();
            run.Wait();
        }

        AssertResumes(station);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(16)]
    public void A_signal_stops_a_run_where_it_can_be_resumed(int lines)
    {
        using var station = new TestStation();
        using (var run = station.Start("run", "client-update", "--run-id", Id))
        {
            WaitFor(run, station, lines, 0);
            run.Interrupt();
            var ended = run.Wait();
            Assert.True(ended.ExitCode is 130 or 0, ended.All);
        }

        AssertResumes(station);
    }

    [Fact]
    public void A_run_that_dies_twice_resumes_as_well()
    {
        using var station = new TestStation();
        using (var run = station.Start("run", "client-update", "--run-id", Id))
        {
            WaitFor(run, station, 11, 5);
            run.Kill();
            run.Wait();
        }

        using (var resume = station.Start("resume", Id))
        {
            WaitFor(resume, station, 18, 0);
            resume.Kill();
            resume.Wait();
        }

        AssertResumes(station);
    }

    private static void AssertResumes(TestStation station)
    {
        if (!IsFinished(station))
        {
            var resumed = station.Run("resume", Id);
            Assert.True(resumed.ExitCode == 0, resumed.All);
        }

        Assert.Equal(Undisturbed.Value, station.Lasting());
        Assert.Empty(station.Leftovers());
        var report = station.Run("report", Id, "--format", "json");
        Assert.True(report.ExitCode == 0, report.All);
    }

    private static bool IsFinished(TestStation station) => File.ReadAllText(station.Journal(Id)).Contains("\"type\":\"run.finished\"", StringComparison.Ordinal);

    private static void WaitFor(Started run, TestStation station, int lines, int milliseconds)
    {
        var journal = station.Journal(Id);
        while (!run.IsOver && Lines(journal) < lines)
        {
            Thread.Yield();
        }

        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since).TotalMilliseconds < milliseconds)
        {
            Thread.Yield();
        }
    }

    private static int Lines(string journal)
    {
        if (!File.Exists(journal))
        {
            return 0;
        }

        using var stream = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes.AsSpan(0, read).Count((byte)'\n');
    }
}
