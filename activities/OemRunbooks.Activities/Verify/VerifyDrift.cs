using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
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
        new(
            "verify.drift",
            new LocalizedText(
                "podaje, które części urządzenia się zmieniły i czy jest to dopuszczalne",
                "tells which parts of the machine changed, and whether that is tolerated"
            )
        )
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
                Codes.FileLink,
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
                [
                    Fields.Line(
                        false,
                        $"zmiany sprzętu: {Gives.Status.In(outcome.Outputs).ToText()}",
                        $"hardware changes: {Gives.Status.In(outcome.Outputs).ToText()}"
                    ),
                ],
                outcome.Outputs
            );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation) => Compare(call, keep: true);

    private static Outcome Compare(Call call, bool keep)
    {
        var baseline = call.Get(Takes.Baseline);
        if (!File.Exists(baseline.Full))
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
        var before = HardwareRecord.Load(baseline, key);
        var after =
            call.Get(Takes.Candidate) is { Length: > 0 } candidate && candidate != Keys.Local
                ? HardwareRecord.Load(call.Station.Resolve(candidate), key)
                : HardwareRecord.Local(call);
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
            Remarks = drift.Changed.Count == 0 ? [] : [Faults.HardwareChanged(drift.Changed, drift.Blocked).AsRemark()],
        };
    }

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
        internal static Input<StationPath> Baseline { get; } =
            Input.File("baseline", "wcześniejszy zapis części urządzenia", "the earlier record of the machine's parts").Or(Place);

        internal static Input<string> Candidate { get; } =
            Input.String("candidate", "obecny zapis: „local” albo plik", "the present record: “local” or a file").Or(Keys.Local);

        internal static Input<Value?> Tolerances { get; } =
            Input
                .Map(
                    "tolerances",
                    "tolerancje według nazw części; domyślnie mac i disk",
                    "tolerances by name of part; mac and disk by default"
                )
                .Optional();

        internal static Input<IReadOnlyList<string>> Accept { get; } =
            Input
                .Texts(
                    "accept",
                    "wyniki, które nie są niepowodzeniem: match, degraded, rebind_required",
                    "results that are no failure: match, degraded, rebind_required"
                )
                .Or(["match", "degraded", "rebind_required"]);

        internal static Input<bool> Required { get; } =
            Input
                .Boolean("required", "czy brak wcześniejszego zapisu jest niepowodzeniem", "whether a missing earlier record is a failure")
                .Or(true);

        internal static Input<SecretName?> Key { get; } =
            Input
                .Secret(
                    "key",
                    "klucz HMAC zapisów; bez niego podpis nie jest sprawdzany",
                    "the records' HMAC key; without it the signature is not checked"
                )
                .Optional();
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string> Status { get; } =
            Output.String(
                "status",
                "match, degraded, rebind_required albo unknown, gdy nie ma z czym porównać",
                "match, degraded, rebind_required, or unknown when there is nothing to compare with"
            );

        internal static Output<IEnumerable<string>> Changed { get; } = Output.Texts("changed", "zmienione części", "parts that changed");

        internal static Output<IEnumerable<string>> Tolerated { get; } =
            Output.Texts("tolerated", "zmiany dopuszczalne", "changes that are tolerated");

        internal static Output<IEnumerable<string>> Blocked { get; } =
            Output.Texts("blocked", "zmiany niedopuszczalne", "changes that are not");
    }
}
