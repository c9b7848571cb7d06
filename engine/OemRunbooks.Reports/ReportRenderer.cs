using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Forms;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Views;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports;

/// <summary>Turns a report into documents. The same report gives the same bytes, on any machine, at any time.</summary>
public static class ReportRenderer
{
    /// <summary>How long a document may be, in UTF-16 units; JSON four times that in bytes.</summary>
    internal const int Longest = 16 * 1024 * 1024;

    // A second thread pays from here on.
    private const int ManySteps = 200;

    // As many steps as are in memory with all their values.
    private const int AtOnce = 16;

    private static readonly Dictionary<(ReportKind Kind, bool IsHtml), ReportTemplate> Templates = new()
    {
        [(ReportKind.Full, true)] = new("report.html.scriban"),
        [(ReportKind.Full, false)] = new("report.md.scriban"),
        [(ReportKind.Customer, true)] = new("customer.html.scriban"),
        [(ReportKind.Customer, false)] = new("customer.md.scriban"),
        [(ReportKind.Protocol, true)] = new("protocol.html.scriban"),
        [(ReportKind.Protocol, false)] = new("protocol.md.scriban"),
    };

    /// <summary>
    /// Writes forms of a report: Markdown (CommonMark with tables) for tickets and articles, HTML as one file that needs nothing beside it
    /// (no network, no script, no font), JSON with the texts of both languages.
    /// </summary>
    /// <remarks>
    /// The values of the steps are read once for all forms, and none of them is held as a whole. A form that would be too long says so
    /// (<c>report.too-large</c>) and keeps nobody from the others.
    /// </remarks>
    /// <param name="report">The report.</param>
    /// <param name="forms">
    /// Each <c>md</c>, <c>html</c> or <c>json</c>, its language (JSON has both), and where it is written to; that stays open.
    /// </param>
    /// <returns>For each form why it was given up; null for one that is whole.</returns>
    public static IReadOnlyList<Failure?> Write(
        RunReport report,
        params IReadOnlyList<(string Format, Locale Language, Stream Into)> forms
    ) => Write(report, ReportKind.Full, forms);

    /// <summary>The same for whom it is meant.</summary>
    /// <param name="report">The report.</param>
    /// <param name="kind">For whom; papers come as <c>md</c> and <c>html</c>.</param>
    /// <param name="forms">As above.</param>
    public static IReadOnlyList<Failure?> Write(
        RunReport report,
        ReportKind kind,
        IReadOnlyList<(string Format, Locale Language, Stream Into)> forms
    )
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(forms);
        List<ReportForm> written = [.. forms.Select(f => new ReportForm(f.Format, f.Language, f.Into) { Kind = kind })];
        Write(report, Longest, written);
        return written.ConvertAll(static f => f.Failure);
    }

    internal static void Write(RunReport report, int longest, IReadOnlyList<ReportForm> forms) =>
        Write(report, longest, forms, sideBySide: report.Steps.Length >= ManySteps && Environment.ProcessorCount > 1);

    internal static void Write(RunReport report, int longest, IReadOnlyList<ReportForm> forms, bool sideBySide)
    {
        var detailed = StepView.Detailed(report.Steps, new LoopSums(report.Steps));
        using var lanes = new Lanes(forms.Select(form => (form, Writer(report, form, detailed, longest))), sideBySide);
        lanes.Each(static w => w.Begin());

        // Papers need no values, and to read them again is most of the work.
        if (forms.Any(static f => f.Kind == ReportKind.Full))
        {
            foreach (var steps in report.Whole().Chunk(AtOnce))
            {
                lanes.Each(w => Array.ForEach(steps, w.Step));
            }
        }

        lanes.Each(static w => w.End());

        // What failed is not written to any more: only those that are whole have something that waits.
        lanes.Each(static w => w.Dispose());
    }

    internal static string Markdown(RunReport report, Locale language, int longest = Longest) =>
        Text(report, ReportKind.Full, "md", language, longest);

    internal static string Html(RunReport report, Locale language, int longest = Longest) =>
        Text(report, ReportKind.Full, "html", language, longest);

    internal static string Json(RunReport report) => Text(report, ReportKind.Full, "json", Locale.En);

    internal static string Text(RunReport report, ReportKind kind, string format, Locale language, int longest = Longest)
    {
        using var text = new MemoryStream();
        var form = new ReportForm(format, language, text) { Kind = kind };
        Write(report, longest, [form]);
        return form.Failure is { } failure
            ? throw new CodedException(failure)
            : Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static FormWriter Writer(RunReport report, ReportForm form, IReadOnlySet<int> detailed, int longest)
    {
        if (form.Format == "json")
        {
            return new JsonForm(report, form.Into, 4L * longest);
        }

        var isHtml = form.Format == "html";
        var limits = form.Kind switch
        {
            ReportKind.Full => PhotoLimits.Few,
            ReportKind.Customer => PhotoLimits.None,
            ReportKind.Protocol => PhotoLimits.Many,
        };
        var page = new Page(report, form.Language, isHtml ? new HtmlInk() : new MarkdownInk(), limits);
        var output = new CappedOutput(form.Into, longest, () => page.Photos.Length);
        var template = Templates[(form.Kind, isHtml)];
        return form.Kind switch
        {
            ReportKind.Full => new TextForm(page, template, detailed, output),
            ReportKind.Customer => new PaperForm(new CustomerView(page).All(), template, output),
            ReportKind.Protocol => new PaperForm(new ProtocolView(page).All(), template, output),
        };
    }
}
