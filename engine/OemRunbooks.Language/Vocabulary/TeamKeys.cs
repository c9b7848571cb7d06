namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of <c>teams.yaml</c>. Source: docs/…/how-to/edit-teams.md.</summary>
internal static class TeamKeys
{
    internal static KeyTable Teams { get; } =
        new(
            "teams",
            Says.TableTeams,
            [
                new("schemaVersion", KeyKind.Word, Says.KeyTeamsSchemaVersion) { Required = true, Words = ["1.0"] },
                new("teams", KeyKind.TablesByName, Says.KeyTeamsTeams) { Required = true, Of = "team" },
            ]
        );

    internal static KeyTable Team { get; } =
        new(
            "team",
            Says.TableTeam,
            [
                new("name", KeyKind.Localized, Says.KeyTeamName) { Required = true },
                new("contact", KeyKind.Localized, Says.KeyTeamContact),
                new("email", KeyKind.Text, Says.KeyTeamEmail),
                new("channels", KeyKind.Texts, Says.KeyTeamChannels) { Default = "outbox" },
                new("outbox", KeyKind.Text, Says.KeyTeamOutbox) { Default = "var/outbox/ID" },
                new("requires", KeyKind.Tables, Says.KeyTeamRequires) { Of = "requires" },
            ]
        );

    internal static KeyTable Requires { get; } =
        new(
            "requires",
            Says.TableRequires,
            [
                new("id", KeyKind.Id, Says.KeyRequiresId) { Required = true },
                new("name", KeyKind.Localized, Says.KeyRequiresName) { Required = true },
                new("files", KeyKind.Texts, Says.KeyRequiresFiles) { Required = true },
                new("on", KeyKind.Texts, Says.KeyRequiresOn),
                new("collect", KeyKind.Text, Says.KeyRequiresCollect),
            ]
        );
}
