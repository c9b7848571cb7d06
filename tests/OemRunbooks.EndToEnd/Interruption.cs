using System.Diagnostics;
using System.Runtime.Versioning;
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

    /// <summary>
    /// A runbook of the one step <c>work</c>: its program notes its process and goes on for long; when it runs again, it is done at once.
    /// </summary>
    /// <returns>The runbook, and the file with the process.</returns>
    [UnsupportedOSPlatform("windows")]
    internal static (string Runbook, string Started) LongWork(TestStation station, string more = "")
    {
        var program = station["work.sh"];
        File.WriteAllText(program, "#!/bin/sh\ntest -e started && exit 0\necho $$ > started.tmp\nmv started.tmp started\nsleep 600\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(
            station["work.yaml"],
            "schemaVersion: \"1.0\"\nid: work\nversion: 1.0.0\nname: Work\n"
                + "steps:\n  - {id: work, action: run.command, with: {program: work.sh"
                + more
                + "}}\n"
        );
        return (station["work.yaml"], station["started"]);
    }

    /// <summary>Runs it until its program is at work.</summary>
    internal static Started StartWork(TestStation station, string runbook, string started)
    {
        var run = station.Start("run", runbook, "--run-id", Id);
        SpinWait.SpinUntil(() => File.Exists(started) || run.IsOver, TimeSpan.FromMinutes(1));
        Assert.True(File.Exists(started), run.IsOver ? run.Wait().All : "the command did not start");
        return run;
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
