using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Drawing;

/// <summary>Draws the parts of a flow; each method gives back the height that it took.</summary>
internal sealed class FlowPen(FlowWords words, bool hasRun)
{
    private const double Spine = 24;
    private const double Gap = 22;
    private const double Pad = 12;
    private const double TitleLetter = 7.9;
    private const double DetailLetter = 6.9;
    private const double TitleLine = 17;
    private const double DetailLine = 15;

    /// <summary>Below this width the ways of failures stand under their step instead of beside it.</summary>
    private const double Roomy = 520;

    private static readonly HtmlInk Ink = new();

    internal delegate double Inside(Svg svg, double x, double y, double width);

    /// <summary>The arrow from one box to the next.</summary>
    internal double Arrow(Svg svg, double y, bool isTaken, double x = 0)
    {
        svg.Raw(
            $"<path class=\"way{Off(isTaken)}\" d=\"M{N(x + Spine)} {N(y)}v{N(Gap - 6)}\"/><path "
                + $"class=\"tip{Off(isTaken)}\" d=\"M{N(x + Spine - 4)} {N(y + Gap - 7)}h8l-4 7z\"/>\n"
        );
        return Gap;
    }

    /// <summary>Beginning or end.</summary>
    internal static double Pill(Svg svg, string text, double x, double y, double width)
    {
        const double letter = 8.8;
        const double line = 17;
        var lines = TextFit.Lines(text, width - 32, letter);
        var size = Math.Max(80, (lines.Max(static l => l.Length) * letter) + 30);
        var height = 28 + ((lines.Count - 1) * line);
        svg.Raw($"<rect class=\"pin\" x=\"{N(x + 1)}\" y=\"{N(y)}\" width=\"{N(size)}\" height=\"{N(height)}\" rx=\"14\"/>\n");
        for (var i = 0; i < lines.Count; i++)
        {
            svg.Words("fb", x + 15, y + 19 + (i * line), Ink.Text(lines[i]));
        }

        return height;
    }

    /// <summary>A step, with what is in it and the ways of its failure.</summary>
    internal double Node(Svg svg, FlowNode node, double x, double y, double width)
    {
        svg.Raw("<g>")
            .Element(
                "title",
                "",
                Ink.Text(words.State(node.Mark) is { } state ? $"{words.Title(node)}: {state.Words}" : words.Title(node))
            );
        var isBlock = node.Inside.All().Any() || !node.Inside.Escalations.IsEmpty;
        var beside = !isBlock && width >= Roomy;
        var own = beside ? Math.Round(width * 0.57) : width;
        var height = isBlock
            ? Container(
                svg,
                words.Title(node),
                [.. words.Details(node)],
                node.Mark,
                true,
                x,
                y,
                own,
                (s, left, top, w) => Body(s, node, left, top, w)
            )
            : Box(svg, node, x, y, own);
        svg.Raw("</g>\n");
        if (!node.HasRoutes)
        {
            return height;
        }

        var (routeX, routeY) = beside ? (x + own + 30, y) : (x + Spine + 22, y + height + 8);
        var bend = beside ? $"M{N(x + own)} {N(y + 16)}" : $"M{N(x + Spine - 8)} {N(y + height)}";
        var end = Routes(svg, node, routeX, routeY, x + width - routeX, bend, beside);
        if (end - y > height)
        {
            // The spine goes on past the ways of the failure.
            svg.Raw($"<path class=\"way{Off(node.Mark is not null)}\" d=\"M{N(x + Spine)} {N(y + height)}V{N(end)}\"/>\n");
        }

        return Math.Max(height, end - y);
    }

