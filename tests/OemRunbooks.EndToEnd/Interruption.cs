using System.Diagnostics;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What disturbed runs have in common. The tests stand in several classes, which run side by side.</summary>
internal static class Interruption
{
    internal const string Id = "interrupted-run";

    // One undisturbed run on a station that was built alike is what every disturbed one must equal.
    private static readonly Lazy<IReadOnlyList<string>> Undisturbed = new(static () =>
    {
        using var station = new TestStation();
        var run = station.Run("run", "client-update", "--run-id", Id);
        Assert.True(run.ExitCode == 0, run.All);
        return station.Lasting();
    });

    /// <summary>Kills a run after so many lines of its journal and some time more, resumes it, and compares.</summary>
    internal static void Kill(int lines, int milliseconds)
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

    internal static void AssertResumes(TestStation station)
    {
        if (!IsFinished(station))
        {
            var resumed = station.Run("resume", Id);
            if (resumed.ExitCode == 3)
            {
                // It hit the installer, of which only a person may say that it is to run again.
                Assert.Contains("run-installer --choice rerun", resumed.Out, StringComparison.Ordinal);
                Assert.Equal(0, station.Run("confirm", Id, "run-installer", "--choice", "rerun").ExitCode);
                resumed = station.Run("resume", Id);
            }

            Assert.True(resumed.ExitCode == 0, resumed.All);
        }

        Assert.Equal(Undisturbed.Value, station.Lasting());
        Assert.Empty(station.Leftovers());
        var report = station.Run("report", Id, "--format", "json");
        Assert.True(report.ExitCode == 0, report.All);
    }

    private static bool IsFinished(TestStation station) =>
        File.ReadAllText(station.Journal(Id)).Contains("\"type\":\"run.finished\"", StringComparison.Ordinal);

    internal static void WaitFor(Started run, TestStation station, int lines, int milliseconds)
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
