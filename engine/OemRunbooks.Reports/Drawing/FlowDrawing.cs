using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Folding;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Drawing;

/// <summary>Draws runbooks; with a run's report also the path that the run took. Same runbook and report, same bytes.</summary>
public static class FlowDrawing
{
    /// <summary>A picture of its own, for light and dark screens and for paper.</summary>
    public static string Svg(Runbook runbook, Locale language, RunReport? run = null)
    {
        var flow = FlowReader.Of(runbook, run);
        return new FlowSvg(flow, new(flow, language), "flow", FlowSvg.Wide).Document().Markup;
    }

    /// <summary>A Mermaid flowchart, as wikis and tickets show it.</summary>
    public static string Mermaid(Runbook runbook, Locale language, RunReport? run = null) =>
        FlowMermaid.Write(Graph(runbook, language, run));

    /// <summary>A graph for Graphviz.</summary>
    public static string Dot(Runbook runbook, Locale language, RunReport? run = null) => FlowDot.Write(Graph(runbook, language, run));

    private static FlowGraph Graph(Runbook runbook, Locale language, RunReport? run)
    {
        var flow = FlowReader.Of(runbook, run);
        return new(flow, new(flow, language));
    }
}
