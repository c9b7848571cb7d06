using System.Text;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>The reference of the functions of expressions as Markdown; its examples are carried out when it is made.</summary>
public static class FunctionReference
{
    /// <summary>The page of all functions.</summary>
    public static string All(Locale language)
    {
        var text = new StringBuilder();
        text.Append($"<!-- {Says.WordGenerated.In(language)}: runbook explain functions --format md --lang {language.Code()} -->\n");
        text.Append($"# {Says.FunctionsTitle.In(language)}\n\n{Says.FunctionsAbout.In(language)}\n");
        foreach (var family in FunctionPage.All.GroupBy(static p => Family(p.Name)))
        {
            text.Append($"\n## {(family.Key.Length == 0 ? Says.FunctionsAlone.In(language) : $"`{family.Key}`")}\n\n");
            text.Append(Says.FunctionsColumns.In(language)).Append("\n| --- | --- | --- | --- |\n");
            foreach (var page in family)
            {
                text.Append(
                    $"| `{page.Name}({page.Takes})` | {page.Type} | {page.Summary.In(language)} | "
                        + $"`{Code(page.Example)}` → `{Code(Result(page))}` |\n"
                );
            }
        }

        return text.ToString();
    }

    /// <summary>What the example of a function comes to.</summary>
    public static string Result(FunctionPage page) => CanonicalJson.Text(page.Result().Recorded());

    private static string Family(string name) => name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : "";

    private static string Code(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
