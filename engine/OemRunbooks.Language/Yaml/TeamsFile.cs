using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OemRunbooks.Language.Checks.Trust;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Yaml;

/// <summary>
/// <c>teams.yaml</c>, read: who takes which case, by which channel, with which evidence. A support lead edits it; nothing is compiled.
/// </summary>
/// <param name="Teams">The teams by id; empty when there are errors.</param>
/// <param name="Diagnostics">Everything found, by place.</param>
/// <param name="Text">The file's text for showing lines, or null when it is no text.</param>
/// <remarks>The same bounds and the same findings as for runbooks. Source: runbook, section 4.</remarks>
public sealed partial record TeamsFile(IReadOnlyDictionary<string, Team> Teams, IReadOnlyList<Diagnostic> Diagnostics, string? Text)
{
    /// <summary>The file's name beside the runbooks.</summary>
    public const string FileName = "teams.yaml";

    private static readonly string[] Channels = ["outbox", "email", "ticket"];

    /// <summary>Reads a teams file.</summary>
    /// <param name="path">Where it came from, as shown to people.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="collectors">The checks that <c>collect</c> may name.</param>
    /// <param name="activities">Those whose codes <c>on</c> may name; null leaves the codes unchecked.</param>
    public static TeamsFile Read(
        string path,
        ReadOnlySpan<byte> bytes,
        IReadOnlyCollection<string> collectors,
        IEnumerable<ActivityInfo>? activities = null
    )
    {
        var findings = new Findings(path) { Opening = "schemaVersion: \"1.0\"" };
        var teams = new Dictionary<string, Team>(StringComparer.Ordinal);
        if (YamlReader.Read(bytes, findings) is { } tree)
        {
            var top = new Shape(findings, tree, "teams", TeamKeys.Teams);
            if (top.Text("schemaVersion") is { } schema && schema != "1.0")
            {
                findings.Error(Faults.RB0107(schema, ["1.0"]), top["schemaVersion"]!.Span);
            }

            top.Required("teams");
            foreach (var member in top.Members("teams"))
            {
                teams[member.Name] = Team(findings, member, collectors, activities);
            }

            if (top["teams"] is YamlNode.Mapping { Members.IsEmpty: true } none)
            {
                findings.Warning(Faults.RB0128("teams"), none.Span);
            }
        }

        return new(findings.HasErrors ? FrozenDictionary<string, Team>.Empty : teams, findings.Sorted, findings.Source);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();

    // Enough to keep a header from being broken; whether the address exists nobody here can tell.
    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    private static Team Team(
        Findings findings,
        YamlNode.Member member,
        IReadOnlyCollection<string> collectors,
        IEnumerable<ActivityInfo>? activities
    )
    {
        var shape = new Shape(findings, member.Value, member.Name, TeamKeys.Team);
        if (!Kebab().IsMatch(member.Name) || member.Name.Length > 64)
        {
            findings.Error(Faults.RB0105(member.Name), member.NameSpan);
        }

        var email = shape.Text("email");
        if (email is not null && !Address().IsMatch(email))
        {
            findings.Error(Faults.RB0119(email), shape["email"]!.Span);
        }

        var channels = shape
            .Texts("channels")
            .Select(c => Channel(findings, c.Text, c.Span))
            .OfType<TeamChannel>()
            .Distinct()
            .ToImmutableArray();
        if (channels.Contains(TeamChannel.Email) && email is null)
        {
            findings.Error(Faults.RB0104("email"), shape.SpanOf("channels"));
        }

        return new(
            member.Name,
            shape.Localized("name") ?? new(member.Name, member.Name),
            shape.Localized("contact"),
            email,
            channels.IsEmpty ? [TeamChannel.Outbox] : channels,
            Outbox(findings, shape, member.Name),
            Requires(findings, shape, collectors, activities)
        );
    }

    // What nobody will ever find or fail with: the evidence would be missing in every case. An older file is used all the same.
    private static void Look(Findings findings, Shape shape, IEnumerable<ActivityInfo>? activities)
    {
        if (shape["files"] is YamlNode.Sequence { Items.IsEmpty: true } none)
        {
            findings.Warning(Faults.RB0128("files"), none.Span);
        }

        foreach (
            var (text, span) in shape["files"] is null ? [] : shape.Texts("files").Where(static f => PathOutside.LeadsOut(f.Text, true))
        )
        {
            findings.Warning(Faults.RB0602(text), span);
        }

        foreach (var (text, span) in activities is null ? [] : shape.Texts("on").Where(c => !ErrorCode.IsKnown(c.Text, activities)))
        {
            findings.Unknown(Faults.RB0401, span, text, ErrorCode.All(activities!), severity: Severity.Warning);
        }
    }

    private static TeamChannel? Channel(Findings findings, string text, Span span)
    {
        if (Channels.Contains(text, StringComparer.Ordinal))
        {
            return Enum.Parse<TeamChannel>(text, ignoreCase: true);
        }

        findings.Unknown(Faults.RB0120, span, text, Channels);
        return null;
    }

    private static string Outbox(Findings findings, Shape shape, string id)
    {
        var outbox = shape.Text("outbox") ?? $"var/outbox/{id}";
        if (
            outbox.StartsWith('/')
            || outbox.Contains('\\', StringComparison.Ordinal)
            || outbox.Contains(':', StringComparison.Ordinal)
            || outbox.Split('/').Any(static s => s is "" or "." or "..")
        )
        {
            findings.Error(Faults.RB0121(outbox), shape["outbox"]!.Span);
        }

        return outbox;
    }

    private static ImmutableArray<RequiredEvidence> Requires(
        Findings findings,
        Shape team,
        IReadOnlyCollection<string> collectors,
        IEnumerable<ActivityInfo>? activities
    )
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        var all = ImmutableArray.CreateBuilder<RequiredEvidence>();
        foreach (var node in team.List("requires"))
        {
            var shape = new Shape(findings, node, "requires", TeamKeys.Requires);
            var id = shape.Text("id") ?? "";
            if (id.Length > 0 && (!Kebab().IsMatch(id) || !ids.TryAdd(id, shape["id"]!.Span.Line)))
            {
                findings.Error(Kebab().IsMatch(id) ? Faults.RB0202(id, ids[id]) : Faults.RB0105(id), shape["id"]!.Span);
            }

            var collect = shape.Text("collect");
            if (collect is not null && !collectors.Contains(collect))
            {
                findings.Unknown(Faults.RB0122, shape["collect"]!.Span, collect, collectors);
            }

            Look(findings, shape, activities);
            all.Add(
                new(
                    id,
                    shape.Localized("name") ?? new(id, id),
                    [.. shape.Texts("files").Select(static f => f.Text)],
                    [.. shape.Texts("on").Select(static c => c.Text)],
                    collect
                )
            );
        }

        return all.ToImmutable();
    }
}
