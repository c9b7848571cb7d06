using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>What people ticked, measured, photographed and agreed to: who, when, and what vouches for it.</summary>
internal sealed class ProtocolView(Page page)
{
    internal Sheet All() =>
        new PaperView(page)
            .Of(Says.PaperProtocol)
            .PutEach("questions", page.Report.Steps.Where(static s => !s.Questions.IsEmpty).Select(Question))
            .PutEach("checked", new WorkList(page).Checked().Select(PaperView.Line));

    private Sheet Question(ReportStep step)
    {
        var question = step.Questions[^1];
        var answers = step.Questions.SelectMany(static q => q.Answers).ToList();
        var ticks = new Ticks(answers);
        var isList = question.Kind == "checklist";
        return new Sheet()
            .Put("number", step.Number)
            .Put("title", page.Text(Names.Capital(step.Title.In(page.Language))))
            .Put("prompt", page.Text(question.Prompt?.In(page.Language) ?? ""))
            .Put("hint", page.Text(step.Hint?.In(page.Language) ?? ""))
            .Put("picture", page.Photos.Of(step.Picture, step.Title.In(page.Language)))
            .Put("is_list", isList)
            .Put(
                "summary",
                isList && answers.Count > 0
                    ? page.Word(Says.ProtocolSummary(question.Items.Count(i => ticks.Has(i.Id)), question.Items.Length))
                    : Inked.Empty
            )
            .PutEach("items", question.Items.Select(i => isList ? Ticked(i, ticks, answers) : Filled(i, ticks, answers)))
            .PutEach("answers", answers.Select(a => Answer(step, question, a)))
            .Put("open", answers.Count == 0 ? page.Word(Says.ProtocolOpen) : Inked.Empty);
    }

    private Sheet Ticked(ReportItem item, Ticks ticks, List<ReportAnswer> answers)
    {
        var has = ticks.Has(item.Id);
        return new Sheet()
            .Put("mark", new Inked(has ? "☑" : "☐"))
            .Put("state", page.Word(has ? Says.ProtocolTicked : Says.ProtocolNotTicked))
            .Put("text", page.Text(item.Text.In(page.Language)))
            .Put("value", Inked.Empty)
            .Put("comment", page.Text(ticks.Comments[item.Id].AsText() ?? ""))
            .Put("photo", File(ticks.Files[item.Id].AsText(), answers));
    }

    private Sheet Filled(ReportItem item, Ticks ticks, List<ReportAnswer> answers)
    {
        var value = ticks.Values[item.Id];
        var file = value.AsText() is { } path && Given(path, answers) is not null ? path : null;
        var unit = item.Unit is { } words && !value.IsNull ? new Inked(" ") + page.Text(words.In(page.Language)) : Inked.Empty;
        return new Sheet()
            .Put("mark", Inked.Empty)
            .Put("state", Inked.Empty)
            .Put("text", page.Text(item.Text.In(page.Language)))
            .Put("value", file is null ? Shown(value, item.Type) + unit : Inked.Empty)
            .Put("comment", Inked.Empty)
            .Put("photo", File(file, answers));
    }

    // A number that somebody measured is no code.
    private Inked Shown(Value value, InputType type) =>
        value.Kind is ValueKind.Integer or ValueKind.Text && type is not (InputType.Size or InputType.Duration) && value.ToText().Length > 0
            ? page.Text(value.ToText())
            : page.Value(value, type);

    private Inked File(string? path, List<ReportAnswer> answers) =>
        path is not null && Given(path, answers) is { } file ? page.Photos.Of(file) : page.Code(path);

    private static ReportArtefact? Given(string path, List<ReportAnswer> answers) =>
        answers.SelectMany(static a => a.Artefacts).LastOrDefault(a => a.Path == path);

    private Sheet Answer(ReportStep step, ReportQuestion question, ReportAnswer answer) =>
        new Sheet()
            .Put("by", page.Text(answer.By))
            .Put("verdict", page.Word(Verdict(question.Kind, answer)))
            .Put("tone", new Inked(answer.Accepted ? "good" : "bad"))
            .Put("at", page.Moment(answer.At))
            .Put("how", page.Word(How(step, answer)))
            .Put("comment", answer.Comment is { Length: > 0 } comment ? page.Text(comment) : Inked.Empty);

    private static LocalizedText Verdict(string kind, ReportAnswer answer) =>
        (kind, answer.Accepted) switch
        {
            (_, false) => Says.ProtocolNo,
            ("approve", _) => Says.ProtocolAgreed,
            ("ask", _) => Says.ProtocolEntered,
            ("checklist", _) when PersonFields.Ticked.In(answer.Values).Items.IsEmpty => PersonFields
                .Unticked.In(answer.Values)
                .Items.IsEmpty
                ? Says.ProtocolEntered
                : Says.ProtocolUnticked,
            ("checklist", _) => Says.ProtocolTicked,
            _ => Says.ProtocolYes,
        };

    private LocalizedText How(ReportStep step, ReportAnswer answer) =>
        answer switch
        {
            { Channel: "yes" } => Says.ProtocolAutomatic,
            { IsSigned: true } => IsUnknown(step, answer) ? Says.ProtocolUnknownKey : Says.ProtocolSigned,
            { Channel: "challenge" } => Says.ProtocolChallenge,
            _ => Says.ProtocolNamed,
        };

    private bool IsUnknown(ReportStep step, ReportAnswer answer) =>
        page.Report.Journal.Proof.Approvers.Any(a => a.Step == step.Path && a.By == answer.By && a.Vouching == Vouching.KnownOnlyHere);
}
