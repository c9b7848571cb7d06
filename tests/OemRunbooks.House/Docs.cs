using System.Text.RegularExpressions;
using Xunit;

namespace OemRunbooks.House;

/// <summary>Source: style.md, 3.11: parity of the two languages is mechanical.</summary>
public sealed partial class Docs
{
    [Fact]
    public void Both_languages_have_the_same_reference_pages() => Assert.Equal(Pages("en"), Pages("pl"));

    [Fact]
    public void Both_languages_have_the_same_heading_skeleton() =>
        Assert.All(Pages("en"), static page => Assert.Equal(Skeleton(Text("en", page)), Skeleton(Text("pl", page))));

    [Fact]
    public void Commands_in_both_languages_are_the_same() =>
        Assert.Equal(Blocks(Text("en", "tools.md")), Blocks(Text("pl", "tools.md")));

    private static string[] Pages(string language) =>
        [.. Repository.Files($"docs/{language}/reference").Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Text(string language, string page) => Repository.Read($"docs/{language}/reference/{page}").ReplaceLineEndings("\n");

    private static string[] Skeleton(string text) => [.. Heading().Matches(Fenced().Replace(text, "")).Select(static m => m.Value)];

    private static string[] Blocks(string text) => [.. Fenced().Matches(text).Select(static m => m.Value)];

    [GeneratedRegex("^#+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
