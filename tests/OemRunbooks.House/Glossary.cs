using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Words.Generator;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace OemRunbooks.House;

/// <summary>A word of the field, and the words that mean the same and are not used.</summary>
/// <param name="Name">The word.</param>
/// <param name="Means">What it means.</param>
/// <param name="Synonyms">Other words for it, with what to write instead; by language.</param>
internal sealed record Term(
    LocalizedText Name,
    LocalizedText Means,
    IReadOnlyDictionary<Locale, IReadOnlyDictionary<string, string>> Synonyms
);

/// <summary>The field has one word for each thing. Source: ADR 0010.</summary>
public sealed partial class Glossary
{
    private const string Source = "engine/OemRunbooks.Foundation/Words/glossary.yaml";
    private static readonly IReadOnlyList<Term> Terms = [.. Load()];

    [Theory]
    [InlineData("pl", Locale.Pl)]
    [InlineData("en", Locale.En)]
    public void The_page_is_made_of_the_glossary(string directory, Locale language)
    {
        var path = $"docs/{directory}/reference/glossary.md";
        var made = Page(language);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), made);
        }

        var isSame = made == Repository.Read(path).ReplaceLineEndings("\n");
        Assert.True(isSame, $"{path} is behind {Source}: UPDATE=1 dotnet test tests/OemRunbooks.House");
    }

    [Theory]
    [InlineData(Locale.Pl)]
    [InlineData(Locale.En)]
    public void Nobody_reads_a_second_word_for_the_same(Locale language)
    {
        var refused = Terms.SelectMany(t => t.Synonyms[language]).Select(static s => (Word: Pattern(s.Key), s.Value)).ToList();
        var found = Read(language)
            .SelectMany(text =>
                refused.SelectMany(r => r.Word.Matches(text.Text).Select(m => $"{text.Place}: “{m.Value}”, write “{r.Value}”"))
            );
        Assert.Empty(found.Distinct());
    }

    private static Regex Pattern(string word) =>
        new($@"(?<![\w-]){Regex.Escape(word.TrimEnd('*'))}{(word.EndsWith('*') ? @"\w*" : @"\b")}", RegexOptions.IgnoreCase);

    // Words files in one language, pages without code and addresses, and the help.
    private static IEnumerable<(string Place, string Text)> Read(Locale language)
    {
        var directory = language == Locale.Pl ? "pl" : "en";
        var pages = Repository
            .Files($"docs/{directory}")
            .Where(static f => f.EndsWith(".md", StringComparison.Ordinal) && !f.EndsWith("/glossary.md", StringComparison.Ordinal));
        foreach (var page in language == Locale.En ? pages.Append("README.md") : pages)
        {
            yield return (page, Code().Replace(Repository.Read(page), " "));
        }

        yield return ("help", Repository.Read($"tests/surfaces/help.{directory}.approved.txt"));
        foreach (var entry in Repository.WordsFiles.SelectMany(static f => WordsParser.Parse(f, Repository.Read(f)).Entries))
        {
            var texts = language == Locale.Pl ? new[] { entry.Pl, entry.HintPl } : [entry.En, entry.HintEn];
            var text = string.Join('\n', texts.OfType<Line>().Select(static l => Code().Replace(l.Text, " ")));
            yield return ($"{entry.File}: {entry.Key}", text);
        }
    }

    private static string Page(Locale language)
    {
        var (isPl, text) = (language == Locale.Pl, new StringBuilder());
        text.Append($"<!-- {(isPl ? "Plik wygenerowany z" : "Generated from")} {Source} -->\n# {(isPl ? "Słowniczek" : "Glossary")}\n\n");
        text.Append(
            isPl
                ? "Każda rzecz ma jedno słowo, to samo na ekranie, w raportach i na tych stronach.\n\n"
                : "Each thing has one word, the same on the screen, in reports and on these pages.\n\n"
        );
        text.Append(isPl ? "| słowo | po angielsku | co znaczy | nie: |\n" : "| word | in Polish | what it means | not: |\n");
        text.Append("| --- | --- | --- | --- |\n");
        foreach (var term in Terms.OrderBy(t => t.Name.In(language), StringComparer.Ordinal))
        {
            var synonyms = term.Synonyms[language].Keys.Select(static k => $"*{k.Replace("*", "…", StringComparison.Ordinal)}*");
            var not = string.Join(", ", synonyms);
            var (name, other) = (term.Name.In(language), term.Name.In(isPl ? Locale.En : Locale.Pl));
            text.Append($"| {name} | {other} | {term.Means.In(language)} | {not} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Term> Load()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(Source)));
        return ((YamlSequenceNode)yaml.Documents[0].RootNode).Children.Select(static t => new Term(
            Both(t["term"]),
            Both(t["means"]),
            Synonyms(t["not"])
        ));
    }

    private static Dictionary<Locale, IReadOnlyDictionary<string, string>> Synonyms(YamlNode node) =>
        new() { [Locale.Pl] = Words(node["pl"]), [Locale.En] = Words(node["en"]) };

    private static LocalizedText Both(YamlNode node) => new((string)node["pl"]!, (string)node["en"]!);

    private static SortedDictionary<string, string> Words(YamlNode node)
    {
        var words = ((YamlMappingNode)node).Children.ToDictionary(static c => (string)c.Key!, static c => (string)c.Value!);
        return new(words, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"```.*?```|`[^`\n]*`|\]\([^)]*\)|\{\{|\{[^}]*\}", RegexOptions.Singleline)]
    private static partial Regex Code();
}
