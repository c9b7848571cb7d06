using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Escalate;

/// <summary>States a case that a person or an earlier check has found, so that the runbook's escalations take it from there.</summary>
/// <remarks>It always fails, with the code of the case's kind: a run that hands a case over has not succeeded, and its journal says why. Source: runbook, section 4.</remarks>
internal sealed class EscalateCase : Activity
{
    private static readonly string[] Kinds = ["notarization", "fingerprint", "licensing", "other"];

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("escalate.case", new LocalizedText("stwierdza przypadek do eskalacji; krok kończy się kodem case.RODZAJ", "states a case to be escalated; the step ends with the code case.KIND"))
    {
        Interruption = Interruption.Rerun,
        AlwaysFails = true,
        Inputs =
        [
            new("kind", InputType.Choice, new LocalizedText("rodzaj przypadku", "kind of the case"), Required: true) { Choices = [.. Kinds] },
            Fields.May("code", InputType.String, "kod sprawdzenia, które na to wskazało", "the code of the check that pointed to it"),
            Fields.May("summary", InputType.String, "opis własnymi słowami", "a description in one's own words"),
        ],
        Errors = [Codes.CaseNotarization, Codes.CaseFingerprint, Codes.CaseLicensing, Codes.CaseOther],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) =>
        Fields.Looks($"przekaże przypadek: {call.Text("kind")}", $"hands the case over: {call.Text("kind")}");

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var code = call.Text("code") is { Length: > 0 } given ? given : "–";
        var summary = call.Text("summary") is { Length: > 0 } told ? told : "–";
        return Outcome.Failed(call.Text("kind") switch
        {
            "notarization" => Faults.CaseNotarization(code, summary),
            "fingerprint" => Faults.CaseFingerprint(code, summary),
            "licensing" => Faults.CaseLicensing(code, summary),
            _ => Faults.CaseOther(code, summary),
        });
    }
}
