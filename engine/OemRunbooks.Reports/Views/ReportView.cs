using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The whole report as a template sees it.</summary>
internal static class ReportView
{
    private static readonly string[] Labels =
    [
        "report", "next", "cause", "deviations", "remarks", "timeline", "steps", "omitted", "pending", "details", "number", "step", "state",
        "start", "start-utc", "duration", "run", "steps-caption", "flow", "flow.note", "verdict", "receipt", "signer", "proof.compare",
    ];

    internal static Sheet Of(RunReport report, Locale language, Ink ink)
    {
        var page = new Page(report, language, ink);
        var steps = new StepView(page);
        var detailed = StepView.Detailed(report.Steps);
        var isOver = report.Standing.IsOver();
        var sheet = new Sheet()
            .Put("lang", new Inked(language == Locale.Pl ? "pl" : "en"))
            .Put("title", page.Text(report.Title.In(language)))
            .Put("about", page.Text(report.Description?.In(language) ?? ""))
            .Put("version", page.Word("version", report.Definition.Version))
            .Put("run", page.Code(report.RunId))
            .Put("run_text", page.Text(report.RunId))
            .Put("is_over", isOver)
            .Put("steps", report.Steps.Select(s => steps.Of(s, detailed.Contains(s.Number))))
            .Put("details_note", detailed.Count < report.Steps.Length ? page.Word("details.note", Figures.Number(detailed.Count, language), page.Count("count.of-steps", report.Steps.Length)) : Inked.Empty)
            .Put("omitted", report.Omitted.Select(o => steps.Of(o, isOver)))
            .Put("blocks", new RunBlocks(page).All())
            .Put("w", Labels.Aggregate(new Sheet(), (words, key) => words.Put(key.Replace('-', '_').Replace('.', '_'), page.Word(key))));
        new FirstPage(page).Fill(sheet);
        new ProofView(page).Fill(sheet);
        if (page.IsHtml)
        {
            new Timeline(page).Fill(sheet);
            new FlowFigure(page).Fill(sheet);
        }

        return sheet;
    }
}
