using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Escalate;

/// <summary>States a case that a person or an earlier check has found, so that the runbook's escalations take it from there.</summary>
/// <remarks>
/// It always fails, with the code of the case's kind: a run that hands a case over has not succeeded, and its journal says why. Source:
/// runbook, section 4.
/// </remarks>
internal sealed class EscalateCase : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(EscalateCaseWords.Activity)
        {
            Interruption = Interruption.Rerun,
            AlwaysFails = true,
            Inputs = [Takes.Kind, Takes.Code, Takes.Summary],
            Errors = [Codes.CaseNotarization, Codes.CaseFingerprint, Codes.CaseLicensing, Codes.CaseOther],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) => Fields.Looks(Says.PlanEscalateCaseHandsOver(call.Get(Takes.Kind)));

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var code = call.Get(Takes.Code) is { Length: > 0 } given ? given : "–";
        var summary = call.Get(Takes.Summary) is { Length: > 0 } told ? told : "–";
        return Outcome.Failed(
            call.Get(Takes.Kind) switch
            {
                "notarization" => Faults.CaseNotarization(code, summary),
                "fingerprint" => Faults.CaseFingerprint(code, summary),
                "licensing" => Faults.CaseLicensing(code, summary),
                _ => Faults.CaseOther(code, summary),
            }
        );
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string> Kind { get; } =
            Input.Choice(EscalateCaseWords.Takes.Kind, "notarization", "fingerprint", "licensing", "other");

        internal static Input<string?> Code { get; } = Input.String(EscalateCaseWords.Takes.Code).Optional();

        internal static Input<string?> Summary { get; } = Input.String(EscalateCaseWords.Takes.Summary).Optional();
    }
}
