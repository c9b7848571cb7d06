using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Forms;

/// <summary>A form in which a report is written.</summary>
/// <param name="Format"><c>md</c>, <c>html</c> or <c>json</c>.</param>
/// <param name="Language">The language; JSON has both.</param>
/// <param name="Into">Where it is written to; it stays open.</param>
internal sealed record ReportForm(string Format, Locale Language, Stream Into)
{
    /// <summary>For whom it is; JSON is for programs and always the whole.</summary>
    internal ReportKind Kind { get; init; }

    /// <summary>Why it was given up while the others were written; null when it is whole.</summary>
    internal Failure? Failure { get; set; }
}
