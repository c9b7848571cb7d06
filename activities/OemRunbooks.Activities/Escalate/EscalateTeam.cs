using System.Text;
using OemRunbooks.Durability;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Escalate;

/// <summary>Packs what a team needs to take a case over, into the team's outbox on the station.</summary>
/// <remarks>Source: runbook, section 4. Without a network the outbox is the channel: somebody carries it on.</remarks>
internal sealed class EscalateTeam : Activity
{
    private const string Outbox = "var/outbox";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("escalate.team", new LocalizedText("pakuje dowody dla zespołu do jego skrzynki nadawczej na stanowisku", "packs the evidence for a team into its outbox on the station"))
    {
        Interruption = Interruption.Verify,
        Inputs =
        [
            Fields.Need("team", InputType.String, "identyfikator zespołu", "the team's id"),
            Fields.May("attach", InputType.List, "pliki i wzorce do dołączenia; „evidence/…” to dowody przebiegu", "files and patterns to attach; “evidence/…” is the run's evidence"),
            Fields.May("note", InputType.Localized, "słowo od prowadzącego", "a word from whoever runs it"),
        ],
        Outputs =
        [
            Fields.Gives("path", InputType.Path, "paczka zgłoszenia", "the escalation package"),
            Fields.Gives("team", InputType.String, "zespół", "the team"),
            Fields.Gives("files", InputType.Integer, "liczba plików w paczce", "number of files in the package"),
            Fields.Gives("sha384", InputType.String, "SHA-384 paczki", "SHA-384 of the package"),
        ],
        Errors = [Codes.EscalationTeamInvalid, .. Codes.Disk],
        Undo = new LocalizedText("usunąć paczkę, jeśli jeszcze nie została przekazana", "remove the package if it has not been handed over yet"),
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var target = Target(call);
        return PlannedWork.Of(Fields.Line(true, $"zapisze paczkę zgłoszenia {target}", $"writes the escalation package {target}"), ("path", Value.Of(target.Shown)), ("team", Value.Of(call.Text("team"))));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var target = Target(call);
        Durable.CreateDirectory(Durable.ParentOf(target.Full));
        var temporary = Durable.TemporaryBeside(target.Full);
        try
        {
            var remarks = new List<Remark>();
            using (var package = new Package(temporary, call.Redactor, call.Site.StartedAt))
            {
                Fill(call, package, remarks, cancellation);
                package.Complete(temporary, Head(call));
                if (package.LeftOut > 0)
                {
                    remarks.Add(new Remark(Codes.EscalationLeftOut, Value.MapOf(("count", Value.Of(package.LeftOut)))));
                }
            }

            Durable.Rename(temporary, target.Full);
            return Done(call, target) with { Remarks = [.. remarks] };
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var target = Target(call);
        FileCopy.RemoveTemporaries(target.Full);
        return File.Exists(target.Full) ? Reconciliation.Done(Done(call, target)) : Reconciliation.NotBegun;
    }

    private static void Fill(Call call, Package package, List<Remark> remarks, CancellationToken cancellation)
    {
        package.Add("note.en.md", Note(call, Language.En), masked: true);
        package.Add("note.pl.md", Note(call, Language.Pl), masked: true);
        var run = call.Station.Resolve(call.Site.RunDirectory);
        if (File.Exists(run.Below("journal.jsonl").Full))
        {
            package.Add("journal.jsonl", run.Below("journal.jsonl"));
        }

        var seen = new SortedDictionary<string, StationPath>(StringComparer.Ordinal);
        foreach (var pattern in call.Texts("attach"))
        {
            var isEvidence = pattern.StartsWith("evidence/", StringComparison.Ordinal);
            var found = Find(call.Station, isEvidence ? $"{run.Shown}/{pattern}" : pattern);
            if (found.Count == 0)
            {
                remarks.Add(new Remark(Codes.EscalationEvidenceMissing, Value.MapOf(("pattern", Value.Of(pattern)))));
            }

            foreach (var path in found)
            {
                seen[isEvidence ? path.Shown[(run.Shown.Length + 1)..] : NameOf(path)] = path;
            }
        }

        foreach (var (name, path) in seen)
        {
            cancellation.ThrowIfCancellationRequested();
            package.Add(name, path);
        }
    }

    // A pattern that leads out of the station finds nothing: an escalation is not the moment to fail over one attachment.
    private static IReadOnlyList<StationPath> Find(Station station, string pattern)
    {
        try
        {
            return Globs.Find(station, pattern);
        }
        catch (CodedException)
        {
            return [];
        }
    }

    // What lies outside of the station has an absolute path: its place in the package is marked, not hidden.
    private static string NameOf(StationPath path) => Path.IsPathRooted(path.Full) && path.Shown == path.Full.Replace('\\', '/')
        ? "outside/" + path.Shown.TrimStart('/').Replace(":", "", StringComparison.Ordinal)
        : "station/" + path.Shown;

    private static OemObject Head(Call call) => new()
    {
        { "format", "oem-runbooks-escalation" },
        { "version", OemJson.Of(1) },
        { "team", call.RequiredText("team") },
        { "run", call.Site.RunId },
        { "runbook", call.Site.RunbookId },
        { "runbook_version", call.Site.RunbookVersion },
        { "code", RunStory.FailureOf(call)?.Code },
        { "created_at", TimeForms.Seconds(call.Clock.GetUtcNow()) },
    };

    private static byte[] Note(Call call, Language language)
    {
        var text = new StringBuilder(language == Language.Pl ? "# Zgłoszenie do zespołu " : "# Escalation to the team ").Append(call.RequiredText("team")).Append("\n\n").Append(RunStory.Body(call, language));
        if (call.Localized("note") is { } note)
        {
            text.Append('\n').Append(RunStory.Inline(call.Redactor.Apply(note.In(language)))).Append('\n');
        }

        text.Append(language == Language.Pl
            ? "\nZawartość paczki i skróty plików: `manifest.json`. Sekrety w tekstach są zastąpione znakami •••.\n"
            : "\nThe package's files and their digests: `manifest.json`. Secrets in texts are replaced by •••.\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static StationPath Target(Call call)
    {
        var team = call.RequiredText("team");
        return team.Length <= 64 && team.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? call.Station.Resolve($"{Outbox}/{team}/{call.Site.RunId}.zip")
            : throw CodedException.Of(Codes.EscalationTeamInvalid, ("team", Value.Of(team)));
    }

    private static Outcome Done(Call call, StationPath target)
    {
        var artefact = FileCopy.Artefact(target);
        using var zip = System.IO.Compression.ZipFile.OpenRead(target.Full);
        return Outcome.Done(("path", Value.Of(target.Shown)), ("team", Value.Of(call.Text("team"))), ("files", Value.Of(zip.Entries.Count)), ("sha384", Value.Of(artefact.Sha384)))
            with
        { Artefacts = [artefact] };
    }
}
