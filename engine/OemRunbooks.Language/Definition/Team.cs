using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Definition;

/// <summary>How a team is reached from a station that has no network: each channel is a file that somebody carries on.</summary>
public enum TeamChannel
{
    /// <summary>The package alone, in the team's outbox.</summary>
    Outbox,

    /// <summary>An e-mail as a file (RFC 5322), to be opened in a mail program.</summary>
    Email,

    /// <summary>A ticket as JSON, to be imported.</summary>
    Ticket,
}

/// <summary>Evidence without which a team does not take a case.</summary>
/// <param name="Id">Its name within the team.</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="Files">Patterns, any of which is enough; <c>evidence/…</c> is the run's own.</param>
/// <param name="On">Codes for which it is needed; empty means all.</param>
/// <param name="Collect">The check that makes it when it is missing, or null.</param>
public sealed record RequiredEvidence(
    string Id,
    LocalizedText Name,
    ImmutableArray<string> Files,
    ImmutableArray<string> On,
    string? Collect
);

/// <summary>A team to which cases are escalated.</summary>
/// <param name="Id">Kebab-case name.</param>
/// <param name="Name">Title.</param>
/// <param name="Contact">How to reach it, in words; or null.</param>
/// <param name="Email">Address of its mail box; or null.</param>
/// <param name="Channels">The files that an escalation makes beside the package.</param>
/// <param name="Outbox">Directory of its packages, relative to the station.</param>
/// <param name="Requires">Evidence without which it does not take a case.</param>
public sealed record Team(
    string Id,
    LocalizedText Name,
    LocalizedText? Contact,
    string? Email,
    ImmutableArray<TeamChannel> Channels,
    string Outbox,
    ImmutableArray<RequiredEvidence> Requires
)
{
    /// <summary>What is assumed of a team that no file describes: a package in an outbox of its name.</summary>
    public static Team Unknown(string id) => new(id, LocalizedText.Both(id), null, null, [TeamChannel.Outbox], $"var/outbox/{id}", []);
}
