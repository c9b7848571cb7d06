using System.Text;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Shell;

/// <summary>A plain table for results: columns aligned by their widest cell, no frame, so that it also pastes well into a mail.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> rows = [];

    internal void Add(params string?[] cells) => rows.Add([.. cells.Select(static c => Visible.Text(c ?? ""))]);

    internal void Write(Ui ui)
    {
        var widths = heads.Select((h, i) => rows.Select(r => r[i].Length).Append(h.Length).Max()).ToArray();
        if (ui.Out.Columns is > 0 and var columns && widths.Sum() + (2 * (widths.Length - 1)) > columns)
        {
            WriteStacked(ui);
            return;
        }

        ui.Out.WriteLine(Ui.Colour(Line(heads, widths), "1", ui.OutColour));
        foreach (var row in rows)
        {
            ui.Out.WriteLine(Line(row, widths));
        }
    }

    // A terminal that is too narrow for the table gets a row a paragraph.
    private void WriteStacked(Ui ui)
    {
        foreach (var row in rows)
        {
            ui.Out.WriteLine(Ui.Colour(row[0], "1", ui.OutColour));
            for (var i = 1; i < row.Length; i++)
            {
                if (row[i].Length > 0)
                {
                    ui.Out.WriteLine($"  {heads[i]}: {row[i]}");
                }
            }
        }
    }

    private static string Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            line.Append(i == cells.Length - 1 ? cells[i] : cells[i].PadRight(widths[i] + 2));
        }

        return line.ToString().TrimEnd();
    }
}
