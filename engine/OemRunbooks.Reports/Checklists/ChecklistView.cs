using System.Globalization;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Reports.Views;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Checklists;

/// <summary>A runbook as its checklist shows it: what people do and see, in order, with room for ticks and words.</summary>
internal sealed class ChecklistView(Checklist checklist, Locale language, Ink ink, bool hasPictures)
{
    private const int Deepest = 4;

    internal Sheet Sheet()
    {
        var runbook = checklist.Runbook;
        return new Sheet()
            .Put("lang", new Inked(language.Code()))
            .Put("title", Text(runbook.Name))
            .Put("about", runbook.Description is { } about ? Text(about) : Inked.Empty)
            .Put("version", ink.Code($"{runbook.Id} {runbook.Version}"))
            .Put("facts", Facts())
            .Put("steps", Steps(runbook.Steps, runbook, "", 0))
            .Put("has_finally", !runbook.Finally.IsEmpty)
            .Put("finally", Steps(runbook.Finally, runbook, "", 0, runbook.Steps.Length))
            .Put("w", Words());
    }

    private IEnumerable<Sheet> Facts() =>
        new (string Key, LocalizedText Label)[] { ("customer", Says.FactCustomer), ("site", Says.FactSite), ("device", Says.FactDevice) }
            .Select(f => Fact(f.Label, checklist.Station.GetValueOrDefault(f.Key)))
            .Concat([Fact(Says.ChecklistDate, null), Fact(Says.ChecklistCase, null)]);

    private Sheet Fact(LocalizedText label, string? value) =>
        new Sheet().Put("label", Text(label)).Put("value", value is null ? Inked.Empty : ink.Text(value)).Put("known", value is not null);

    // What the steps of a called runbook ask stands below the step that calls it; what an activity made of YAML does is one step.
    private IEnumerable<Sheet> Steps(IEnumerable<Step> steps, Runbook owner, string above, int depth, int before = 0)
    {
        var number = before;
        foreach (var step in steps)
        {
            number++;
            var own = above + number.ToString(CultureInfo.InvariantCulture);
            yield return Step(step, owner, own, depth);
            if (depth >= Deepest)
            {
                continue;
            }

            var (inner, of) = step is { Called: { IsActivity: false } called } ? (called.Steps, called) : (step.Steps, owner);
            foreach (var below in step.IsMade ? [] : Steps(inner, of, own + ".", depth + 1))
            {
                yield return below;
            }
        }
    }

    private Sheet Step(Step step, Runbook owner, string number, int depth)
    {
        var picture = hasPictures && step.Picture is { } path ? checklist.Picture(owner, path) : null;
        return new Sheet()
            .Put("number", ink.Text(number))
            .Put("depth", depth)
            .Put("title", Title(step))
            .Put("is_group", step.Activity is null && step.Kind != StepKind.Call)
            .Put("when", step.When is { } when ? ink.Code(PaperText.Written(when)) : Inked.Empty)
            .Put("each", step.In is { } list ? ink.Code(PaperText.Written(list)) : Inked.Empty)
            .Put("about", step.Description is { } about ? Text(about) : Inked.Empty)
            .Put("prompt", Inner(step, PersonFields.Prompt.Name))
            .Put("hint", step.Hint is { } hint ? Text(hint) : Inked.Empty)
            .Put(
                "picture",
                picture is { } shown ? new Inked($"data:{shown.MediaType};base64,{Convert.ToBase64String(shown.Bytes)}") : Inked.Empty
            )
            .Put("items", Items(step))
            .Put("fields", Fields(step))
            .Put("is_confirm", step.Activity?.Name == PersonActivities.Confirm.Name)
            .Put("is_approve", step.Activity?.Name == PersonActivities.Approve.Name)
            .Put("is_list_later", IsListLater(step));
    }

    private Inked Title(Step step) =>
        step.Title is { } title
            ? ink.Text(PaperText.Of(language == Locale.Pl ? title.Pl : title.En, language))
            : Text(step.Name ?? step.Activity?.Summary ?? LocalizedText.Both(step.Id));

    private static bool IsListLater(Step step) =>
        step.Activity?.Name == PersonActivities.Checklist.Name && With(step, PersonFields.Items.Name) is not (null or Template.Sequence);

    private IEnumerable<Sheet> Items(Step step) =>
        step.Activity?.Name == PersonActivities.Checklist.Name && With(step, PersonFields.Items.Name) is Template.Sequence items
            ? items.Items.Select(Item)
            : [];

    private Sheet Item(Template item) =>
        new Sheet()
            .Put("text", ink.Text(PaperText.Of(PaperText.Member(item, ItemFields.Text.Name) ?? item, language)))
            .Put(
                "evidence",
                PaperText.Member(item, ItemFields.Evidence.Name) is Template.Literal { Value: var takes } && takes.AsBoolean() == true
            )
            .Put(
                "optional",
                PaperText.Member(item, ItemFields.Required.Name) is Template.Literal { Value: var must } && must.AsBoolean() == false
            );

    private IEnumerable<Sheet> Fields(Step step) =>
        step.Activity?.Name == PersonActivities.Ask.Name && With(step, PersonFields.Fields.Name) is Template.Sequence fields
            ? fields.Items.Select(Field)
            : [];

    private Sheet Field(Template field)
    {
        var asked = PaperText.Member(field, QuestionFields.Prompt.Name) ?? PaperText.Member(field, QuestionFields.Name.Name);
        return new Sheet()
            .Put("text", ink.Text(PaperText.Of(asked, language)))
            .Put("unit", ink.Text(PaperText.Of(PaperText.Member(field, QuestionFields.Unit.Name), language)))
            .Put("choices", ink.Text(PaperText.Of(PaperText.Member(field, QuestionFields.Choices.Name), language)));
    }

    private Inked Inner(Step step, string field) =>
        step.Activity?.Role == ActivityRole.Person && With(step, field) is { } asked
            ? ink.Text(PaperText.Of(asked, language))
            : Inked.Empty;

    private static Template? With(Step step, string name) => step.With.FirstOrDefault(w => w.Name == name)?.Template;

    private Inked Text(LocalizedText text) => ink.Text(text.In(language));

    private Sheet Words()
    {
        var words = new Sheet();
        foreach (var (name, said) in ChecklistWords.All)
        {
            words.Put(name, Text(said));
        }

        return words;
    }
}
