using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>Who was asked what, and who answered what, when, having seen which text.</summary>
internal static class QuestionsView
{
    internal static Block Of(Page page, ReportStep step)
    {
        var block = new Block(page, "questions");
        foreach (var question in step.Questions)
        {
            var asked = question.Prompt is { } prompt ? page.Word("quoted", prompt.In(page.Language)) : page.Code(question.Kind);
            block.Item(
                page.Word("question") + new Inked(": ") + asked,
                question.Answers.IsEmpty ? page.Word("waiting-since", Figures.Date(question.Asked)) : Inked.Empty,
                question.Expires is { } expires ? page.Word("expires") + page.Text(": " + Figures.Date(expires)) : Inked.Empty);
            foreach (var answer in question.Answers)
            {
                block.Item(page.Word("answer") + new Inked(": ") + Line(page, answer), Below(page, answer));
            }
        }

        return block;
    }

    private static Inked Line(Page page, ReportAnswer answer) =>
        page.Word("answer.line", page.Say(answer.Accepted ? "answer.yes" : "answer.no"), answer.By, Figures.Date(answer.At));

    private static IEnumerable<Inked> Below(Page page, ReportAnswer answer)
    {
        yield return page.Word("shown", answer.Language) + new Inked(": ") + page.Word("quoted", answer.Shown);
        if (answer.Comment is { Length: > 0 } comment)
        {
            yield return page.Word("comment") + new Inked(": ") + page.Word("quoted", comment);
        }

        foreach (var (name, value) in answer.Values.Members)
        {
            yield return page.Code(name) + new Inked(": ") + page.Value(value);
        }

        yield return page.Word("channel") + page.Text(": " + ReportWords.SayOr("channel." + answer.Channel, answer.Channel, page.Language));
    }
}
