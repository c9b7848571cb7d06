using System.Globalization;
using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>
/// What came of tests in the XML that CI servers read: a suite for each file, a case for each scenario, an error for a file that can't be
/// read.
/// </summary>
public sealed class TestJunit(Messages messages, Locale locale)
{
    /// <summary>The document for all files.</summary>
    public string Document(IReadOnlyList<TestedFile> files, TimeSpan took)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.Append(
            CultureInfo.InvariantCulture,
            $"<testsuites tests=\"{files.Sum(static f => f.Results.Count)}\" failures=\"{files.Sum(static f => f.Failed)}\" "
                + $"errors=\"{files.Count(static f => f.IsBad)}\" time=\"{took.TotalSeconds:0.000}\">\n"
        );
        foreach (var file in files)
        {
            xml.Append(
                CultureInfo.InvariantCulture,
                $"  <testsuite name=\"{Escaped(file.Shown)}\" tests=\"{file.Results.Count + (file.IsBad ? 1 : 0)}\" "
                    + $"failures=\"{file.Failed}\" errors=\"{(file.IsBad ? 1 : 0)}\">\n"
            );
            if (file.IsBad)
            {
                var words = string.Join('\n', file.Problems.Select(p => p.Diagnostic.Render(messages, locale, null)));
                xml.Append(
                    CultureInfo.InvariantCulture,
                    $"    <testcase name=\"{Escaped(file.Shown)}\" classname=\"{Escaped(file.Name)}\"><error message=\""
                        + $"{Escaped(file.Problems[0].Diagnostic.Code)}\">{Escaped(words)}</error></testcase>\n"
                );
            }

            foreach (var result in file.Results)
            {
                xml.Append(
                    CultureInfo.InvariantCulture,
                    $"    <testcase name=\"{Escaped(result.Scenario.Name.In(locale))}\" classname=\"{Escaped(file.Name)}\" file=\""
                        + $"{Escaped(file.Shown)}\" line=\"{result.Scenario.Span.Line}\""
                );
                if (result.Passed)
                {
                    xml.Append("/>\n");
                    continue;
                }

                var words = string.Join(
                    '\n',
                    result.Mismatches.Select(m =>
                        $"{file.Shown}:{m.Span.Line.ToString(CultureInfo.InvariantCulture)}: {m.Code}: {Words(m)} ({Hint(m)})"
                    )
                );
                xml.Append(
                    CultureInfo.InvariantCulture,
                    $"><failure type=\"{result.Mismatches[0].Code}\" message=\"{Escaped(Words(result.Mismatches[0]))}\">"
                        + $"{Escaped(words)}</failure></testcase>\n"
                );
            }

            xml.Append("  </testsuite>\n");
        }

        return xml.Append("</testsuites>\n").ToString();
    }

    private string Words(Mismatch mismatch) => Visible.Text(messages.Words(mismatch.Code, mismatch.Arguments, locale).TrimEnd());

    private string Hint(Mismatch mismatch) => Visible.Text(messages.Hint(mismatch.Code, mismatch.Arguments, locale) ?? "");

    // Characters that no XML can hold, not even as references, stand as a question mark.
    private static string Escaped(string value)
    {
        var safe = new StringBuilder(value.Length + 16);
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '"' => safe.Append("&quot;"),
                '\n' or '\t' or '\r' => safe.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};"),
                < ' ' or 0xFFFE or 0xFFFF => safe.Append('?'),
                _ => safe.Append(rune.ToString()),
            };
        }

        return safe.ToString();
    }
}
