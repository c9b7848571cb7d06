using OemRunbooks.Foundation.Failures;
using OemRunbooks.Reports.Folding;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports;

/// <summary>Reads a journal into a report.</summary>
public static class ReportBuilder
{
    /// <summary>Folds the entries in one pass; memory grows with the number of steps, not of entries.</summary>
    /// <exception cref="CodedException"><c>report.no-start</c>: the journal does not begin with <c>run.started</c>.</exception>
    public static RunReport Build(ReportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var fold = new RunFold(source);
        foreach (var entry in source.Entries)
        {
            fold.Apply(entry);
        }

        return fold.Finish();
    }
}
