using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>
/// The tables of keys in the language reference: what stands between <c>keys: NAME</c> and <c>/keys</c> is made from the code.
/// </summary>
public static partial class KeyTables
{
    /// <summary>The page with its tables as they have to be.</summary>
    public static string Fill(string page, Locale language) =>
        Place()
            .Replace(
                page,
                m =>
                {
                    var table = Vocabulary.Runbook.Concat(Vocabulary.Activity).First(t => t.Name == m.Groups[1].Value);
                    return $"<!-- keys: {table.Name} -->\n{Table(table, language)}<!-- /keys -->";
                }
            );

    /// <summary>The names of the tables that a page shows.</summary>
    public static IEnumerable<string> Shown(string page) => Place().Matches(page).Select(static m => m.Groups[1].Value);

    private static string Table(KeyTable table, Locale language)
    {
        var text = new StringBuilder();
        text.Append(Says.KeyTablesKeyValueMeaning.In(language)).Append("\n| --- | --- | --- |\n");
        foreach (var key in table.Keys)
        {
            text.Append("| `")
                .Append(key.Name)
                .Append('`')
                .Append(key.Required ? " " + Says.KeyTableRequired.In(language) : "")
                .Append(" | ")
                .Append(Kind(key, language))
                .Append(" | ")
                .Append(Wording.Cell(Wording.Sentence(key.Meaning.In(language))))
                .Append(key.Default is { } value ? " " + Says.KeyTableDefault(value).In(language) : "")
                .Append(" |\n");
        }

        return text.ToString();
    }

    private static string Kind(Key key, Locale language) =>
        key.Kind switch
        {
            KeyKind.Text => Says.ShapeText.In(language),
            KeyKind.Id => Says.KeyTablesKebabCaseName.In(language),
            KeyKind.Version => Says.KeyTablesVersion.In(language),
            KeyKind.Localized => Says.KeyTablesText.In(language),
            KeyKind.Flag => "`true`, `false`",
            KeyKind.Number => key.Min is { } min ? Says.KeyTablesNumber(min, key.Max).In(language) : Says.ShapeNumber.In(language),
            KeyKind.Duration => Says.KeyTablesTimeSM.In(language),
            KeyKind.Texts when !key.Words.IsEmpty => string.Join(", ", key.Words.Select(static w => $"`{w}`")),
            KeyKind.Word => string.Join(", ", key.Words.Select(static w => $"`{w}`")),
            KeyKind.Texts => Says.KeyTablesTextList.In(language),
            KeyKind.Code => Says.KeyTablesCode.In(language),
            KeyKind.Codes => Says.KeyTablesCodeListFamily.In(language),
            KeyKind.Activity => Says.KeyTablesNameActivity.In(language),
            KeyKind.With => Says.KeyTablesInputsActivity.In(language),
            KeyKind.Condition => Says.ShapeExpression.In(language),
            KeyKind.Template or KeyKind.Plain => Says.KeyTablesValue.In(language),
            KeyKind.Templates or KeyKind.Plains => Says.KeyTablesValuesName.In(language),
            KeyKind.Table => $"`{key.Of}`",
            KeyKind.Tables => Says.KeyTablesList(key.Of).In(language),
            KeyKind.TablesByName or KeyKind.TablesOrListsByName => Says.KeyTablesName(key.Of).In(language),
            KeyKind.NumbersByName => Says.KeyTablesNumbersName.In(language),
        };

    [GeneratedRegex("<!-- keys: ([a-zA-Z]+) -->\n.*?<!-- /keys -->", RegexOptions.Singleline)]
    private static partial Regex Place();
}
