using System.Text.RegularExpressions;
using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class Usage
{
    [Fact]
    public void An_unknown_runbook_is_one_line()
    {
        using var station = new TestStation();
        var run = station.Run("run", "client-updat");
        AssertOneLine(run, "runbook.unknown");
        Assert.Contains("client-update", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(station["var/runbook/runs"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rnu")]
    [InlineData("run")]
    [InlineData("run client-update --nonsense")]
    [InlineData("list --format")]
    public void Wrong_use_is_one_line(string arguments) =>
        AssertOneLine(Program.Run(new Dictionary<string, string>(), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)), "usage.wrong");

    [Fact]
    public void Help_shows_each_reader_their_commands_together()
    {
        var help = Program.Run(new Dictionary<string, string>(), "--help", "--lang", "en").Out;
        Assert.Matches("(?s)For technicians:.*  run .*For support leads:.*  lint .*For auditors:.*  journal ", help);
        Assert.DoesNotContain("Others:", help, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_run_is_one_line()
    {
        using var station = new TestStation();
        AssertOneLine(station.Run("resume", "20000101-000000-nothing"), "run.unknown");
        AssertOneLine(station.Run("report", "20000101-000000-nothing"), "run.unknown");
    }

    [Fact]
    public void A_missing_station_is_one_line() =>
        AssertOneLine(Program.Run(new Dictionary<string, string>(), "runs", "--station", Path.Combine(Path.GetTempPath(), "no-such-station-7f3a")), "station.missing");

    [Theory]
    [InlineData("schemaVersion: \"1.0\"\nid: x\n\tname: y\n", "RB0003")]
    [InlineData("schemaVersion: \"1.0\"\nid: [\n", "RB0008")]
    [InlineData("schemaVersion: \"1.0\"\nid: wrong\nnonsense: 1\n", "RB0101")]
    public void An_invalid_file_shows_code_line_and_column(string text, string code)
    {
        using var station = new TestStation();
        var file = station["wrong.yaml"];
        File.WriteAllText(file, text);
        foreach (var command in new[] { "run", "lint" })
        {
            var run = station.Run(command, file);
            Assert.True(run.ExitCode == 2 || (command == "lint" && run.ExitCode == 1), run.All);
            Assert.Matches(Regex.Escape(file) + @":\d+:\d+: error " + code + ": ", run.Error + run.Out);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(station["var/runbook/runs"]));
    }

    private static void AssertOneLine(Finished run, string code)
    {
        Assert.True(run.ExitCode == 2, run.All);
        Assert.True(run.ErrorLines.Count == 1, run.All);
        Assert.Contains(code, run.ErrorLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }
}
