using System.Globalization;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Station.Workshop.Lint;

/// <summary>A finding as a workflow command, which GitHub shows beside the line of a pull request.</summary>
public static class LintGitHub
{
    /// <summary>The line for one finding.</summary>
    public static string Line(Messages messages, Locale locale, Diagnostic found)
    {
        var (line, column, length) = (found.Span.Line, found.Span.Column, found.Span.Length);
        var hint = messages.Hint(found.Code, found.Arguments, locale);
        var words = messages.Words(found.Code, found.Arguments, locale) + (string.IsNullOrEmpty(hint) ? "" : $" ({hint})");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"::{(found.Severity == Severity.Error ? "error" : "warning")} file={Property(found.File)},line={line},col="
                + $"{column},endColumn={column + length},title={Property(found.Code)}::{Data(words)}"
        );
    }

    private static string Data(string text) =>
        Visible
            .Text(text)
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
