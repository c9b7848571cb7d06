using System.IO.Compression;
using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Escalate;

/// <summary>Packs what a team needs to take a case over, and leaves it in the team's channels on the station.</summary>
/// <remarks>
/// Source: runbook, section 4. Who the team is, which evidence it requires and by which channel it is reached stands in <c>teams.yaml</c>.
/// Required evidence that is missing is collected; what still is missing is told in the package and on the report, or refused when the step
/// is strict.
/// </remarks>
internal sealed class EscalateTeam : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(EscalateTeamWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [EscalateTakes.Team, Takes.Attach, Takes.Note, Takes.Ticket, Takes.Strict],
            Outputs =
            [
                Gives.Path,
                Gives.Team,
                Gives.Name,
                Gives.Files,
                Gives.Sha384,
                EscalateGives.Complete,
                EscalateGives.Missing,
                Gives.Mail,
                Gives.TicketFile,
            ],
            Errors = [Codes.EscalationTeamInvalid, Codes.EscalationEvidenceRequired, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var team = TeamDirectory.Find(call, call.Get(EscalateTakes.Team), []);
        var target = Target(call, team);
        var channels = new Channels(call, team, target);
        var lines = new List<PlannedLine>
        {
            Fields.Effect(Fields.Writes(call.Disk, target), target, Says.PlanEscalateTeamPacks(team.Name, target.Shown)),
        };
        lines.AddRange(
            ((StationPath?[])[channels.MailFile, channels.TicketFile])
                .OfType<StationPath>()
                .Select(f => Fields.Effect(Fields.Writes(call.Disk, f), f, Says.PlanEscalateTeamWrites(f.Shown)))
        );
        return new PlannedWork(lines, NamedValue.Map(Gives.Path.Is(target), Gives.Team.Is(team.Id), Gives.Name.Is(team.Name)));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var remarks = new List<Remark>();
        var team = TeamDirectory.Find(call, call.Get(EscalateTakes.Team), remarks);
        var target = Target(call, team);
        var gathered = EvidenceFiles.Gather(call, team, remarks, cancellation);
        if (gathered.Missing.Count > 0)
        {
            var missing = Named([.. gathered.Missing.Select(static m => m.Name)]);
            if (call.Get(Takes.Strict))
            {
                return Outcome.Failed(Faults.EscalationEvidenceRequired(team.Name, missing));
            }

            remarks.Add(Faults.EscalationIncomplete(team.Name, missing).AsRemark(isDeviation: true));
        }

        call.Disk.CreateDirectory(Durable.ParentOf(target.Full));
        var temporary = Durable.TemporaryBeside(target.Full);
        try
        {
            using (var package = new Package(call.Disk, temporary, call.Redactor, call.Site.StartedAt))
            {
                Fill(call, team, package, gathered, cancellation);
                package.Complete(Head(call, team, gathered));
                if (package.LeftOut + gathered.Beyond > 0)
                {
                    remarks.Add(Faults.EscalationLeftOut(package.LeftOut + gathered.Beyond).AsRemark());
                }
            }

            call.Disk.Move(temporary, target.Full);
            return Done(call, team, target) with { Remarks = [.. remarks] };
        }
        finally
        {
            if (call.Disk.Has(temporary))
            {
                call.Disk.Delete(temporary);
            }
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var remarks = new List<Remark>();
        var team = TeamDirectory.Find(call, call.Get(EscalateTakes.Team), remarks);
        var target = Target(call, team);
        var channels = new Channels(call, team, target);
        foreach (var file in ((StationPath?[])[target, channels.MailFile, channels.TicketFile]).OfType<StationPath>())
        {
            FileCopy.RemoveTemporaries(call.Disk, file.Full);
        }

        return call.Disk.IsFile(target.Full)
            ? Reconciliation.Done(Done(call, team, target) with { Remarks = [.. remarks] })
            : Reconciliation.NotBegun;
    }

    private static void Fill(Call call, Team team, Package package, EvidenceFiles gathered, CancellationToken cancellation)
    {
        package.Add("note.en.md", Note(call, team, gathered, Locale.En), masked: true);
        package.Add("note.pl.md", Note(call, team, gathered, Locale.Pl), masked: true);
        var journal = call.Station.Resolve(call.Site.RunDirectory).Below("journal.jsonl");
        if (call.Disk.IsFile(journal.Full))
        {
            package.Add("journal.jsonl", journal);
        }

        // With the seals and the definition, whoever takes the case can verify what has happened so far.
        var seals = call.Station.Resolve(call.Site.RunDirectory).Below("seals.txt");
        if (call.Disk.IsFile(seals.Full))
        {
            package.Add("seals.txt", seals);
        }

        var definitions = call.Station.Resolve(call.Site.RunDirectory).Below("definition");
        string[] copies = call.Disk.IsDirectory(definitions.Full)
            ? [.. Directory.EnumerateFiles(definitions.Full).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
            : [];
        foreach (var file in copies)
        {
            package.Add("definition/" + file, definitions.Below(file));
        }

        foreach (var (name, path) in gathered.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            package.Add(name, path);
        }
    }

    private static OemObject Head(Call call, Team team, EvidenceFiles gathered) =>
        new()
        {
            { "format", "oem-runbooks-escalation" },
            { "version", OemJson.Of(1) },
            { "team", team.Id },
            { "run", call.Site.RunId },
            { "runbook", call.Site.RunbookId },
            { "runbook_version", call.Site.RunbookVersion },
            { "code", RunStory.FailureOf(call)?.Code },
            { "ticket", call.Get(Takes.Ticket) },
            { "receipt", Receipts.Of(call)?.Receipt },
            { "created_at", TimeForms.Seconds(call.Clock.GetUtcNow()) },
            { "complete", OemJson.Of(gathered.Missing.Count == 0) },
            { "missing_evidence", OemJson.Of(gathered.Missing.Select(static m => m.Id)) },
        };

    private static byte[] Note(Call call, Team team, EvidenceFiles gathered, Locale language)
    {
        var text = new StringBuilder("# ").Append(Says.PackageNoteTitle(team.Name, call.Site.RunId).In(language)).Append("\n\n");
        if (team.Contact is { } contact)
        {
            RunStory.Item(text, Says.PackageNoteContact(RunStory.Inline(contact.In(language))), language);
        }

        if (call.Get(Takes.Ticket) is { Length: > 0 } ticket)
        {
            RunStory.Item(text, Says.PackageNoteTicket(RunStory.Inline(ticket)), language);
        }

        text.Append(RunStory.Body(call, language));
        foreach (var missing in gathered.Missing)
        {
            RunStory.Item(text, Says.PackageNoteMissing(RunStory.Inline(missing.Name.In(language))), language);
        }

        if (gathered.Others > 0)
        {
            RunStory.Item(text, Says.PackageNoteOthers(gathered.Others), language);
        }

        if (call.Get(Takes.Note) is { } note)
        {
            text.Append('\n').Append(RunStory.Inline(note.In(language))).Append('\n');
        }

        text.Append('\n').Append(Says.PackageNoteContents.In(language)).Append('\n');
        return Encoding.UTF8.GetBytes(call.Redactor.Apply(text.ToString()));
    }

    private static LocalizedText Named(IReadOnlyList<LocalizedText> evidence) =>
        new(string.Join(", ", evidence.Select(static e => e.Pl)), string.Join(", ", evidence.Select(static e => e.En)));

    private static StationPath Target(Call call, Team team) => call.Station.Resolve($"{team.Outbox}/{call.Site.RunId}.zip");

    // Told from the package itself, so that a run that crashed after writing it says the same.
    private static Outcome Done(Call call, Team team, StationPath target)
    {
        IReadOnlyList<string> missing;
        int files;
        using (var zip = ZipFile.OpenRead(target.Full))
        {
            files = zip.Entries.Count;
            using var manifest = zip.GetEntry("manifest.json")!.Open();
            using var bytes = new MemoryStream();
            manifest.CopyTo(bytes);
            var listed = (OemJsonReader.Parse(bytes.ToArray(), "manifest.json") as OemObject)?["missing_evidence"] as OemArray;
            missing = listed is null ? [] : [.. listed.Texts];
        }

        var channels = new Channels(call, team, target);
        channels.Write(missing);
        var artefact = FileCopy.Artefact(call.Disk, target);
        return Outcome.Done(
            Gives.Path.Is(target),
            Gives.Team.Is(team.Id),
            Gives.Name.Is(team.Name),
            Gives.Files.Is(files),
            Gives.Sha384.Is(artefact.Sha384),
            EscalateGives.Complete.Is(missing.Count == 0),
            EscalateGives.Missing.Is(missing),
            Gives.Mail.Is(channels.MailFile),
            Gives.TicketFile.Is(channels.TicketFile)
        ) with
        {
            Artefacts = [artefact],
        };
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<IReadOnlyList<string>> Attach { get; } = Input.Patterns(EscalateTeamWords.Takes.Attach).OrEmpty();

        internal static Input<LocalizedText?> Note { get; } = Input.Localized(EscalateTeamWords.Takes.Note).Optional();

        internal static Input<string?> Ticket { get; } = Input.String(EscalateTeamWords.Takes.Ticket).Optional();

        internal static Input<bool> Strict { get; } = Input.Boolean(EscalateTeamWords.Takes.Strict).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(EscalateTeamWords.Gives.Path);

        internal static Output<string> Team { get; } = Output.String(EscalateTeamWords.Gives.Team);

        internal static Output<LocalizedText> Name { get; } = Output.Localized(EscalateTeamWords.Gives.Name);

        internal static Output<long> Files { get; } = Output.Integer(EscalateTeamWords.Gives.Files);

        internal static Output<string> Sha384 { get; } = Output.String(EscalateTeamWords.Gives.Sha384);

        internal static Output<StationPath?> Mail { get; } = Output.Path(EscalateTeamWords.Gives.Mail).Sometimes();

        internal static Output<StationPath?> TicketFile { get; } = Output.Path(EscalateTeamWords.Gives.TicketFile).Sometimes();
    }
}
