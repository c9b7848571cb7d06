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
        ui.Out.WriteLine(Ui.Colour(Line(heads, widths), "1", ui.OutColour));
        foreach (var row in rows)
        {
            ui.Out.WriteLine(Line(row, widths));
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
