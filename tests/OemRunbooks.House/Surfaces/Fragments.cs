using System.Text.RegularExpressions;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>What users notice is told in a fragment of the changelog. Source: style.md, 3.11.</summary>
public sealed partial class Fragments
{
    private const string Place = "docs/changes/unreleased";

    [Fact]
    public void A_fragment_begins_with_its_kind_and_ends_with_its_readers()
    {
        var wrong = Repository
            .Files(Place)
            .Where(static f => f != Place + "/README.md")
            .Select(static f => (File: f, Line: Repository.Read(f).Split('\n')[0]))
            .Where(static f => !f.File.EndsWith(".md", StringComparison.Ordinal) || !First().IsMatch(f.Line))
            .Select(static f => $"{f.File}: {f.Line}");
        Assert.True(
            !wrong.Any(),
            "The first line of a fragment is \"Added|Changed|Fixed|Security: … (technician|lead|auditor|author)\", see "
                + $"{Place}/README.md:\n{string.Join('\n', wrong)}"
        );
    }

    [Theory]
    [InlineData("Added: `runbook undo` takes back what a run has done. (technician)", true)]
    [InlineData("Fixed: the plan announced a failure that the run would not have had; it no longer does. (technician, lead)", true)]
    [InlineData("fixed: a thing. (lead)", false)]
    [InlineData("Fixed: a thing was wrong; now it is right (lead)", true)]
    [InlineData("Fixed: (lead)", false)]
    [InlineData("Fixed: a thing. (everybody)", false)]
    [InlineData("Improved: a thing. (lead)", false)]
    [InlineData("Fixed: a thing.", false)]
    public void The_rule_tells_a_fragment_from_a_note(string line, bool right) => Assert.Equal(right, First().IsMatch(line));

    [Fact]
    public void The_changelog_holds_releases_only() =>
        Assert.All(
            Repository.Read("CHANGELOG.md").Split('\n').Where(static l => l.StartsWith("## ", StringComparison.Ordinal)),
            static l => Assert.Matches(@"^## \d+\.\d+\.\d+", l)
        );

    [GeneratedRegex(@"^(Added|Changed|Fixed|Security): \S.*\S \((technician|lead|auditor|author)(, (technician|lead|auditor|author))*\)$")]
    private static partial Regex First();
}
