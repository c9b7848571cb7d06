using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>
/// What every HTML document has in its style: the colours of screens and paper, and what stands at the foot of each sheet.
/// </summary>
internal static class PageStyle
{
    private static readonly Lazy<string> Base = new(static () => TemplateText.Of("base.css"));
    private static readonly Lazy<string> Paper = new(static () => TemplateText.Of("paper.css"));

    /// <summary>The style of the papers.</summary>
    internal static Inked Of(Page page) => new(Base.Value + Paper.Value + Foot(page).Markup);

    /// <summary>The colours alone, with the foot of each sheet.</summary>
    internal static Inked Colours(Page page) => new(Base.Value + Foot(page).Markup);

    // In the margin of each sheet: whoever holds one page alone knows of which run it is, and how many there are.
    private static Inked Foot(Page page)
    {
        var receipt = page.Report.Journal.Proof.Receipt;
        var run = page.Say(Says.PaperRun) + ": " + page.Report.RunId;
        var left = receipt is null ? run : $"{run}  ·  {page.Say(Says.PaperReceipt)}: {receipt}";
        var (number, of) = (CssText.Of(page.Say(Says.PaperFooterPage) + " "), CssText.Of($" {page.Say(Says.PaperFooterOf)} "));
        return new(
            $"@page{{@bottom-left{{content:{CssText.Of(left)}}}@bottom-right{{content:{number} counter(page) {of} counter(pages)}}}}\n"
        );
    }
}
