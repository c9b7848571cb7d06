using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workshop.Reference;
using Xunit;

namespace OemRunbooks.House;

/// <summary>The language reference names every key, and its examples are runbooks.</summary>
public sealed partial class LanguageReference
{
    [Theory]
    [InlineData("pl", Locale.Pl)]
    [InlineData("en", Locale.En)]
    public void Its_tables_are_as_the_code_has_them(string directory, Locale language)
    {
        var path = $"docs/{directory}/reference/language.md";
        var page = Repository.Read(path).ReplaceLineEndings("\n");
        var made = KeyTables.Fill(page, language);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), made);
        }

        Assert.True(made == page, $"{path} is behind the code: UPDATE=1 dotnet test tests/OemRunbooks.House");
        Assert.Equal(Vocabulary.Runbook.Concat(Vocabulary.Activity).Select(static t => t.Name).Order(), KeyTables.Shown(page).Order());
    }

    [Fact]
    public void Its_whole_example_lints()
    {
        var example = Block()
            .Matches(Repository.Read("docs/en/reference/language.md").ReplaceLineEndings("\n"))
            .Select(static m => m.Groups[1].Value)
            .First(static b => b.Contains("schemaVersion", StringComparison.Ordinal));
        var loader = new RunbookLoader(OemActivities.All.Select(static a => a.Info), static _ => null)
        {
            Teams = static () => ["hardware", "l3", "security"],
        };
        var loaded = loader.Load("language.md", Encoding.UTF8.GetBytes(example));
        Assert.Empty(loaded.Diagnostics.Select(d => d.Render(Globals.Words, Locale.En, loaded.Text)));
    }

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
