using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Drawing;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The steps as bars on a time axis; drawn twice, for wide pages and for narrow screens.</summary>
internal sealed class Timeline(Page page)
{
    /// <summary>More rows than this are no picture any more; the longest are shown then.</summary>
    internal const int MostRows = 40;

    private readonly RunReport report = page.Report;

    /// <summary>Measures of a drawing, in its own units.</summary>
    private sealed record Layout(string Id, int Width, int Left, int Bars, int Row, int Bar, int BarTop, int TextTop, int Letters);

    private static readonly Layout Wide = new("tw", 960, 300, 570, 26, 12, 7, 17, 40);
    private static readonly Layout Narrow = new("tn", 360, 0, 286, 42, 12, 22, 15, 44);

    internal void Fill(Sheet sheet)
    {
        var all = report
            .Steps.Where(static s => s.Started is not null && s.Kind is ReportStepKind.Action or ReportStepKind.Escalation)
            .ToList();
        var shown = all.Count <= MostRows ? all : Longest(all);
        var axis = new Axis(report.Times, report.Pauses, Wide.Bars);
        sheet
            .Put("has_timeline", shown.Count > 0)
            .Put("timeline_wide", shown.Count > 0 ? Draw(Wide, shown) : Inked.Empty)
            .Put("timeline_narrow", shown.Count > 0 ? Draw(Narrow, shown) : Inked.Empty)
            .Put("timeline_note", Inked.Join(new(" "), Notes(all.Count, shown.Count, axis)))
            .Put("legend", Legend(shown));
    }

    private static List<ReportStep> Longest(List<ReportStep> steps) =>
        [
            .. steps
                .OrderByDescending(static s => s.Duration ?? long.MaxValue)
                .ThenBy(static s => s.Number)
                .Take(MostRows)
                .OrderBy(static s => s.Number),
        ];

    private IEnumerable<Inked> Notes(int all, int shown, Axis axis)
    {
        if (shown < all)
        {
            yield return page.Word(Says.TimeShown(Figures.Number(shown, page.Language), Says.CountOfSteps(all)));
        }

        if (axis.IsSqueezed)
        {
            yield return page.Word(Says.TimeSqueezed);
        }
    }

    /// <summary>Explains only what is drawn.</summary>
    private IEnumerable<Sheet> Legend(List<ReportStep> steps)
    {
        (string Kind, bool IsDrawn)[] kinds =
        [
            ("work", true),
            ("fail", steps.Any(static s => s.Tries.Any(static t => t.Failure is not null))),
            ("wait", steps.Any(static s => !s.Questions.IsEmpty)),
            ("undone", steps.Any(static s => s.Standing == StepStanding.Compensated)),
            ("halt", steps.Any(static s => s.Tries.Any(static t => t.Interrupted))),
            ("stop", report.Interruptions.Any(IsDrawn)),
            ("retry", steps.Any(static s => s.Attempts > 1)),
        ];
        return kinds
            .Where(static k => k.IsDrawn)
            .Select(k => new Sheet().Put("kind", new Inked(k.Kind)).Put("text", page.Word(Names.Legend(k.Kind))));
    }

    private Inked Draw(Layout layout, List<ReportStep> steps)
    {
        var axis = new Axis(report.Times, report.Pauses, layout.Bars);
        var height = 18 + (steps.Count * layout.Row);
        var svg = new Svg()
            .Raw(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<svg class=\"{layout.Id}\" viewBox=\"0 0 {layout.Width} {height}\" role=\"img\" "
                        + $"aria-labelledby=\"{layout.Id}-t {layout.Id}-d\">\n"
                )
            )
            .Element("title", $" id=\"{layout.Id}-t\"", page.Word(Says.TimeTitle))
            .Element("desc", $" id=\"{layout.Id}-d\"", Description(steps))
            .Raw(
                $"<defs><pattern id=\"{layout.Id}-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                    + "patternTransform=\"rotate(45)\"><rect class=\"hb\" width=\"6\" height=\"6\"/><line class=\"hl\" x1=\"0\" "
                    + "y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>\n"
            );
        Stops(svg, layout, axis, height);
        for (var i = 0; i < steps.Count; i++)
        {
            Row(svg, layout, axis, steps[i], 18 + (i * layout.Row));
        }

