using System.Text;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Products;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>The reference of activities as Markdown: <c>docs/…/reference/activities.md</c> is this.</summary>
public sealed class ActivityPage(Product product, Locale language)
{
    private readonly StringBuilder text = new();

    /// <summary>The page of all activities.</summary>
    public string All()
    {
        Line($"<!-- {Says.WordGenerated.In(language)}: runbook activities --format md --lang {language.Code()} -->");
        Line($"# {Says.ActivityActivities.In(language)}");
        Line();
        Line(Says.ActivityRunbooksStepNamesActivityAction.In(language));
        Line();
        Line(Says.ActivityCodeYesUnderRetryMay.In(language));
        Line($"{string.Join(", ", ErrorCode.OfEveryStep.Select(static c => $"`{c}`"))}.");
        foreach (var family in product.Descriptors.GroupBy(static i => i.Name.Split('.')[0]))
        {
            Line();
            Line($"## {family.Key}");
            foreach (var info in family)
            {
                Line();
                One(info, "###");
            }
        }

        return text.ToString();
    }

    /// <summary>The part about one activity.</summary>
    public string Single(ActivityInfo info)
    {
        One(info, "#");
        return text.ToString();
    }

    private void One(ActivityInfo info, string heading)
    {
        Line($"{heading} {info.Name}");
        Line();
        Line(Wording.Cell(Wording.Sentence(info.Summary.In(language))));
        Inputs(info);
        Outputs(info);
        Errors(info);
        Line();
        Line($"{Says.WordCrashMiddle.In(language)}: {ActivityFacts.Crash(info, language)}.");
        if (info.Undo is { } undo)
        {
            Line();
            Line($"{Says.WordUndoing.In(language)}: {undo.In(language)}.");
        }

        if (info.Example is { } example)
        {
            Line();
            Line("```yaml");
            Line(example);
            Line("```");
        }
    }

    private void Inputs(ActivityInfo info)
    {
        if (info.Inputs.IsEmpty)
        {
            return;
        }

        Line();
        Line(Says.ActivityInputTypeRequiredDefaultMeaning.In(language));
        Line("| --- | --- | --- | --- | --- |");
        foreach (var field in info.Inputs)
        {
            Line(
                $"| `{field.Name}` | {ActivityFacts.Type(field)} | {Yes(field.Required)} | "
                    + $"{(field.Default is { } value ? $"`{value}`" : "")} | {Meaning(field)} |"
            );
        }
    }

    private void Outputs(ActivityInfo info)
    {
        if (info.Outputs.IsEmpty)
        {
            return;
        }

        Line();
        Line(Says.ActivityOutputTypeMeaning.In(language));
        Line("| --- | --- | --- |");
        foreach (var field in info.Outputs)
        {
            Line($"| `{field.Name}` | {ActivityFacts.Type(field)} | {Meaning(field)} |");
        }
    }

    private void Errors(ActivityInfo info)
    {
        Line();
        Line(Says.ActivityFailureCodeRetryWhatHappened.In(language));
        Line("| --- | --- | --- |");
        foreach (var error in info.Errors.DistinctBy(static e => e.Code))
        {
            Line($"| `{error.Code}` | {Yes(error.Retryable)} | " + $"{Wording.Cell(error.Told(product.Messages, language))} |");
        }
    }

    private string Meaning(Field field) =>
        Wording.Cell(ActivityFacts.Meaning(field, language)) + (field.Changes ? Says.ActivityChangedStep.In(language) : "");

    private string Yes(bool value) => value ? Says.Yes.In(language) : "";

    private void Line(string line = "") => text.Append(line).Append('\n');
}
