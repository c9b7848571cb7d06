using System.Xml.Linq;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Drawings of the real program, read by somebody else's reader. What else they show is the subject of scripts.</summary>
public sealed class Graphs
{
    [Fact]
    public void Every_shipped_runbook_is_drawn_as_xml_that_can_be_read()
    {
        using var station = new TestStation();
        foreach (
            var name in new[]
            {
                "client-update",
                "escalation",
                "hardware-drift",
                "installer-acceptance",
                "license-recovery",
                "reinstall",
                "station-preparation",
            }
        )
        {
            var drawn = station.Run("graph", name, "--format", "svg");
            Assert.True(drawn.ExitCode == 0, drawn.All);
            Assert.Equal("svg", XDocument.Parse(drawn.Out).Root!.Name.LocalName);
        }
    }
}
