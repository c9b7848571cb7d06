using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Views;

/// <summary>The one or two pages that stay with a customer: no digests, no codes, no paths.</summary>
internal sealed class CustomerView(Page page)
{
    private const int MostAgreed = 8;

    internal Sheet All()
    {
        var work = new WorkList(page);
        return new PaperView(page)
            .Of(Says.PaperCustomer)
            .PutEach("done", work.Done().Select(PaperView.Line))
            .PutEach("checked", work.Checked().Select(PaperView.Line))
            .PutEach("undone", work.Undone().Select(PaperView.Line))
            .PutEach("agreed", Agreed().Take(MostAgreed).Select(s => PaperView.Line(page.Word(s))));
    }

    private IEnumerable<Sentence> Agreed() =>
        from step in page.Report.Steps
        where step.Activity?.StartsWith("person.", StringComparison.Ordinal) == true && !step.Questions.IsEmpty
        let answers = step.Questions.SelectMany(static q => q.Answers).ToList()
        where answers.Count > 0
        select Line(step, answers);

    private Sentence Line(ReportStep step, List<ReportAnswer> answers)
    {
        var title = step.Title.In(page.Language);
        var by = string.Join(", ", answers.Select(static a => a.By).Distinct(StringComparer.Ordinal));
        if (!answers[^1].Accepted)
        {
            return Says.PaperRefused(title, by);
        }

        if (step.Questions[^1].Kind != "checklist")
        {
            return Says.PaperAgreedBy(title, by);
        }

        var ticks = new Ticks(answers);
        return Says.PaperTicked(title, step.Questions[^1].Items.Count(i => ticks.Has(i.Id)), step.Questions[^1].Items.Length, by);
    }
}
