using System.Xml.Linq;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Runbooks drawn by the real program.</summary>
public sealed class Graphs
{
    [Theory]
    [InlineData(null, "flowchart TD")]
    [InlineData("mermaid", "flowchart TD")]
    [InlineData("dot", "digraph runbook {")]
    [InlineData("svg", "<svg ")]
    public void Every_shipped_runbook_is_drawn_in_every_form(string? format, string begins)
    {
        using var station = new TestStation();
        foreach (var name in new[] { "client-update", "escalation", "hardware-drift", "installer-acceptance", "license-recovery", "reinstall", "station-preparation" })
        {
            var drawn = format is null ? station.Run("graph", name) : station.Run("graph", name, "--format", format);
            Assert.True(drawn.ExitCode == 0, drawn.All);
            Assert.StartsWith(begins, drawn.Out, StringComparison.Ordinal);
            if (format == "svg")
            {
                Assert.Equal("svg", XDocument.Parse(drawn.Out).Root!.Name.LocalName);
            }
        }
    }

    [Fact]
    public void A_run_is_drawn_over_the_definition_that_it_kept_and_over_no_other()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "r1").ExitCode);
        var drawn = station.Run("graph", "--run", "r1");
        Assert.Contains("✓ Extract the bundle", drawn.Out, StringComparison.Ordinal);
        Assert.Contains("↷ Approve the older version", drawn.Out, StringComparison.Ordinal);
        Assert.Equal(drawn.Out, station.Run("graph", "client-update", "--run", "r1").Out);
        var other = station.Run("graph", "escalation", "--run", "r1");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("graph.other-runbook", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cant_be_drawn_is_wrong_use()
    {
        using var station = new TestStation();
        Assert.Contains("graph.nothing-named", station.Run("graph").Error, StringComparison.Ordinal);
        Assert.Equal(2, station.Run("graph", "client-update", "--format", "png").ExitCode);
        Assert.Equal(2, station.Run("graph", "no-such-runbook").ExitCode);
    }
}
