using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Language.Yaml;
using Xunit;

namespace OemRunbooks.House;

/// <summary>Source: style.md, 3.11: parity of the two languages is mechanical.</summary>
public sealed partial class Docs
{
    public static TheoryData<string> Pages => [.. PagesOf("en")];

    [Fact]
    public void Both_languages_have_the_same_pages() => Assert.Equal(PagesOf("en"), PagesOf("pl"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Both_languages_have_the_same_headings_and_commands(string page) =>
        AssertAlike(Repository.Read($"docs/en/{page}"), Repository.Read($"docs/pl/{page}"));

    [Fact]
    public void Both_front_pages_have_the_same_headings_and_commands() =>
        AssertAlike(Repository.Read("README.md"), Repository.Read("docs/pl/README.md"));

    [Fact]
    public void Front_pages_are_short() =>
        Assert.All(
            new[] { "README.md", "docs/pl/README.md" },
            static f => Assert.True(Repository.Read(f).TrimEnd().Split('\n').Length <= 120, f)
        );

    [Fact]
    public void Decisions_are_short() =>
        Assert.All(Repository.Files("docs/adr"), static f => Assert.True(Repository.Read(f).TrimEnd().Split('\n').Length <= 60, f));

    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var broken = Repository
            .Files()
            .Where(static f => f.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(static f =>
                Link()
                    .Matches(Block().Replace(Repository.Read(f), ""))
                    .Select(static m => m.Groups[1].Value)
                    .Where(static l =>
                        !l.Contains("://", StringComparison.Ordinal)
                        && !l.StartsWith('#')
                        && !l.StartsWith("mailto:", StringComparison.Ordinal)
                    )
                    .Where(l => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(f)!, l.Split('#')[0])))
                    .Select(l => $"{f}: {l}")
            );
        Assert.Empty(broken);
    }

    [Fact]
    public void A_teams_file_on_a_page_is_free_of_findings()
    {
        var pages = Repository
            .Files("docs")
            .Where(static f => f.EndsWith(".md", StringComparison.Ordinal) && !f.Contains("/reference/codes/", StringComparison.Ordinal));
        var files = pages
            .SelectMany(static f => Block().Matches(Repository.Read(f).ReplaceLineEndings("\n")))
            .Select(static m => m.Value)
            .Where(static b => b.StartsWith("```yaml\n", StringComparison.Ordinal) && b.Contains("\nteams:\n", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);
        Assert.All(
            files,
            static b =>
            {
                var result = TeamsFile.Read(
                    "teams.yaml",
                    Encoding.UTF8.GetBytes(b["```yaml\n".Length..^"```".Length]),
                    OemActivities.Collectors
                );
                Assert.Empty(result.Diagnostics.Select(d => d.Render(Globals.Words, Locale.En, result.Text)));
            }
        );
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pl")]
    public void The_page_of_the_journal_names_every_entry_type_and_verdict(string language)
    {
        var page = Repository.Read($"docs/{language}/reference/journal.md");
        Assert.All(EntryTypes.All, t => Assert.Contains($"| `{t}` |", page, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<Verdict>(), v => Assert.Contains($"| `{v.ToUpperInvariant()}` |", page, StringComparison.Ordinal));
    }

    private static void AssertAlike(string en, string pl)
    {
        Assert.Equal(Headings(en), Headings(pl));
        Assert.Equal(Blocks(en), Blocks(pl));
    }

    private static string[] PagesOf(string language) =>
        [
            .. Repository
                .Files($"docs/{language}")
                .Select(f => f[$"docs/{language}/".Length..])
                .Where(static f => f != "README.md")
                .Order(StringComparer.Ordinal),
        ];

    private static string[] Headings(string text) =>
        [.. Heading().Matches(Block().Replace(text.ReplaceLineEndings("\n"), "")).Select(static m => m.Value)];

    // What a program writes is in the reader's language: such a block has only to be there.
    private static string[] Blocks(string text) =>
        [
            .. Block()
                .Matches(text.ReplaceLineEndings("\n"))
                .Select(static m => m.Value.StartsWith("```text\n", StringComparison.Ordinal) ? "```text" : m.Value),
        ];

    [GeneratedRegex("^#+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
