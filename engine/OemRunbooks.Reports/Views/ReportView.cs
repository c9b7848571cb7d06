using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The report as a template sees it, without its steps: these come one by one.</summary>
internal static class ReportView
{
    private static readonly (string Name, LocalizedText Words)[] Labels =
    [
        ("report", Says.Report),
        ("next", Says.Next),
        ("cause", Says.Cause),
        ("deviations", Says.Deviations),
        ("remarks", Says.Remarks),
        ("timeline", Says.Timeline),
        ("steps", Says.Steps),
        ("omitted", Says.Omitted),
        ("pending", Says.Pending),
        ("details", Says.Details),
        ("number", Says.Number),
        ("step", Says.Step),
        ("state", Says.State),
        ("start", Says.Start),
        ("duration", Says.Duration),
        ("run", Says.Run),
        ("steps_caption", Says.StepsCaption),
        ("flow", Says.Flow),
        ("flow_note", Says.FlowNote),
        ("verdict", Says.Verdict),
        ("receipt", Says.Receipt),
        ("signer", Says.Signer),
        ("proof_compare", Says.ProofCompare),
    ];

    /// <summary>A run of more steps is printed without the details of those that went as prescribed.</summary>
    private const int Short = 12;

    // The table of more steps is set smaller on paper.
    private const int Small = 60;

    internal static Sheet Of(Page page, StepView steps, int detailed)
    {
        var (report, language) = (page.Report, page.Language);
        var isOver = report.Standing.IsOver();
        var sheet = new Sheet()
            .Put("colours", PageStyle.Colours(page))
            .Put("lang", new Inked(language.Code()))
            .Put("title", page.Text(report.Title.In(language)))
            .Put("about", page.Text(report.Description?.In(language) ?? ""))
            .Put("version", page.Word(Says.Version(report.Definition.Version)))
            .Put("run", page.Code(report.RunId))
            .Put("run_text", page.Text(report.RunId))
            .Put("is_over", isOver)
            .Put(
                "print",
                new Inked(
                    detailed > Small ? "brief long"
                    : detailed > Short ? "brief"
                    : "whole"
                )
            )
            .Put("print_note", detailed > Short ? page.Word(Says.PrintNote) : Inked.Empty)
            .Put(
                "details_note",
                detailed < report.Steps.Length
                    ? page.Word(Says.DetailsNote(Figures.Number(detailed, language), Says.CountOfSteps(report.Steps.Length)))
                    : Inked.Empty
            )
            .PutEach("omitted", report.Omitted.Select(o => steps.Of(o, isOver)))
            .Put("blocks", new RunBlocks(page).All())
            .Put("start_heading", page.Word(Says.StartByClock(page.Clock.Zone ?? "UTC")))
            .Put("w", Labels.Aggregate(new Sheet(), (words, label) => words.Put(label.Name, page.Word(label.Words))));
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
