using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Licensing;

/// <summary>What <c>verify</c> needs.</summary>
/// <param name="StorePath">The store, as given.</param>
/// <param name="LicensePath">The licence file, as given.</param>
/// <param name="Fingerprint">The device's fingerprint.</param>
/// <param name="Key">The key; null leaves the signature unchecked.</param>
/// <param name="MustExist">True demands that the store exists.</param>
public sealed record VerifyRequest(string StorePath, string LicensePath, string Fingerprint, byte[]? Key = null, bool MustExist = false);

/// <summary>What <c>verify</c> found.</summary>
/// <param name="Json">The report, ready to be written in order.</param>
/// <param name="LicenseId">Licence id, or null.</param>
/// <param name="ExpectedFingerprint">Fingerprint that the licence is for, or null.</param>
/// <param name="Signature">The signature's outcome; look at it as well as at <paramref name="Issues"/>.</param>
/// <param name="StoreContains">Whether the store has the licence id.</param>
/// <param name="Issues"><c>fingerprint-mismatch</c>, <c>missing-in-store</c>, in this order.</param>
public sealed record VerifyResult(
    OemObject Json,
    string? LicenseId,
    string? ExpectedFingerprint,
    SignatureOutcome Signature,
    bool StoreContains,
    IReadOnlyList<string> Issues
)
{
    /// <summary>Exactly what the command prints.</summary>
    public string Text => OemJsonWriter.Write(Json, JsonStyle.PrettyInOrder);
}

/// <summary>The commands <c>verify</c>, <c>status</c> and <c>recover</c> of the offline portal.</summary>
/// <remarks>Source: formats.md, 6 and 7.</remarks>
public static partial class LicenseTool
{
    /// <summary>Compares a licence with the store and the device.</summary>
    /// <exception cref="OemException">
    /// Codes of <see cref="LicenseStore.Open"/> and <see cref="LicenseDocument.Load"/>, <see cref="Codes.SignatureUnsupportedAlgorithm"/>,
    /// <see cref="Codes.FingerprintBlank"/>.
    /// </exception>
    /// <remarks>Source: formats.md, 6.2.</remarks>
    public static VerifyResult Verify(IDisk disk, VerifyRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var fingerprint = Present(request.Fingerprint, "device");
        var store = LicenseStore.Open(disk, request.StorePath, fingerprint, request.MustExist);
        var license = LicenseDocument.Load(disk, request.LicensePath);
        var check = request.Key is { } key
            ? OemSignature.Examine(license.Payload, license.Signature, key)
            : new SignatureCheck(SignatureOutcome.NotChecked, null);
        if (check.Outcome == SignatureOutcome.Failure)
        {
            throw new OemException(Faults.SignatureUnsupportedAlgorithm(check.Algorithm, request.LicensePath));
        }

        var contains = license.LicenseId is { Length: > 0 } id && store.Licenses?.Has(id) == true;
        var issues = new List<string>();
        if (license.ExpectedFingerprint is { Length: > 0 } expected && expected != fingerprint)
        {
            issues.Add("fingerprint-mismatch");
        }

        if (license.LicenseId is { Length: > 0 } && store.Licenses is not null && !contains)
        {
            issues.Add("missing-in-store");
        }

        var json = new OemObject
        {
            { "store_path", ShownPath.Tidy(request.StorePath) },
            { "fingerprint", fingerprint },
            { "license_path", ShownPath.Tidy(request.LicensePath) },
            { "license_id", license.LicenseId },
            { "expected_fingerprint", license.ExpectedFingerprint },
            { "signature", Report(check) },
            { "store_contains", OemJson.Of(contains) },
            { "issues", OemJson.Of(issues) },
        };
        return new VerifyResult(json, license.LicenseId, license.ExpectedFingerprint, check.Outcome, contains, issues);
    }

    /// <summary>Lists a store's licences; gives exactly what the command prints.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="storePath">The store, as given.</param>
    /// <param name="fingerprint">The device's fingerprint.</param>
    /// <param name="mustExist">True demands that the store exists.</param>
    /// <exception cref="OemException">Codes of <see cref="LicenseStore.Open"/>.</exception>
    /// <remarks>Source: formats.md, 7.1.</remarks>
    public static OemObject Status(IDisk disk, string storePath, string fingerprint, bool mustExist = false)
    {
        var device = Present(fingerprint, "device");
        var store = LicenseStore.Open(disk, storePath, device, mustExist);
        var records = store.Licenses?.Where(static l => l.Value is OemObject).Select(static l => Row(l.Key, (OemObject)l.Value)) ?? [];
        return new OemObject
        {
            { "fingerprint_hash", store.FingerprintHash },
            { "migrated", OemJson.Of(store.Migrated) },
            { "licenses", new OemArray(records) },
            { "store_path", ShownPath.Tidy(storePath) },
            { "fingerprint", device },
        };
    }

    private static OemObject Row(string id, OemObject record) =>
        new()
        {
            { "license_id", id },
            { "status", record["status"] ?? OemJson.Null },
            { "fingerprint", record["fingerprint"] ?? OemJson.Null },
            { "issues", record["issues"] ?? OemJson.Null },
        };

    private static OemJson Report(SignatureCheck check) =>
        check.Outcome == SignatureOutcome.NotChecked
            ? OemJson.Null
            : new OemObject
            {
                { "algorithm", check.Written ?? OemJson.Of(check.Algorithm) },
                {
                    "errors",
                    OemJson.Of(
                        check.Outcome switch
                        {
                            SignatureOutcome.Mismatch => ["signature mismatch"],
                            SignatureOutcome.UnsupportedAlgorithm => ["unsupported algorithm"],
                            _ => Array.Empty<string>(),
                        }
                    )
                },
                { "valid", OemJson.Of(check.Outcome == SignatureOutcome.Valid) },
            };

    private static string Present(string fingerprint, string role)
    {
        var trimmed = SpecText.Trim(fingerprint);
        return trimmed.Length > 0 ? trimmed : throw new OemException(Faults.FingerprintBlank(role));
    }
}
