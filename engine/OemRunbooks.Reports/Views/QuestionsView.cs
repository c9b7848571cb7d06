using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>Who was asked what, and who answered what, when, having seen which text.</summary>
internal static class QuestionsView
{
    internal static Block Of(Page page, ReportStep step)
    {
        var block = new Block(page, "questions", Says.Questions);
        foreach (var question in step.Questions)
        {
            var asked = question.Prompt is { } prompt ? page.Word(Says.Quoted(prompt.In(page.Language))) : page.Code(question.Kind);
            block.Item(
                page.Word(Says.Question) + new Inked(": ") + asked,
                question.Answers.IsEmpty ? page.Word(Says.WaitingSince(page.Clock.Show(question.Asked))) : Inked.Empty,
                question.Expires is { } expires ? page.Word(Says.Expires) + page.Text(": " + page.Clock.Show(expires)) : Inked.Empty
            );
            foreach (var answer in question.Answers)
            {
                block.Item(page.Word(Says.Answer) + new Inked(": ") + Line(page, answer), Below(page, answer));
            }
        }

        return block;
    }

    private static Inked Line(Page page, ReportAnswer answer) =>
        page.Word(Says.AnswerLine(answer.Accepted ? Says.AnswerYes : Says.AnswerNo, answer.By, page.Clock.Show(answer.At)));

    private static IEnumerable<Inked> Below(Page page, ReportAnswer answer)
    {
        yield return page.Word(Says.Shown(answer.Language)) + new Inked(": ") + page.Word(Says.Quoted(answer.Shown));
        if (answer.Comment is { Length: > 0 } comment)
        {
            yield return page.Word(Says.Comment) + new Inked(": ") + page.Word(Says.Quoted(comment));
        }

        foreach (var (name, value) in answer.Values.Members)
        {
            yield return page.Code(name) + new Inked(": ") + page.Value(value);
        }

        foreach (var file in answer.Artefacts)
        {
            yield return page.Photos.Of(file);
        }

        yield return page.Word(Says.Channel) + page.Text(": " + page.Say(Names.Channel(answer.Channel)));
    }
}
