using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>A result that can't be shown: what was done is done, and what was only to be shown was not.</summary>
public sealed class FullOutput
{
    [Fact]
    public void A_run_whose_result_has_no_room_is_told_and_keeps_its_code()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/dev/full"))
        {
            return;
        }

        using var station = new TestStation();
        var (code, said) = Shell.Run(
            station.Root,
            "set -a; . ./demo.env; set +a; runbook run client-update --run-id full > /dev/full",
            "en"
        );
        Assert.Equal(0, code);
        Assert.Contains("output.failed: the result could not be shown (the disk is full); what was done is done", said);
        Assert.Contains("\"outcome\":\"succeeded\"", File.ReadAllText(station.Journal("full")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run client-update --plan")]
    [InlineData("status last")]
    [InlineData("explain fingerprint.mismatch")]
    public void What_was_only_to_be_shown_was_not(string command)
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/dev/full"))
        {
            return;
        }

        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "hardware-drift").ExitCode);
        var (code, said) = Shell.Run(station.Root, $"set -a; . ./demo.env; set +a; runbook {command} > /dev/full", "en");
        Assert.Equal(1, code);
        Assert.Contains("output.lost: the result could not be shown (the disk is full)", said);
        Assert.DoesNotContain("what was done is done", said, StringComparison.Ordinal);
    }
}