    /// <summary>A box around others.</summary>
    internal double Container(
        Svg svg,
        string heading,
        IReadOnlyList<string> details,
        FlowMark? mark,
        bool isStep,
        double x,
        double y,
        double width,
        Inside draw
    )
    {
        var head = new Svg();
        var top = Text(head, heading, details, isStep ? mark : null, isStep, x, y, width, "fb");
        var inside = new Svg();
        var height = top + draw(inside, x + Pad, y + top, width - (2 * Pad)) + Pad;
        svg.Raw(
                $"<rect class=\"frame{State(mark, isStep)}\" x=\"{N(x + 1)}\" y=\"{N(y)}\" width=\"{N(width - 2)}\" "
                    + $"height=\"{N(height)}\" rx=\"7\"/>\n"
            )
            .Raw(head.Done.Markup)
            .Raw(inside.Done.Markup);
        return height;
    }

    /// <summary>What follows the steps of a runbook: escalations beside the spine, then what always comes last.</summary>
    internal IEnumerable<Inside> Ends(FlowBody body)
    {
        var isTold = body.Escalations.Any(static e => e.Mark is not null);
        if (!body.Escalations.IsEmpty)
        {
            yield return (svg, x, y, w) => Aside(svg, body, isTold, x, y, w);
        }

        if (!body.Finally.IsEmpty)
        {
            var isTaken = body.Finally.Any(static f => f.Mark is not null);
            yield return (svg, x, y, w) =>
                Arrow(svg, y, isTaken, x)
                + Container(
                    svg,
                    words.Finally,
                    [],
                    null,
                    false,
                    x,
                    y + Gap,
                    w,
                    (s, left, top, room) => Chain(s, body.Finally, left, top, room)
                );
        }
    }

    /// <summary>Only a failure comes here: the spine passes by on the left.</summary>
    private double Aside(Svg svg, FlowBody body, bool isTold, double x, double y, double width)
    {
        const double Indent = Spine + 22;
        Link(svg, $"M{N(x + Spine)} {N(y)}", x + Indent, y + 12, isTold, false);
        var height =
            12
            + Container(
                svg,
                words.Escalations,
                [],
                null,
                false,
                x + Indent,
                y + 12,
                width - Indent,
                (s, left, top, w) => Escalations(s, body, left, top, w)
            );
        svg.Raw($"<path class=\"way{Off(!isTold)}\" d=\"M{N(x + Spine)} {N(y)}v{N(height)}\"/>\n");
        return height;
    }

    private double Box(Svg svg, FlowNode node, double x, double y, double width)
    {
        var text = new Svg();
        var height = Text(text, words.Title(node), [.. words.Details(node)], node.Mark, true, x, y, width, "ft");
        svg.Raw(
                $"<rect class=\"box{State(node.Mark, true)}\" x=\"{N(x + 1)}\" y=\"{N(y)}\" width=\"{N(width - 2)}\" "
                    + $"height=\"{N(height)}\" rx=\"5\"/>\n"
            )
            .Raw(text.Done.Markup);
        return height;
    }

    private double Text(
        Svg svg,
        string title,
        IReadOnlyList<string> details,
        FlowMark? mark,
        bool isStep,
        double x,
        double y,
        double width,
        string kind
    )
    {
        var state = isStep ? words.State(mark) : null;
        var at = y + 7;
        foreach (var line in TextFit.Lines(title, width - (state is null ? 24 : 46), TitleLetter))
        {
            svg.Words(kind, x + Pad, at + 13, Ink.Text(line));
            at += TitleLine;
        }

        foreach (var line in details.SelectMany(d => TextFit.Lines(d, width - 24, DetailLetter)))
        {
            svg.Words("fd", x + Pad, at + 11, Ink.Text(line));
            at += DetailLine;
        }

        if (state is { } shown)
        {
            svg.Raw($"<circle class=\"dot{State(mark, true)}\" cx=\"{N(x + width - 18)}\" cy=\"{N(y + 17)}\" r=\"10\"/>")
                .Words("fm", x + width - 18, y + 21.5, Ink.Text(shown.Mark));
            svg.Words("fd", x + Pad, at + 11, Ink.Text(shown.Words));
            at += DetailLine;
        }

        return at - y + 8;
    }

