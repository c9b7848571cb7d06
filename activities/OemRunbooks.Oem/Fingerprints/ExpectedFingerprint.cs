using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>A <c>fingerprint.expected.json</c> that passed every rule but the comparison with a machine.</summary>
/// <param name="Fingerprint">
/// The expected fingerprint as it stands in the document; null when it is not a text, which matches nothing.
/// </param>
/// <param name="KeyId">Id of the key, or null.</param>
/// <param name="GeneratedAt">When it was made, as written, or null.</param>
/// <remarks>Source: formats.md, 9.</remarks>
public sealed record ExpectedFingerprint(string? Fingerprint, string? KeyId, string? GeneratedAt)
{
    /// <summary>Name of the file in a bundle.</summary>
    public const string BundlePath = "config/fingerprint.expected.json";

    /// <summary>Builds a document's bytes as the bundle builder writes them.</summary>
    /// <exception cref="OemException"><see cref="Codes.KeyTooShort"/>.</exception>
    public static byte[] Build(string fingerprint, byte[] key, string? keyId, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        FingerprintDocument.Demand(key);
        var payload = new OemObject { { "fingerprint", fingerprint }, { "generated_at", TimeForms.Seconds(clock.GetUtcNow()) } };
        return OemJsonWriter.WriteBytes(OemSignature.Wrap(payload, key, OemSignature.Sha384, keyId), JsonStyle.ExpectedFingerprint);
    }

    /// <summary>Checks rules 1 and 4–6: form, fingerprint present, algorithm, signature.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.FingerprintMalformed"/>, <see cref="Codes.FingerprintSignatureMismatch"/>, <see
    /// cref="Codes.SignatureUnsupportedAlgorithm"/>.
    /// </exception>
    public static ExpectedFingerprint CheckSignature(byte[] document, byte[] key, string path = BundlePath)
    {
        var whole = OemJsonReader.ParseObject(document, path, FingerprintDocument.Unreadable);
        if (whole["payload"] is not OemObject payload || whole["signature"] is not OemObject signature)
        {
            throw new OemException(Faults.FingerprintMalformed("payload-or-signature-missing", path));
        }

        if (payload["fingerprint"] is not { IsTrue: true } fingerprint)
        {
            throw new OemException(Faults.FingerprintMalformed("no-fingerprint", path));
        }

        if (
            signature["algorithm"] is { } algorithm
            && !(algorithm is OemText name && string.Equals(name.Value, OemSignature.Sha384, StringComparison.OrdinalIgnoreCase))
        )
        {
            throw new OemException(Faults.SignatureUnsupportedAlgorithm(TextForm.Of(algorithm), path));
        }

        return OemSignature.SameValue(signature["value"], OemSignature.Value(payload, key, OemSignature.Sha384))
            ? new ExpectedFingerprint((fingerprint as OemText)?.Value, signature.TextOf("key_id"), payload.TextOf("generated_at"))
            : throw new OemException(Faults.FingerprintSignatureMismatch(path));
    }

    /// <summary>Does the whole check of a file against this machine.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="path">The document.</param>
    /// <param name="environment">Gives <c>OEM_BUNDLE_HMAC_KEY</c> and <c>OEM_FINGERPRINT</c>.</param>
    /// <param name="local">Reads this machine's fingerprint; called only when the variable is empty.</param>
    /// <exception cref="OemException">
    /// As <see cref="CheckSignature"/>, and <see cref="Codes.KeyMissing"/>, <see cref="Codes.SecretMalformed"/>, <see
    /// cref="Codes.FileMissing"/>, <see cref="Codes.FingerprintUnprovisioned"/>, <see cref="Codes.FingerprintMismatch"/>, <see
    /// cref="Codes.FingerprintUnavailable"/>.
    /// </exception>
    public static ExpectedFingerprint Check(IDisk disk, string path, Func<string, string?> environment, Func<string> local)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(local);
        var document = disk.ReadDocument(path);
        var key = environment("OEM_BUNDLE_HMAC_KEY") is { Length: > 0 } value
            ? SecretReference.BundleKey(value, minimum: 0)
            : throw new OemException(Faults.KeyMissing("OEM_BUNDLE_HMAC_KEY"));
        var found = RuntimeFingerprint(environment, local);
        var expected = CheckSignature(document, key, path);
        return found == expected.Fingerprint
            ? expected
            : throw new OemException(
                expected.Fingerprint is { } text && Fingerprints.Fingerprint.IsPlaceholder(text)
                    ? Faults.FingerprintUnprovisioned(path, text, found)
                    : Faults.FingerprintMismatch(expected.Fingerprint, found, path)
            );
    }

    /// <summary>The fingerprint that rule 3 takes: the variable's, else this machine's.</summary>
    /// <exception cref="OemException"><see cref="Codes.FingerprintUnavailable"/>.</exception>
    public static string RuntimeFingerprint(Func<string, string?> environment, Func<string> local)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(local);
        return environment("OEM_FINGERPRINT") is { Length: > 0 } given ? SpecText.Trim(given) : local();
    }
}
