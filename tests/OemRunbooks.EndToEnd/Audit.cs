using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What an auditor does with a run, by the real program.</summary>
public sealed class Audit
{
    [Fact]
    public void A_run_is_followed_until_it_is_over_and_sealed()
    {
        using var station = new TestStation();
        Assert.Equal(3, station.Run("run", "station-preparation", "--run-id", "r1").ExitCode);
        using var follower = station.Start("journal", "show", "r1", "--follow", "--format", "json");
        Assert.Equal(0, station.Run("confirm", "r1", "walk-through", "--tick", "all").ExitCode);
        Assert.Equal(0, station.Run("resume", "r1").ExitCode);
        var followed = follower.Wait();
        Assert.True(followed.ExitCode == 0, followed.All);
        var types = followed
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static l => JsonDocument.Parse(l).RootElement.GetProperty("type").GetString())
            .ToList();
        Assert.Equal(File.ReadLines(station.Journal("r1")).Count(), types.Count);
        Assert.Equal("sealed", types[^1]);
        using var whole = JsonDocument.Parse(station.Run("journal", "show", "r1", "--format", "json").Out);
        Assert.Equal(types, whole.RootElement.EnumerateArray().Select(static e => e.GetProperty("type").GetString()));
    }
}