    private double Body(Svg svg, FlowNode node, double x, double y, double width)
    {
        var height = node.Kind == StepKind.Parallel ? Abreast(svg, node, x, y, width) : Chain(svg, [.. node.Inside.Steps], x, y, width);
        return height + Ends(node.Inside).Aggregate(0.0, (sum, end) => sum + end(svg, x, y + height + sum, width));
    }

    private double Chain(Svg svg, IReadOnlyList<FlowNode> nodes, double x, double y, double width)
    {
        var height = 0.0;
        for (var i = 0; i < nodes.Count; i++)
        {
            height += i == 0 ? 0 : Arrow(svg, y + height, !hasRun || nodes[i].Mark is not null, x);
            height += Node(svg, nodes[i], x, y + height, width);
        }

        return height;
    }

    /// <summary>Steps side by side, as many in a row as have room.</summary>
    private double Abreast(Svg svg, FlowNode node, double x, double y, double width)
    {
        var columns = Math.Clamp((int)(width / 200), 1, node.Inside.Steps.Length);
        var each = (width - ((columns - 1) * Pad)) / columns;
        var height = 0.0;
        foreach (var row in node.Inside.Steps.Chunk(columns))
        {
            height += height > 0 ? Pad : 0;
            height += row.Select((n, i) => Node(svg, n, x + (i * (each + Pad)), y + height, each)).Max();
        }

        return height;
    }

    private double Routes(Svg svg, FlowNode node, double x, double y, double width, string bend, bool beside)
    {
        var at = y;
        foreach (var clause in node.Catches)
        {
            Link(svg, bend, x, at, clause.IsTaken, beside);
            at += Route(svg, words.Route(clause), clause.IsTaken, clause.Steps, x, at, width) + 8;
        }

        if (node.OnFailure != FailureRoute.Abort)
        {
            Link(svg, bend, x, at, node.TookOnFailure, beside);
            at += Route(svg, words.OnFailure(node.OnFailure), node.TookOnFailure, [], x, at, width) + 8;
        }

        return at - 8;
    }

    private void Link(Svg svg, string bend, double x, double y, bool isTaken, bool beside) =>
        svg.Raw(
            $"<path class=\"way fail{Off(isTaken)}\" d=\"{bend}{(beside ? "h14" : "")}V{N(y + 14)}H{N(x - 5)}\"/><path "
                + $"class=\"tip fail{Off(isTaken)}\" d=\"M{N(x - 6)} {N(y + 10)}v8l7-4z\"/>\n"
        );

    private double Route(Svg svg, string label, bool isTaken, IReadOnlyList<FlowNode> steps, double x, double y, double width)
    {
        var text = new Svg();
        var at = y + 5;
        foreach (var line in TextFit.Lines(label, width - 20, DetailLetter, 12))
        {
            text.Words("fd", x + 10, at + 12, Ink.Text(line));
            at += DetailLine;
        }

        var height = at - y + 7;
        height += steps.Count == 0 ? 0 : Chain(text, steps, x + 8, y + height, width - 16) + 8;
        svg.Raw(
                $"<rect class=\"route{Off(isTaken)}\" x=\"{N(x + 1)}\" y=\"{N(y)}\" width=\"{N(width - 2)}\" "
                    + $"height=\"{N(height)}\" rx=\"5\"/>\n"
            )
            .Raw(text.Done.Markup);
        return height;
    }

    private double Escalations(Svg svg, FlowBody body, double x, double y, double width)
    {
        var height = 0.0;
        foreach (var rule in body.Escalations)
        {
            height += height > 0 ? 8 : 0;
            var label =
                words.Escalation(rule)
                + (rule.Mark is { } mark ? $" {words.State(mark)!.Value.Mark} {words.State(mark)!.Value.Words}" : "");
            height += Route(svg, label, rule.Mark is not null, [], x, y + height, width);
        }

        return height;
    }

    private string Off(bool isOn) => hasRun && !isOn ? " off" : "";

    private string State(FlowMark? mark, bool isStep) => hasRun && isStep ? " " + (mark?.Standing ?? StepStanding.Omitted).Word() : "";

    private static string N(double value) => Svg.Number(value);
}