        return svg.Raw("</svg>").Done;
    }

    /// <summary>That the program ended while a person was waited for is no event of its own.</summary>
    private static bool IsDrawn(ReportInterruption stop) => stop.Reason != "waiting" || stop.ResumedAt is not null;

    private void Stops(Svg svg, Layout layout, Axis axis, int height)
    {
        var free = 0.0;
        foreach (var stop in report.Interruptions.Where(IsDrawn))
        {
            var from = layout.Left + axis.At(stop.Offset);
            var to = layout.Left + axis.At(stop.Offset + stop.StoppedFor);
            svg.Rect("gap", from, 14, Math.Max(2, to - from), height - 14)
                .Line("stop", from, 14, height)
                .Line("stop", Math.Max(from + 2, to), 14, height);
            if (from >= free && stop.StoppedFor > 0)
            {
                var words = page.Time(stop.StoppedFor);
                var middle = Math.Clamp((from + to) / 2, layout.Left + (words.Length * 3), layout.Width - (words.Length * 3));
                svg.Words("gl", middle, 10, page.Text(words));
                free = middle + (words.Length * 6);
            }
        }
    }

    private void Row(Svg svg, Layout layout, Axis axis, ReportStep step, int top)
    {
        var x = (long offset) => layout.Left + axis.At(offset);
        var y = top + layout.BarTop;
        svg.Raw("<g>").Element("title", "", Line(step));
        svg.Words(
            "tl",
            0,
            top + layout.TextTop,
            page.Text($"{Figures.Plain(step.Number)}. {Short(step.Title.In(page.Language), layout.Letters)}")
        );
        svg.Rect("track", layout.Left, y + 5, layout.Bars, 2);
        foreach (var attempt in step.Tries)
        {
            var end = attempt.Duration is { } time ? attempt.Offset + time : report.Times.Total;
            var kind = attempt switch
            {
                { Failure: not null } => "fail",
                { Interrupted: true } => "halt",
                _ when step.Standing == StepStanding.Compensated => "undone",
                { Duration: null } => "open",
                _ => "work",
            };
            svg.Rect(kind, x(attempt.Offset), y, Math.Max(3, x(end) - x(attempt.Offset)), layout.Bar);
        }

        foreach (var question in step.Questions)
        {
            var end = question.Waited is { } waited ? question.Offset + waited : report.Times.Total;
            var size = Math.Max(3, x(end) - x(question.Offset));
            svg.Raw(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{Svg.Number(x(question.Offset))}\" y=\"{y}\" width=\"{Svg.Number(size)}\" height=\"{layout.Bar}\" "
                        + $"rx=\"2\" fill=\"url(#{layout.Id}-h)\"/>\n"
                )
            );
        }

        foreach (var attempt in step.Tries.Skip(1))
        {
            svg.Diamond("again", x(attempt.Offset), y + (layout.Bar / 2.0));
        }

        svg.Words("tt", layout.Width, y + 10, page.Text(step.Duration is { } all ? page.Time(all) : Marks.Of(step.Standing))).Raw("</g>\n");
    }

    private Inked Description(List<ReportStep> steps) => Inked.Join(new("; "), steps.Select(Line));

    private Inked Line(ReportStep step)
    {
        var time = step.Duration is { } duration ? ", " + page.Time(duration) : "";
        return page.Text(
            $"{Figures.Plain(step.Number)}. {step.Title.In(page.Language)}: {page.Say(StateWords.OfStep(step.Standing.Word()))}{time}"
        );
    }

    /// <summary>Cuts a title so that it fits beside its bar; never within a character.</summary>
    private static string Short(string title, int letters)
    {
        var text = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (letters-- == 0)
            {
                return text.Append('…').ToString();
            }

            text.Append(rune.ToString());
        }

        return text.ToString();
    }
}
