using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;

namespace OemRunbooks.Activities.Verify;

/// <summary>Opens a licence store with this machine's fingerprint, as <c>offline_portal.py status</c> does.</summary>
/// <remarks>
/// Source: runbook, sections 1 and 3; formats.md, 7.1. A missing store fails: only the plain command takes it as an empty one. The evidence is
/// the portal's report without <c>fingerprint_hash</c>, which is the store's key.
/// </remarks>
internal sealed class VerifyStore : Activity
{
    private const string EvidenceName = "license-status.json";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("verify.store", new LocalizedText("otwiera magazyn licencji fingerprintem tego urządzenia i podaje jego zawartość", "opens a licence store with this machine's fingerprint and tells what it holds"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("store", InputType.File, "magazyn licencji", "the licence store"),
            Fields.May("fingerprint", InputType.String, "fingerprint: „local” albo jego tekst", "the fingerprint: “local” or its text", "local"),
            Fields.May("fingerprintFile", InputType.File, "plik z fingerprintem, gdy nie podano tekstu", "a file with the fingerprint, when no text is given"),
            Fields.May("mustOpen", InputType.Boolean, "czy magazyn dla innego sprzętu jest niepowodzeniem", "whether a store for other hardware is a failure", "true"),
        ],
        Outputs =
        [
            Fields.Gives("opens", InputType.Boolean, "czy się otwiera", "whether it opens"),
            Fields.Gives("licenses", InputType.Integer, "liczba licencji", "number of licences"),
            Fields.Gives("migrated", InputType.Boolean, "czy plik jest w dawnej, jawnej postaci", "whether the file is in the older plain form"),
            Fields.Gives("fingerprint", InputType.String, "użyty fingerprint", "the fingerprint that was used"),
        ],
        Errors =
        [
            Codes.StoreMissing, Codes.StoreUnreadable, Codes.StoreMalformed, Codes.StoreDecryptionFailed, Codes.FingerprintMissing,
            Codes.FingerprintUnreadable, Codes.FingerprintBlank, Codes.FingerprintUnavailable, Codes.FileTooLarge, .. Codes.Disk,
        ],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Execute(call, keep: false);
        var store = call.RequiredPath("store");
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure)
            : new PlannedWork(
                outcome.Outputs["opens"].AsBoolean() == true
                    ? [Fields.Line(false, $"magazyn {store} otwiera się na tym urządzeniu", $"the store {store} opens on this machine")]
                    : [Fields.Line(false, $"magazyn {store} nie otwiera się na tym urządzeniu", $"the store {store} does not open on this machine")],
                outcome.Outputs);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation) => Execute(call, keep: true);

    private static Outcome Execute(Call call, bool keep)
    {
        var store = call.RequiredPath("store");
        var fingerprint = Keys.Fingerprint(call, "fingerprint", "fingerprintFile", "device");
        OemObject status;
        try
        {
            status = LicenseTool.Status(store.Full, fingerprint, mustExist: true);
        }
        catch (OemException error) when (error.Code == Codes.StoreDecryptionFailed)
        {
            var failure = OemFailures.From(error, call)!;
            var evidence = keep ? [Report(call, new OemObject { { "store_path", store.Shown }, { "fingerprint", fingerprint }, { "error", failure.Code } })] : Array.Empty<Artefact>();
            return call.Inputs["mustOpen"].AsBoolean() ?? true
                ? Outcome.Failed(failure) with { Artefacts = [.. evidence] }
                : Outcome.Done(("opens", Value.False), ("fingerprint", Value.Of(fingerprint))) with { Artefacts = [.. evidence], Remarks = [failure.AsRemark()] };
        }

        status.Add("store_path", store.Shown);
        status.Add("fingerprint_hash", status["fingerprint_hash"] is OemText ? OemJson.Of(Redactor.Mask) : OemJson.Null);
        var migrated = status["migrated"] is OemBool { Value: true };
        return Outcome.Done(
            ("opens", Value.True), ("licenses", Value.Of(((OemArray)status["licenses"]!).Count)), ("migrated", Value.Of(migrated)), ("fingerprint", Value.Of(fingerprint)))
            with
        {
            Artefacts = keep ? [Report(call, status)] : [],
            Remarks = [.. Remarks(call, store, migrated)],
        };
    }

    private static IEnumerable<Remark> Remarks(Call call, StationPath store, bool migrated)
    {
        if (migrated)
        {
            yield return Faults.StoreLegacy(store.Shown).AsRemark(isDeviation: true);
        }

        // Where a runbook asks whether it opens, that it does is the answer, and worth saying.
        if (call.Inputs["mustOpen"].AsBoolean() == false)
        {
            yield return Faults.StoreOpens(store.Shown).AsRemark();
        }
    }

    private static Artefact Report(Call call, OemObject report) =>
        call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(OemJsonWriter.Write(report, JsonStyle.PrettyInOrder)));
}
