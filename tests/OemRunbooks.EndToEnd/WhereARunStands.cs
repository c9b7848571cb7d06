using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class WhereARunStands
{
    [Fact]
    public void A_run_at_work_is_running_for_a_second_terminal_and_one_that_died_is_interrupted()
    {
        using var station = new TestStation();
        Directory.CreateDirectory(station["runbooks"]);
        File.WriteAllText(
            station["runbooks/slow.yaml"],
            "schemaVersion: \"1.0\"\n"
                + "id: slow\n"
                + "version: 1.0.0\n"
                + "name: {pl: Wolny, en: Slow}\n"
                + "steps:\n"
                + "  - {id: nap, action: run.command, with: {program: /bin/sleep, arguments: [\"30\"]}}\n"
        );
        using var run = station.Start("run", "slow", "--run-id", "s1");
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                    File.Exists(station.Journal("s1"))
                    && File.ReadAllText(station.Journal("s1")).Contains("step.started", StringComparison.Ordinal),
                TimeSpan.FromSeconds(30)
            )
        );
        Assert.Equal("running", States(station));
        Assert.DoesNotContain("interrupted", station.Run("status", "s1").Out, StringComparison.Ordinal);
        Assert.Contains("\"standing\": \"running\"", station.Run("report", "s1", "--format", "json").Out, StringComparison.Ordinal);
        Assert.Contains("station.locked", station.Run("resume").Error + station.Run("resume", "s1").Error, StringComparison.Ordinal);
        run.Kill();
        run.Wait();
        Assert.Equal("interrupted", States(station));
        Assert.Contains("\"standing\": \"interrupted\"", station.Run("report", "s1", "--format", "json").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_question_and_its_answer_nothing_speaks_of_a_crash()
    {
        using var station = new TestStation();
        Assert.Equal(3, station.Run("run", "reinstall", "--run-id", "p1").ExitCode);
        Assert.Equal("waiting", States(station));
        Assert.Equal(0, station.Run("confirm", "p1", "confirm").ExitCode);
        Assert.Equal("answered", States(station));
        Assert.DoesNotContain("runbook confirm", station.Run("status", "p1").Out, StringComparison.Ordinal);
        Assert.Equal(2, station.Run("confirm", "p1", "confirm").ExitCode);
        Assert.True(station.Run("resume") is { ExitCode: 0 } or { ExitCode: 3 });
        using var report = JsonDocument.Parse(station.Run("report", "p1", "--format", "json").Out);
        Assert.False(report.RootElement.TryGetProperty("interruptions", out var stops) && stops.GetArrayLength() > 0);
        Assert.DoesNotContain("without notice", station.Run("report", "p1").Out, StringComparison.Ordinal);
    }

    private static string? States(TestStation station)
    {
        using var runs = JsonDocument.Parse(station.Run("runs", "--format", "json").Out);
        return Assert.Single(runs.RootElement.EnumerateArray()).GetProperty("state").GetString();
    }
}
