using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Signatures;

namespace OemRunbooks.Activities.Verify;

/// <summary>Compares a licence with the store and this device, as <c>offline_portal.py verify</c> does, and fails where that only reports.</summary>
/// <remarks>Source: runbook, section 2, step 2; formats.md, 6. The evidence is what the runbook calls the portal's log.</remarks>
internal sealed class VerifyLicense : Activity
{
    private const string EvidenceName = "license-verify.json";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("verify.license", new LocalizedText("sprawdza licencję wobec magazynu licencji i tego urządzenia", "checks a licence against the licence store and this device"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("store", InputType.File, "magazyn licencji", "the licence store"),
            Fields.Need("license", InputType.File, "plik licencji", "the licence file"),
            Fields.May("fingerprint", InputType.String, "fingerprint urządzenia: „local” albo jego tekst", "the device's fingerprint: “local” or its text", "local"),
            Fields.May("fingerprintFile", InputType.File, "plik z fingerprintem, gdy nie podano tekstu", "a file with the fingerprint, when no text is given"),
            Fields.May("hmacKey", InputType.Secret, "klucz HMAC licencji; bez niego podpis nie jest sprawdzany", "the licences' HMAC key; without it the signature is not checked"),
        ],
        Outputs =
        [
            Fields.Gives("licenseId", InputType.String, "identyfikator licencji", "the licence's id"),
            Fields.Gives("signature", InputType.String, "podpis: „valid” albo „unchecked”", "the signature: “valid” or “unchecked”"),
            Fields.Gives("fingerprint", InputType.String, "fingerprint urządzenia", "the device's fingerprint"),
            Fields.Gives("issuesCount", InputType.Integer, "liczba zastrzeżeń", "number of issues"),
        ],
        Errors =
        [
            Codes.StoreMissing, Codes.StoreUnreadable, Codes.StoreMalformed, Codes.StoreDecryptionFailed, Codes.LicenseMissing,
            Codes.LicenseUnreadable, Codes.LicenseMalformed, Codes.LicenseMissingInStore, Codes.LicenseSignatureInvalid,
            Codes.SignatureUnsupportedAlgorithm, Codes.FingerprintMismatch, Codes.FingerprintMissing, Codes.FingerprintUnreadable,
            Codes.FingerprintBlank, Codes.FingerprintUnavailable, Codes.FileTooLarge, .. Codes.Secrets, .. Codes.Disk,
        ],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (store, license) = (call.RequiredPath("store"), call.RequiredPath("license"));
        return Probe(call, outcome => [Fields.Line(false, $"licencja {license} pasuje do magazynu {store} i tego urządzenia", $"the licence {license} fits the store {store} and this machine")]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (store, license) = (call.RequiredPath("store"), call.RequiredPath("license"));
        try
        {
            var fingerprint = Keys.Fingerprint(call, "fingerprint", "fingerprintFile", "device");
            var key = Keys.Any(call, "hmacKey");
            var result = LicenseTool.Verify(new VerifyRequest(store.Full, license.Full, fingerprint, key?.Bytes, MustExist: true));
            result.Json.Add("store_path", store.Shown);
            result.Json.Add("license_path", license.Shown);
            return Judge(call, result, fingerprint, key is { DecodedFromBareText: true }) with
            {
                Artefacts = [call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(result.Text)), FileCopy.Artefact(license)],
            };
        }
        catch (Exception e) when (OemFailures.From(e, call) is not null)
        {
            var failure = OemFailures.From(e, call)!;
            return Outcome.Failed(failure) with { Artefacts = [call.Evidence.Keep(EvidenceName, Report(store, license, failure))] };
        }
    }

    private static Outcome Judge(Call call, VerifyResult result, string fingerprint, bool bareKey)
    {
        if (result.Issues.Contains("fingerprint-mismatch"))
        {
            return Outcome.Failed(Faults.FingerprintMismatch(fingerprint, result.ExpectedFingerprint));
        }

        if (result.Signature is not (SignatureOutcome.Valid or SignatureOutcome.NotChecked))
        {
            return Outcome.Failed(Faults.LicenseSignatureInvalid(call.RequiredPath("license").Shown));
        }

        if (result.Issues.Contains("missing-in-store"))
        {
            return Outcome.Failed(Faults.LicenseMissingInStore(call.RequiredPath("store").Shown, result.LicenseId));
        }

        var remarks = new List<Remark>();
        if (result.Signature == SignatureOutcome.NotChecked)
        {
            remarks.Add(Faults.LicenseSignatureUnchecked(call.RequiredPath("license").Shown).AsRemark(isDeviation: true));
        }

        if (bareKey)
        {
            remarks.Add(Faults.SecretDecodedBare(call.SecretReference("hmacKey")).AsRemark());
        }

        return Outcome.Done(
            ("licenseId", Value.Of(result.LicenseId)),
            ("signature", Value.Of(result.Signature == SignatureOutcome.Valid ? "valid" : "unchecked")),
            ("fingerprint", Value.Of(fingerprint)),
            ("issuesCount", Value.Of(result.Issues.Count)))
            with
        { Remarks = [.. remarks] };
    }

    /// <summary>What the evidence says when the check itself could not be made. Arguments are paths and reasons, never keys.</summary>
    private static byte[] Report(StationPath store, StationPath license, Failure failure)
    {
        var arguments = new OemObject();
        foreach (var (name, value) in failure.Arguments.Members)
        {
            arguments.Add(name, value.ToText());
        }

        return OemJsonWriter.WriteBytes(
            new OemObject { { "store_path", store.Shown }, { "license_path", license.Shown }, { "error", failure.Code }, { "arguments", arguments } },
            JsonStyle.PrettyInOrder);
    }
}
