using System.Globalization;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Drawing;

/// <summary>
/// Draws a flow from top to bottom: steps on a spine, blocks as boxes around theirs, ways of failures beside or below the step.
/// </summary>
/// <remarks>
/// Same flow, same bytes. A picture that is higher than a sheet of paper is given out in pieces that follow one another without a gap,
/// each cut between two steps.
/// </remarks>
internal sealed class FlowSvg
{
    /// <summary>The height of one piece; as a figure of <see cref="Wide"/> it fits on a page of A4.</summary>
    private const double Piece = 960;

    internal const double Wide = 760;
    internal const double Narrow = 360;

    private static readonly HtmlInk Ink = new();
    private readonly Flow flow;
    private readonly FlowWords words;
    private readonly FlowPen pen;
    private readonly string id;
    private readonly double width;

    internal FlowSvg(Flow flow, FlowWords words, string id, double width)
    {
        this.flow = flow;
        this.words = words;
        this.id = id;
        this.width = width;
        pen = new FlowPen(words, flow.Standing is not null);
    }

    /// <summary>One document with its own style.</summary>
    internal Inked Document()
    {
        var rows = Rows();
        var height = rows[^1].Bottom;
        var size = string.Create(CultureInfo.InvariantCulture, $" width=\"{Svg.Number(width)}\" height=\"{Svg.Number(height)}\"");
        return Picture(rows, " xmlns=\"http://www.w3.org/2000/svg\"" + size, FlowStyle.Document, 0, 0, height);
    }

    /// <summary>Pieces for a page that has the style.</summary>
    internal Inked Pieces(string kind)
    {
        var pieces = new List<Inked>();
        var rows = Rows();
        for (var first = 0; first < rows.Count; )
        {
            var end = first + 1;
            while (end < rows.Count && rows[end].Bottom - rows[first].Top <= Piece)
            {
                end++;
            }

            pieces.Add(Picture(rows[first..end], $" class=\"flow {kind}\"", "", pieces.Count, rows[first].Top, rows[end - 1].Bottom));
            first = end;
        }

        return Inked.Join(Inked.Empty, pieces);
    }

    private Inked Picture(List<Row> rows, string attributes, string style, int part, double top, double bottom)
    {
        var name = part == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}{part + 1}");
        var title = part == 0 ? words.Heading : Says.FlowPart(words.Heading, Figures.Plain(part + 1)).In(words.Language);
        var svg = new Svg()
            .Raw(
                $"<svg{(attributes.Contains("class=", StringComparison.Ordinal) ? "" : " class=\"flow\"")}{attributes} "
                    + $"viewBox=\"0 {Svg.Number(top)} {Svg.Number(width)} {Svg.Number(bottom - top)}\" role=\"img\" aria-labelledby=\""
                    + $"{name}-t{(part == 0 ? $" {name}-d" : "")}\">\n"
            )
            .Element("title", $" id=\"{name}-t\"", Ink.Text(title));
        if (part == 0)
        {
            svg.Element("desc", $" id=\"{name}-d\"", new HtmlInk(int.MaxValue).Text(words.Description()));
        }

        return rows.Aggregate(svg.Raw(style), static (all, row) => all.Raw(row.Markup)).Raw("</svg>\n").Done;
    }

    private List<Row> Rows()
    {
        var rows = new List<Row>();
        var y = 2.0;
        Add(false, true, (svg, at) => FlowPen.Pill(svg, words.Start, 0, at, width));
        foreach (var node in flow.Body.Steps)
        {
            Add(true, IsTaken(node), (svg, at) => pen.Node(svg, node, 0, at, width));
        }

        foreach (var end in pen.Ends(flow.Body))
        {
            Add(false, true, (svg, at) => end(svg, 0, at, width));
        }

        Add(true, flow.Standing?.IsOver() != false, (svg, at) => FlowPen.Pill(svg, words.End, 0, at, width));
        return rows;

        void Add(bool withArrow, bool isTaken, Func<Svg, double, double> draw)
        {
            var svg = new Svg();
            var top = y;
            y += withArrow ? pen.Arrow(svg, y, isTaken) : 0;
            y += draw(svg, y);
            rows.Add(new(svg.Done.Markup, rows.Count == 0 ? 0 : top, y + 2));
        }
    }

    private bool IsTaken(FlowNode node) => flow.Standing is null || node.Mark is not null;

    private sealed record Row(string Markup, double Top, double Bottom);
}
