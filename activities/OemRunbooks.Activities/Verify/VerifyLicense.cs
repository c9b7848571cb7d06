using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Signatures;

namespace OemRunbooks.Activities.Verify;

/// <summary>
/// Compares a licence with the store and this device, as <c>offline_portal.py verify</c> does, and fails where that only reports.
/// </summary>
/// <remarks>Source: runbook, section 2, step 2; formats.md, 6. The evidence is what the runbook calls the portal's log.</remarks>
internal sealed class VerifyLicense : Activity
{
    private const string EvidenceName = "license-verify.json";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyLicenseWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [VerifyTakes.Store, Takes.License, Takes.Fingerprint, VerifyTakes.FingerprintFile, Takes.HmacKey],
            Outputs = [Gives.LicenseId, Gives.Signature, Gives.Fingerprint, Gives.IssuesCount],
            Errors =
            [
                Codes.StoreMissing,
                Codes.StoreUnreadable,
                Codes.StoreMalformed,
                Codes.StoreDecryptionFailed,
                Codes.LicenseMissing,
                Codes.LicenseUnreadable,
                Codes.LicenseMalformed,
                Codes.LicenseMissingInStore,
                Codes.LicenseSignatureInvalid,
                Codes.SignatureUnsupportedAlgorithm,
                Codes.FingerprintMismatch,
                Codes.FingerprintMissing,
                Codes.FingerprintUnreadable,
                Codes.FingerprintBlank,
                Codes.FingerprintUnavailable,
                Codes.FileTooLarge,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (store, license) = (call.Get(VerifyTakes.Store), call.Get(Takes.License));
        return Probe(call, outcome => [Fields.Line(false, Says.PlanVerifyLicenseFits(license.Shown, store.Shown))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (store, license) = (call.Get(VerifyTakes.Store), call.Get(Takes.License));
        try
        {
            var fingerprint = Keys.Fingerprint(call, Takes.Fingerprint, VerifyTakes.FingerprintFile, "device");
            var key = Keys.Any(call, call.Get(Takes.HmacKey));
            var result = LicenseTool.Verify(
                call.Disk,
                new VerifyRequest(store.Full, license.Full, fingerprint, key?.Bytes, MustExist: true)
            );
            result.Json.Add("store_path", store.Shown);
            result.Json.Add("license_path", license.Shown);
            return Judge(call, result, fingerprint, key is { DecodedFromBareText: true }) with
            {
                Artefacts = [call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(result.Text)), FileCopy.Artefact(call.Disk, license)],
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
            return Outcome.Failed(Faults.LicenseSignatureInvalid(call.Get(Takes.License).Shown));
        }

        if (result.Issues.Contains("missing-in-store"))
        {
            return Outcome.Failed(Faults.LicenseMissingInStore(call.Get(VerifyTakes.Store).Shown, result.LicenseId));
        }

        var remarks = new List<Remark>();
        if (result.Signature == SignatureOutcome.NotChecked)
        {
            remarks.Add(Faults.LicenseSignatureUnchecked(call.Get(Takes.License).Shown).AsRemark(isDeviation: true));
        }

        if (bareKey)
        {
            remarks.Add(Faults.SecretDecodedBare(call.Get(Takes.HmacKey)?.Reference).AsRemark());
        }

        return Outcome.Done(
            Gives.LicenseId.Is(result.LicenseId),
            Gives.Signature.Is(result.Signature == SignatureOutcome.Valid ? "valid" : "unchecked"),
            Gives.Fingerprint.Is(fingerprint),
            Gives.IssuesCount.Is(result.Issues.Count)
        ) with
        {
            Remarks = [.. remarks],
        };
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
            new OemObject
            {
                { "store_path", store.Shown },
                { "license_path", license.Shown },
                { "error", failure.Code },
                { "arguments", arguments },
            },
            JsonStyle.PrettyInOrder
        );
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> License { get; } = Input.File(VerifyLicenseWords.Takes.License);

        internal static Input<string?> Fingerprint { get; } = Input.String(VerifyLicenseWords.Takes.Fingerprint).Optional(told: Keys.Local);

        internal static Input<SecretName?> HmacKey { get; } = Input.Secret(VerifyLicenseWords.Takes.HmacKey).Optional();
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string?> LicenseId { get; } =
            Output.String(VerifyLicenseWords.Gives.LicenseId).Sometimes() with
            {
                Meaning = Meaning.Licence,
            };

        internal static Output<string> Signature { get; } = Output.String(VerifyLicenseWords.Gives.Signature);

        internal static Output<string> Fingerprint { get; } = Output.String(VerifyLicenseWords.Gives.Fingerprint);

        internal static Output<long> IssuesCount { get; } = Output.Integer(VerifyLicenseWords.Gives.IssuesCount);
    }
}
