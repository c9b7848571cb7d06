using OemRunbooks.Reports.Drawing;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The runbook's flow with the path taken; drawn twice, for wide pages and for narrow screens. A long one lies folded.</summary>
internal sealed class FlowFigure(Page page)
{
    /// <summary>A flow with more steps is no picture to look at first.</summary>
    private const int Long = 24;

    internal void Fill(Sheet sheet)
    {
        var flow = page.Report.Flow;
        sheet.Put("has_flow", flow is not null).Put("flow_style", new Inked(FlowStyle.Rules));
        if (flow is null)
        {
            return;
        }

        var words = new FlowWords(flow, page.Language);
        sheet
            .Put("flow_is_long", flow.Count > Long)
            .Put("flow_open", page.Word(Says.FlowOpen(Says.CountSteps(flow.Count))))
            .Put("flow_wide", new FlowSvg(flow, words, "fw", FlowSvg.Wide).Pieces("tw"))
            .Put("flow_narrow", new FlowSvg(flow, words, "fn", FlowSvg.Narrow).Pieces("tn"));
    }
}
