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
    public override ActivityInfo Info { get; } =
        new(EscalateEvidenceWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [EscalateTakes.Team, Takes.Code, Takes.Attach],
            Outputs = [EscalateGives.Complete, EscalateGives.Missing, Gives.MissingNames, Gives.Files, Gives.Contact],
            Errors = [Codes.EscalationTeamInvalid, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var team = TeamDirectory.Find(call, call.Get(EscalateTakes.Team), []);
        var missing = EvidenceFiles.Foreseen(call, team);
        return PlannedWork.Of(
            Fields.Line(false, Says.PlanEscalateEvidenceChecks(team.Name, team.Requires.Length, missing.Count)),
            EscalateGives.Complete.Is(missing.Count == 0),
            EscalateGives.Missing.Is(missing.Select(static m => m.Id)),
            Gives.MissingNames.Carries(Names(missing))
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var remarks = new List<Remark>();
        var team = TeamDirectory.Find(call, call.Get(EscalateTakes.Team), remarks);
        var gathered = EvidenceFiles.Gather(call, team, remarks, cancellation);
        return Outcome.Done(
            EscalateGives.Complete.Is(gathered.Missing.Count == 0),
            EscalateGives.Missing.Is(gathered.Missing.Select(static m => m.Id)),
            Gives.MissingNames.Carries(Names(gathered.Missing)),
            Gives.Files.Is(gathered.Files.Count),
            Gives.Contact.Is(team.Contact)
        ) with
        {
            Remarks = [.. remarks],
        };
    }

    private static Value Names(IReadOnlyList<RequiredEvidence> missing) =>
        Value.MapOf(
            ("pl", Value.Of(string.Join(", ", missing.Select(static m => m.Name.Pl)))),
            ("en", Value.Of(string.Join(", ", missing.Select(static m => m.Name.En))))
        );

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string?> Code { get; } = Input.String(EscalateEvidenceWords.Takes.Code).Optional();

        internal static Input<IReadOnlyList<string>> Attach { get; } = Input.Patterns(EscalateEvidenceWords.Takes.Attach).OrEmpty();
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<LocalizedText> MissingNames { get; } = Output.Localized(EscalateEvidenceWords.Gives.MissingNames);

        internal static Output<long> Files { get; } = Output.Integer(EscalateEvidenceWords.Gives.Files);

        internal static Output<LocalizedText?> Contact { get; } = Output.Localized(EscalateEvidenceWords.Gives.Contact).Sometimes();
    }
}
