namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of <c>teams.yaml</c>. Source: docs/…/how-to/edit-teams.md.</summary>
internal static class TeamKeys
{
    internal static KeyTable Teams { get; } = new("teams", new("Plik zespołów", "The teams file"),
    [
        new("schemaVersion", KeyKind.Word, new("wersja języka, w cudzysłowie", "the language's version, in quotes")) { Required = true, Words = ["1.0"] },
        new("teams", KeyKind.TablesByName, new("zespoły według identyfikatorów", "the teams by id")) { Required = true, Of = "team" },
    ]);

    internal static KeyTable Team { get; } = new("team", new("Zespół", "A team"),
    [
        new("name", KeyKind.Localized, new("nazwa zespołu", "the team's name")) { Required = true },
        new("contact", KeyKind.Localized, new("jak się z nim skontaktować", "how to reach it")),
        new("email", KeyKind.Text, new("adres, na który idzie wiadomość `.eml`", "the address of the message `.eml`")),
        new("channels", KeyKind.Texts, new("jak paczka trafia do zespołu: `outbox`, `email`, `ticket`", "how a package reaches the team: `outbox`, `email`, `ticket`")) { Default = "outbox" },
        new("outbox", KeyKind.Text, new("katalog stanowiska, w którym czekają paczki", "the station's directory in which packages wait")) { Default = "var/outbox/ID" },
        new("requires", KeyKind.Tables, new("dowody, bez których zespół nie zaczyna", "evidence without which the team does not begin")) { Of = "requires" },
    ]);

    internal static KeyTable Requires { get; } = new("requires", new("Wymagany dowód", "Required evidence"),
    [
        new("id", KeyKind.Id, new("nazwa dowodu, jedyna w zespole", "the evidence's name, unique in the team")) { Required = true },
        new("name", KeyKind.Localized, new("jak nazywają go ludzie", "what people call it")) { Required = true },
        new("files", KeyKind.Texts, new("wzorce plików; `evidence/…` to dowody przebiegu", "file patterns; `evidence/…` is the run's evidence")) { Required = true },
        new("on", KeyKind.Texts, new("kody spraw, których dotyczy; bez tego wszystkie", "the codes of cases that it is for; without it, all")),
        new("collect", KeyKind.Text, new("sprawdzenie, które tworzy brakujący dowód", "the check that makes missing evidence")),
    ]);
}
