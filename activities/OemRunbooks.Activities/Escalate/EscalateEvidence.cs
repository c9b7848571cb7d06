using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Escalate;

/// <summary>Says which evidence a team requires, collects what can be collected, and names what has to be asked for.</summary>
/// <remarks>Source: runbook, section 4: a case goes to the hardware team only once the logs are there.</remarks>
internal sealed class EscalateEvidence : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("escalate.evidence", new LocalizedText("sprawdza dowody wymagane przez zespół i zbiera te, które można zebrać", "checks the evidence that a team requires, and collects what can be collected"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("team", InputType.String, "identyfikator zespołu z teams.yaml", "the team's id in teams.yaml"),
            Fields.May("code", InputType.String, "kod sprawy, gdy przebieg sam nie napotkał błędu", "the case's code, when the run has met no error itself"),
            Fields.May("attach", InputType.List, "dodatkowe pliki i wzorce", "further files and patterns") with { HoldsPaths = true },
        ],
        Outputs =
        [
            Fields.Gives("complete", InputType.Boolean, "czy są wszystkie wymagane dowody", "whether all required evidence is there"),
            Fields.Gives("missing", InputType.List, "brakujące dowody", "the missing evidence"),
            Fields.Gives("missingNames", InputType.Localized, "ich nazwy, dla ludzi", "their names, for people"),
            Fields.Gives("files", InputType.Integer, "liczba zebranych plików", "number of files gathered"),
            Fields.Gives("contact", InputType.Localized, "kontakt do zespołu", "how to reach the team"),
        ],
        Errors = [Codes.EscalationTeamInvalid, .. Codes.Disk],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var team = TeamDirectory.Find(call, call.RequiredText("team"), []);
        var missing = EvidenceFiles.Foreseen(call, team);
        return PlannedWork.Of(
            Fields.Line(
                false, $"sprawdzi dowody dla: {team.Name.Pl} (wymagane: {team.Requires.Length}, do dostarczenia przez człowieka: {missing.Count}); resztę zbierze w dowodach przebiegu",
                $"checks the evidence for: {team.Name.En} (required: {team.Requires.Length}, for a person to bring: {missing.Count}); collects the rest into the run's evidence"),
            ("complete", Value.Of(missing.Count == 0)), ("missing", Value.List(missing.Select(static m => Value.Of(m.Id)))), ("missingNames", Names(missing)));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var remarks = new List<Remark>();
        var team = TeamDirectory.Find(call, call.RequiredText("team"), remarks);
        var gathered = EvidenceFiles.Gather(call, team, remarks, cancellation);
        return Outcome.Done(
            ("complete", Value.Of(gathered.Missing.Count == 0)),
            ("missing", Value.List(gathered.Missing.Select(static m => Value.Of(m.Id)))),
            ("missingNames", Names(gathered.Missing)),
            ("files", Value.Of(gathered.Files.Count)),
            ("contact", team.Contact is { } contact ? Value.MapOf(("pl", Value.Of(contact.Pl)), ("en", Value.Of(contact.En))) : Value.Null))
            with
        { Remarks = [.. remarks] };
    }

    private static Value Names(IReadOnlyList<RequiredEvidence> missing) => Value.MapOf(
        ("pl", Value.Of(string.Join(", ", missing.Select(static m => m.Name.Pl)))), ("en", Value.Of(string.Join(", ", missing.Select(static m => m.Name.En)))));
}
