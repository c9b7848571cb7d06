using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Forms;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Checklists;

/// <summary>Writes the empty checklist of a runbook, to be printed and filled in by hand.</summary>
public static class ChecklistRenderer
{
    private static readonly ReportTemplate MarkdownTemplate = new("checklist.md.scriban");
    private static readonly ReportTemplate HtmlTemplate = new("checklist.html.scriban");

    /// <summary>Writes it: <c>html</c> as one file that needs nothing beside it and prints on A4, or <c>md</c>.</summary>
    /// <exception cref="Foundation.Failures.CodedException"><c>report.too-large</c></exception>
    public static void Write(Checklist checklist, string format, Locale language, Stream into)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var isHtml = format == "html";
        Ink ink = isHtml ? new HtmlInk() : new MarkdownInk();
        using var output = new CappedOutput(into, ReportRenderer.Longest);
        (isHtml ? HtmlTemplate : MarkdownTemplate).Begin(new ChecklistView(checklist, language, ink, isHtml).Sheet(), output).Write("head");
    }
}
