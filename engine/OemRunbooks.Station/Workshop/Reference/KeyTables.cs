using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>The tables of keys in the language reference: what stands between <c>keys: NAME</c> and <c>/keys</c> is made from the code.</summary>
public static partial class KeyTables
{
    /// <summary>The page with its tables as they have to be.</summary>
    public static string Fill(string page, Locale language) => Place().Replace(page, m =>
    {
        var table = Vocabulary.Runbook.First(t => t.Name == m.Groups[1].Value);
        return $"<!-- keys: {table.Name} -->\n{Table(table, language)}<!-- /keys -->";
    });

    /// <summary>The names of the tables that a page shows.</summary>
    public static IEnumerable<string> Shown(string page) => Place().Matches(page).Select(static m => m.Groups[1].Value);

    private static string Table(KeyTable table, Locale language)
    {
        var text = new StringBuilder();
        text.Append(language.In("| klucz | wartość | znaczenie |", "| key | value | meaning |")).Append("\n| --- | --- | --- |\n");
        foreach (var key in table.Keys)
        {
            text.Append("| `").Append(key.Name).Append('`').Append(key.Required ? language.In(" (wymagany)", " (required)") : "")
                .Append(" | ").Append(Kind(key, language)).Append(" | ").Append(Wording.Cell(Wording.Sentence(key.Meaning.In(language))))
                .Append(key.Default is { } value ? language.In($" Domyślnie `{value}`.", $" Default `{value}`.") : "").Append(" |\n");
        }

        return text.ToString();
    }

    private static string Kind(Key key, Locale language) => key.Kind switch
    {
        KeyKind.Text => language.In("tekst", "text"),
        KeyKind.Id => language.In("nazwa kebab-case", "kebab-case name"),
        KeyKind.Version => language.In("wersja `1.2.3`", "version `1.2.3`"),
        KeyKind.Localized => language.In("tekst albo `{pl, en}`", "text or `{pl, en}`"),
        KeyKind.Flag => "`true`, `false`",
        KeyKind.Number => key.Min is { } min ? language.In($"liczba {min}–{key.Max}", $"number {min}–{key.Max}") : language.In("liczba", "number"),
        KeyKind.Duration => language.In("czas: `30s`, `15m`", "time: `30s`, `15m`"),
        KeyKind.Word => string.Join(", ", key.Words.Select(static w => $"`{w}`")),
        KeyKind.Texts => language.In("tekst albo lista", "text or list"),
        KeyKind.Code => language.In("kod", "code"),
        KeyKind.Codes => language.In("kod albo lista; `rodzina.*`, `*`", "code or list; `family.*`, `*`"),
        KeyKind.Activity => language.In("nazwa czynności", "name of an activity"),
        KeyKind.With => language.In("wejścia czynności", "inputs of the activity"),
        KeyKind.Condition => language.In("wyrażenie", "expression"),
        KeyKind.Template or KeyKind.Plain => language.In("wartość", "value"),
        KeyKind.Templates or KeyKind.Plains => language.In("wartości według nazw", "values by name"),
        KeyKind.Table => $"`{key.Of}`",
        KeyKind.Tables => language.In($"lista: `{key.Of}`", $"list of `{key.Of}`"),
        KeyKind.TablesByName or KeyKind.TablesOrListsByName => language.In($"według nazw: `{key.Of}`", $"by name: `{key.Of}`"),
        KeyKind.NumbersByName => language.In("liczby według nazw", "numbers by name"),
    };

    [GeneratedRegex("<!-- keys: ([a-zA-Z]+) -->\n.*?<!-- /keys -->", RegexOptions.Singleline)]
    private static partial Regex Place();
}
