using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Json;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Views;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports;

/// <summary>Turns a report into a document. The same report gives the same bytes, on any machine, at any time.</summary>
public static class ReportRenderer
{
    /// <summary>How long a document may be, in UTF-16 units.</summary>
    public const int Longest = 16 * 1024 * 1024;

    private static readonly ReportTemplate MarkdownTemplate = new("report.md.scriban");
    private static readonly ReportTemplate HtmlTemplate = new("report.html.scriban");

    /// <summary>The report as Markdown (CommonMark with tables), for tickets and articles.</summary>
    /// <exception cref="CodedException"><c>report.too-large</c>: it would be longer than <see cref="Longest"/>.</exception>
    public static string Markdown(RunReport report, Locale language) => Markdown(report, language, Longest);

    /// <summary>The report as one HTML file that needs nothing beside it: no network, no script, no font.</summary>
    /// <exception cref="CodedException"><c>report.too-large</c>: it would be longer than <see cref="Longest"/>.</exception>
    public static string Html(RunReport report, Locale language) => Html(report, language, Longest);

    /// <summary>The report as one JSON document with the texts of both languages.</summary>
    /// <exception cref="CodedException">
    /// <c>report.too-large</c>: it would be longer than four times <see cref="Longest"/> in bytes.
    /// </exception>
    public static string Json(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return ReportJson.Write(report, 4L * Longest);
    }

    internal static string Markdown(RunReport report, Locale language, int longest)
    {
        ArgumentNullException.ThrowIfNull(report);
        return MarkdownTemplate.Render(ReportView.Of(report, language, new MarkdownInk()), longest);
    }

    internal static string Html(RunReport report, Locale language, int longest)
    {
        ArgumentNullException.ThrowIfNull(report);
        return HtmlTemplate.Render(ReportView.Of(report, language, new HtmlInk()), longest);
    }
}
