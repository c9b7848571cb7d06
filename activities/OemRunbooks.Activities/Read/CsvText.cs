using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Read;

/// <summary>Tables as text. Source: RFC 4180, with any separator and line ends of either kind.</summary>
internal sealed class CsvText(string text, StationPath path, char separator)
{
    private int at;
    private int line = 1;

    /// <summary>Rows as mappings by the names of the first line, or as lists of texts.</summary>
    /// <exception cref="CodedException"><c>content.malformed</c>, <c>content.duplicate</c>, <c>content.row-length</c></exception>
    internal Value Parse(bool hasHeader)
    {
        var rows = new List<Value>();
        List<string>? names = null;
        var width = -1;
        while (at < text.Length)
        {
            var first = line;
            var row = Row();
            width = width < 0 ? row.Count : width;
            if (row.Count != width)
            {
                throw new CodedException(Faults.ContentRowLength(path.Shown, first, row.Count, width));
            }

            if (hasHeader && names is null)
            {
                names = Names(row);
                continue;
            }

            rows.Add(names is null ? Value.TextList(row) : Value.Map(names.Zip(row, static (n, c) => KeyValuePair.Create(n, Value.Of(c)))));
        }

        return Value.List(rows);
    }

    private List<string> Names(List<string> row) =>
        row.GroupBy(static n => n, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice
            ? throw new CodedException(Faults.ContentDuplicate(path.Shown, twice.Key, 1))
            : row;

    private List<string> Row()
    {
        var cells = new List<string>();
        while (true)
        {
            cells.Add(at < text.Length && text[at] == '"' ? Quoted() : Plain());
            if (at < text.Length && text[at] == separator)
            {
                at++;
                continue;
            }

            EndLine();
            return cells;
        }
    }

    private void EndLine()
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        if (at < text.Length && text[at] != '\n')
        {
            throw Malformed();
        }

        at++;
        line++;
    }

    private string Plain()
    {
        var start = at;
        while (at < text.Length && text[at] != separator && text[at] is not ('\n' or '\r'))
        {
            if (text[at] == '"')
            {
                throw Malformed();
            }

            at++;
        }

        return text[start..at];
    }

    private string Quoted()
    {
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                line += text[at] == '\n' ? 1 : 0;
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }

        throw Malformed();
    }

    private CodedException Malformed() => new(Faults.ContentMalformed(path.Shown, "CSV", line));
}
