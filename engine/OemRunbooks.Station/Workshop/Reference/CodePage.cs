using System.Text;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>The reference of codes as Markdown: <c>docs/…/reference/codes.md</c> is this.</summary>
public static class CodePage
{
    // More activities than these are told by their number: nobody reads such a list in a table.
    private const int Named = 4;

    /// <summary>The page of all codes, as Markdown.</summary>
    public static string All(CodeCatalogue catalogue, Locale language)
    {
        var text = new StringBuilder();
        text.Append($"<!-- {Says.WordGenerated.In(language)}: runbook explain --format md --lang {language.Code()} -->\n");
        text.Append($"# {Says.CodeCodes.In(language)}\n\n");
        text.Append(Says.CodePageAbout.In(language)).Append("\n\n").Append(Says.CodePageNames.In(language)).Append('\n');
        foreach (var family in catalogue.All.GroupBy(static e => e.Family))
        {
            text.Append($"\n## {CodeCatalogue.Title(family.Key, language)}\n\n");
            text.Append(Says.CodePageColumns.In(language)).Append('\n');
            text.Append("| --- | --- | --- | --- | --- |\n");
            foreach (var entry in family)
            {
                text.Append(
                    $"| {(entry.IsFinding ? $"[`{entry.Code}`](codes/{entry.Code}.md)" : $"`{entry.Code}`")} | "
                        + $"{Cell(entry.Message.Words, language)} | {Next(entry, language)} | {CodeCatalogue.Exit(entry, language)} | "
                        + $"{Raised(entry, language)} |\n"
                );
            }
        }

        return text.ToString();
    }

    private static string Next(CodeEntry entry, Locale language) => entry.Message.Hint is { } hint ? Cell(hint, language) : "";

    private static string Raised(CodeEntry entry, Locale language)
    {
        var names = entry.RaisedBy.ToList();
        return entry.IsOfEveryStep ? Says.WordAnyStep.In(language)
            : names.Count <= Named ? string.Join(", ", names.Select(static n => $"`{n}`"))
            : Says.CodeActivities(names.Count).In(language);
    }

    private static string Cell(LocalizedText text, Locale language) => Wording.Cell(text.General(language));
}
