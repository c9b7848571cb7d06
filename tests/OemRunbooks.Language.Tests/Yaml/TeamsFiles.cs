using System.Text;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Language.Tests.Yaml;

/// <summary>The teams file: what it may say, and what is found in one that says something else.</summary>
public sealed class TeamsFiles
{
    private const string Head = "schemaVersion: \"1.0\"\n";

    public static TheoryData<string, string> Mistakes =>
        new()
        {
            { "RB0101", Head + "teams: {l3: {name: L3, «mail»: x}}" },
            { "RB0101", Head + "«team»: {}\nteams: {}" },
            { "RB0102", Head + "teams: «[l3]" },
            { "RB0104", Head + "teams: {l3: «{}}" },
            { "RB0104", "«teams: {l3: {name: L3}}" },
            { "RB0104", Head + "teams: {l3: {name: L3, «channels»: [email]}}" },
            { "RB0104", Head + "teams: {l3: {name: L3, requires: [«{name: x, files: [a]}]}}" },
            { "RB0105", Head + "teams: {«L_3»: {name: L3}}" },
            { "RB0107", "schemaVersion: «\"2.0\"»\nteams: {}" },
            { "RB0113", Head + "teams: {l3: {name: «{pl: L3}}}" },
            { "RB0119", Head + "teams: {l3: {name: L3, email: «\"a b@c\"»}}" },
            { "RB0119", Head + "teams: {l3: {name: L3, email: «\"x@y\\r\\nBcc: z@y\"}}" },
            { "RB0120", Head + "teams: {l3: {name: L3, channels: [«fax»]}}" },
            { "RB0121", Head + "teams: {l3: {name: L3, outbox: «../out»}}" },
            { "RB0121", Head + "teams: {l3: {name: L3, outbox: «/tmp»}}" },
            { "RB0122", Head + "teams: {l3: {name: L3, requires: [{id: a, name: x, files: [a], collect: «drifft»}]}}" },
            { "RB0202", Head + "teams: {l3: {name: L3, requires: [{id: a, name: x, files: [a]}, {id: «a», name: x, files: [a]}]}}" },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_at_its_place_and_no_team_is_taken(string code, string marked)
    {
        var before = marked[..marked.IndexOf('«', StringComparison.Ordinal)];
        var (line, column) = (before.Count(static c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        var result = Load(marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));
        Assert.True(
            result.Diagnostics.Any(d => d.Code == code && d.Span.Line == line && d.Span.Column == column),
            $"wanted {code} at {line}:{column}, found "
                + $"{string.Join("; ", result.Diagnostics.Select(static d => $"{d.Code} at {d.Span.Line}:{d.Span.Column} {d.Arguments}"))}"
        );
        Assert.Empty(result.Teams);
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var team = Load(Head + "teams: {l3: {name: {pl: Trzecia linia, en: Third line}}}").Teams["l3"];
        Assert.Equal(TeamChannel.Outbox, Assert.Single(team.Channels));
        Assert.Equal("var/outbox/l3", team.Outbox);
        Assert.Empty(team.Requires);
        Assert.Equal("Trzecia linia", team.Name.Pl);
    }

    [Fact]
    public void A_runbook_that_escalates_to_a_team_that_nobody_described_is_told_so()
    {
        const string yaml = "steps: [{id: z, action: do.work}]\nescalations:\n  - {on: \"*\", team: hardwear}";
        var loader = new RunbookLoader(FakeActivities.Infos, static _ => null) { Teams = static () => ["hardware", "l3"] };
        var found = Assert.Single(loader.Load("a.yaml", Encoding.UTF8.GetBytes(Some.Head + yaml)).Diagnostics);
        Assert.Equal(("RB0402", "hardware"), (found.Code, found.Arguments["closest"].ToText()));
        var step = loader.Load("a.yaml", Encoding.UTF8.GetBytes(Some.Head + "steps: [{id: z, action: escalate.team, with: {team: l4}}]"));
        Assert.Equal("RB0402", Assert.Single(step.Diagnostics).Code);
    }

    private static TeamsFile Load(string yaml) =>
        TeamsFile.Read("teams.yaml", Encoding.UTF8.GetBytes(yaml), ["hardware-drift", "license-status"]);
}
