using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Activities.Verify;

/// <summary>Tells which parts of a machine changed since its record was made, and whether that is tolerated.</summary>
/// <remarks>Source: runbook, section 3; formats.md, 14.2. The evidence is what <c>runbook fingerprint drift</c> prints: names of parts, no serial numbers.</remarks>
internal sealed class VerifyDrift : Activity
{
    private const string EvidenceName = "hardware-drift.json";
    private const string Place = "backups/hardware.json";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("verify.drift", new LocalizedText("podaje, które części urządzenia się zmieniły i czy jest to dopuszczalne", "tells which parts of the machine changed, and whether that is tolerated"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.May("baseline", InputType.File, "wcześniejszy zapis części urządzenia", "the earlier record of the machine's parts", Place),
            Fields.May("candidate", InputType.String, "obecny zapis: „local” albo plik", "the present record: “local” or a file", "local"),
            Fields.May("tolerances", InputType.Map, "tolerancje według nazw części; domyślnie mac i disk", "tolerances by name of part; mac and disk by default"),
            Fields.May("accept", InputType.List, "wyniki, które nie są niepowodzeniem: match, degraded, rebind_required", "results that are no failure: match, degraded, rebind_required", "match, degraded, rebind_required"),
            Fields.May("required", InputType.Boolean, "czy brak wcześniejszego zapisu jest niepowodzeniem", "whether a missing earlier record is a failure", "true"),
            Fields.May("key", InputType.Secret, "klucz HMAC zapisów; bez niego podpis nie jest sprawdzany", "the records' HMAC key; without it the signature is not checked"),
        ],
        Outputs =
        [
            Fields.Gives("status", InputType.String, "match, degraded, rebind_required albo unknown, gdy nie ma z czym porównać", "match, degraded, rebind_required, or unknown when there is nothing to compare with"),
            Fields.Gives("changed", InputType.List, "zmienione części", "parts that changed"),
            Fields.Gives("tolerated", InputType.List, "zmiany dopuszczalne", "changes that are tolerated"),
            Fields.Gives("blocked", InputType.List, "zmiany niedopuszczalne", "changes that are not"),
        ],
        Errors =
        [
            Codes.HardwareRebindRequired, Codes.HardwareDegraded, Codes.HardwareNoBaseline, Codes.HardwareRecordMalformed, Codes.HardwareSignatureMismatch, Codes.FileLink,
            .. Codes.Secrets, .. Codes.Disk,
        ],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Compare(call, keep: false);
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure)
            : new PlannedWork([Fields.Line(false, $"zmiany sprzętu: {outcome.Outputs["status"].ToText()}", $"hardware changes: {outcome.Outputs["status"].ToText()}")], outcome.Outputs);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation) => Compare(call, keep: true);

    private static Outcome Compare(Call call, bool keep)
    {
        var baseline = call.Station.Resolve(call.Text("baseline") is { Length: > 0 } given ? given : Place);
        if (!File.Exists(baseline.Full))
        {
            var missing = Faults.HardwareNoBaseline(baseline.Shown);
            return call.Inputs["required"].AsBoolean() ?? true
                ? Outcome.Failed(missing)
                : Outcome.Done(("status", Value.Of("unknown")), ("changed", Value.EmptyList), ("tolerated", Value.EmptyList), ("blocked", Value.EmptyList)) with { Remarks = [missing.AsRemark()] };
        }

        var key = Keys.AnyIfDefined(call, "key")?.Bytes;
        var before = HardwareRecord.Load(baseline, key);
        var after = call.Text("candidate") is { Length: > 0 } candidate && candidate != "local" ? HardwareRecord.Load(call.Station.Resolve(candidate), key) : HardwareRecord.Local(call);
        var drift = HardwareDrift.Evaluate(before, after, Tolerances(call));
        var artefacts = keep ? [call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(OemJsonWriter.Write(drift.Json, JsonStyle.PrettyInOrder)))] : Array.Empty<Artefact>();
        if (call.Texts("accept") is { Count: > 0 } accepted && !accepted.Contains(drift.Status, StringComparer.Ordinal))
        {
            var failure = drift.Status == "degraded"
                ? Faults.HardwareDegraded(drift.Changed, drift.Blocked)
                : Faults.HardwareRebindRequired(drift.Changed, drift.Blocked);
            return Outcome.Failed(failure) with { Artefacts = [.. artefacts] };
        }

        return Outcome.Done(("status", Value.Of(drift.Status)), ("changed", List(drift.Changed)), ("tolerated", List(drift.Tolerated)), ("blocked", List(drift.Blocked))) with
        {
            Artefacts = [.. artefacts],
            Remarks = drift.Changed.Count == 0 ? [] : [Faults.HardwareChanged(drift.Changed, drift.Blocked).AsRemark()],
        };
    }

    private static Value List(IReadOnlyList<string> names) => Value.List(names.Select(Value.Of));

    private static OemObject? Tolerances(Call call) => call.Inputs["tolerances"] is not { Kind: ValueKind.Map } map ? null
        : new OemObject(map.Members.Select(static m => KeyValuePair.Create(m.Key, OemJson.Of((int)Math.Clamp(m.Value.AsInteger() ?? (m.Value.AsBoolean() == true ? 1 : 0), 0, 1000)))));
}
