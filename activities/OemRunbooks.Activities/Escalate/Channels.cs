using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Escalate;

/// <summary>What lies beside a package so that it reaches its team: an e-mail file, a ticket.</summary>
/// <param name="call">The call.</param>
/// <param name="team">The team.</param>
/// <param name="package">The package.</param>
internal sealed class Channels(Call call, Team team, StationPath package)
{
    // Mail servers commonly refuse more; a larger package travels by itself.
    private const long MostAttached = 8 << 20;

    /// <summary>The e-mail file; null when the team has no such channel.</summary>
    internal StationPath? MailFile => team.Channels.Contains(TeamChannel.Email) ? Beside(".eml") : null;

    /// <summary>The ticket; null when the team has no such channel.</summary>
    internal StationPath? TicketFile => team.Channels.Contains(TeamChannel.Ticket) ? Beside(".ticket.json") : null;

    /// <summary>Writes what the team's channels need; the same again after a crash.</summary>
    internal void Write(IReadOnlyList<string> missing)
    {
        var digest = FileCopy.Digest(call.Disk, package.Full);
        if (MailFile is { } mail)
        {
            var size = call.Disk.Length(package.Full);
            (string, byte[])? attachment = size <= MostAttached ? (Path.GetFileName(package.Full), call.Disk.ReadAll(package.Full)) : null;
            call.Disk.Replace(
                mail.Full,
                Mail.Compose(
                    team.Email!,
                    call.Site.Operator,
                    Title(Locale.Pl),
                    Body(digest, missing, attachment is not null),
                    call.Site.StartedAt,
                    call.Site.RunId,
                    attachment
                )
            );
        }

        if (TicketFile is { } ticket)
        {
            call.Disk.Replace(ticket.Full, OemJsonWriter.WriteBytes(Ticket(digest, missing), JsonStyle.PrettyInOrder));
        }
    }

    private string Title(Locale language)
    {
        var code = RunStory.FailureOf(call)?.Code;
        return call.Redactor.Apply(Says.CaseMailTitle(call.Site.RunId, code ?? call.Site.RunbookId).In(language));
    }

    private string Body(FileDigest digest, IReadOnlyList<string> missing, bool attached) =>
        call.Redactor.Apply($"{Half(digest, missing, attached, Locale.Pl)}\n--\n{Half(digest, missing, attached, Locale.En)}");

    private string Half(FileDigest digest, IReadOnlyList<string> missing, bool attached, Locale language) =>
        $"""
            {Story(language)}
            {Says.CaseMailPackage(Path.GetFileName(package.Full), digest.Size, digest.Sha384).In(language)}
            {(attached ? Says.CaseMailAttached : Says.CaseMailTooLarge).In(language)}
            {(missing.Count == 0 ? "" : Says.CaseMailMissing(missing).In(language) + "\n")}
            """;

    private string Story(Locale language)
    {
        var note = call.Get(EscalateTeam.Takes.Note)?.In(language);
        return $"{Says.CaseMailTeam(team.Name).In(language)}\n"
            + $"{RunStory.Body(call, language)}{(note is null ? "" : RunStory.Inline(note) + "\n")}";
    }

    private OemObject Ticket(FileDigest digest, IReadOnlyList<string> missing) =>
        new()
        {
            { "format", "oem-runbooks-ticket" },
            { "version", OemJson.Of(1) },
            { "team", team.Id },
            {
                "title",
                new OemObject { { "pl", Title(Locale.Pl) }, { "en", Title(Locale.En) } }
            },
            {
                "body",
                new OemObject { { "pl", call.Redactor.Apply(Story(Locale.Pl)) }, { "en", call.Redactor.Apply(Story(Locale.En)) } }
            },
            { "code", RunStory.FailureOf(call)?.Code },
            { "ticket", call.Get(EscalateTeam.Takes.Ticket) },
            { "run", call.Site.RunId },
            { "runbook", call.Site.RunbookId },
            { "runbook_version", call.Site.RunbookVersion },
            { "operator", call.Redactor.Apply(call.Site.Operator) },
            { "created_at", TimeForms.Seconds(call.Site.StartedAt) },
            {
                "package",
                new OemObject
                {
                    { "path", package.Shown },
                    { "size", OemJson.Of(digest.Size) },
                    { "sha384", digest.Sha384 },
                }
            },
            { "missing_evidence", OemJson.Of(missing) },
        };

    private StationPath Beside(string suffix) => new(package.Shown[..^4] + suffix, package.Full[..^4] + suffix);
}
