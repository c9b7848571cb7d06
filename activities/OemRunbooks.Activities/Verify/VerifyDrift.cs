using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Activities.Verify;

/// <summary>Tells which parts of a machine changed since its record was made, and whether that is tolerated.</summary>
/// <remarks>
/// Source: runbook, section 3; formats.md, 14.2. The evidence is what <c>runbook fingerprint drift</c> prints: names of parts, no serial
/// numbers.
/// </remarks>
internal sealed class VerifyDrift : Activity
{
    private const string EvidenceName = "hardware-drift.json";
    private const string Place = "backups/hardware.json";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyDriftWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Baseline, Takes.Candidate, Takes.Tolerances, Takes.Accept, Takes.Required, Takes.Key],
            Outputs = [Gives.Status, Gives.Changed, Gives.Tolerated, Gives.Blocked],
            Errors =
            [
                Codes.HardwareRebindRequired,
                Codes.HardwareDegraded,
                Codes.HardwareNoBaseline,
                Codes.HardwareRecordMalformed,
                Codes.HardwareSignatureMismatch,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Compare(call, keep: false);
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure)
            : new PlannedWork(
                [Fields.Line(false, Says.PlanVerifyDriftChanges(Gives.Status.In(outcome.Outputs).ToText()))],
                outcome.Outputs
            );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation) => Compare(call, keep: true);

    private static Outcome Compare(Call call, bool keep)
    {
        var baseline = call.Get(Takes.Baseline);
        if (!call.Disk.Has(baseline.Full))
        {
            var missing = Faults.HardwareNoBaseline(baseline.Shown);
            return call.Get(Takes.Required)
                ? Outcome.Failed(missing)
                : Outcome.Done(Gives.Status.Is("unknown"), Gives.Changed.Is([]), Gives.Tolerated.Is([]), Gives.Blocked.Is([])) with
                {
                    Remarks = [missing.AsRemark()],
                };
        }

        var key = Keys.AnyIfDefined(call, call.Get(Takes.Key))?.Bytes;
        var before = HardwareRecord.Load(call, baseline, key);
        var after = IsLocal(call)
            ? HardwareRecord.Local(call)
            : HardwareRecord.Load(call, call.Station.Resolve(call.Get(Takes.Candidate)), key);
        var drift = HardwareDrift.Evaluate(before, after, Tolerances(call));
        var artefacts = keep
            ? [call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(OemJsonWriter.Write(drift.Json, JsonStyle.PrettyInOrder)))]
            : Array.Empty<Artefact>();
        if (!call.Get(Takes.Accept).Contains(drift.Status, StringComparer.Ordinal))
        {
            var failure =
                drift.Status == "degraded"
                    ? Faults.HardwareDegraded(drift.Changed, drift.Blocked)
                    : Faults.HardwareRebindRequired(drift.Changed, drift.Blocked);
            return Outcome.Failed(failure) with { Artefacts = [.. artefacts] };
        }

        return Outcome.Done(
            Gives.Status.Is(drift.Status),
            Gives.Changed.Is(drift.Changed),
            Gives.Tolerated.Is(drift.Tolerated),
            Gives.Blocked.Is(drift.Blocked)
        ) with
        {
            Artefacts = [.. artefacts],
            Remarks =
            [
                .. drift.Changed.Count == 0 ? [] : new[] { Faults.HardwareChanged(drift.Changed, drift.Blocked).AsRemark() },
                .. IsLocal(call) ? OfFingerprint(call) : [],
            ],
        };
    }

    private static bool IsLocal(Call call) => call.Get(Takes.Candidate) is "" or Keys.Local;

    // The record of hardware knows no host name and no kernel, and the fingerprint does.
    private static IEnumerable<Remark> OfFingerprint(Call call) =>
        Keys.ChangedParts(call) is { } changed ? [Faults.FingerprintPartsChanged(changed).AsRemark()] : [];

    private static Value List(IReadOnlyList<string> names) => Value.List(names.Select(Value.Of));

    private static OemObject? Tolerances(Call call) =>
        call.Get(Takes.Tolerances) is not { } map
            ? null
            : new OemObject(
                map.Members.Select(static m =>
                    KeyValuePair.Create(
                        m.Key,
                        OemJson.Of((int)Math.Clamp(m.Value.AsInteger() ?? (m.Value.AsBoolean() == true ? 1 : 0), 0, 1000))
                    )
                )
            );

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Baseline { get; } = Input.File(VerifyDriftWords.Takes.Baseline).Or(Place);

        internal static Input<string> Candidate { get; } = Input.String(VerifyDriftWords.Takes.Candidate).Or(Keys.Local);

        internal static Input<Value?> Tolerances { get; } = Input.Map(VerifyDriftWords.Takes.Tolerances).Optional();

        internal static Input<IReadOnlyList<string>> Accept { get; } =
            Input.Texts(VerifyDriftWords.Takes.Accept).Or(["match", "degraded", "rebind_required"]);

        internal static Input<bool> Required { get; } = Input.Boolean(VerifyDriftWords.Takes.Required).Or(true);

        internal static Input<SecretName?> Key { get; } = Input.Secret(VerifyDriftWords.Takes.Key).Optional();
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string> Status { get; } = Output.String(VerifyDriftWords.Gives.Status);

        internal static Output<IEnumerable<string>> Changed { get; } = Output.Texts(VerifyDriftWords.Gives.Changed);

        internal static Output<IEnumerable<string>> Tolerated { get; } = Output.Texts(VerifyDriftWords.Gives.Tolerated);

        internal static Output<IEnumerable<string>> Blocked { get; } = Output.Texts(VerifyDriftWords.Gives.Blocked);
    }
}
