using OemRunbooks.Foundation.Failures;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>The signed record of a fingerprint and its factors.</summary>
/// <remarks>Source: formats.md, 8.4.</remarks>
internal static class FingerprintDocument
{
    /// <summary>Shortest key in bytes.</summary>
    public const int MinimumKey = 32;

    /// <summary>Builds the document's text.</summary>
    /// <exception cref="OemException"><see cref="Codes.KeyTooShort"/>, <see cref="Codes.FingerprintMalformed"/>.</exception>
    public static string Build(OemObject factors, byte[] key, string? keyId, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        Demand(key);
        var payload = new OemObject
        {
            { "fingerprint", Fingerprint.Of(factors) },
            { "algorithm", "SHA384" },
            { "created_at", TimeForms.Seconds(clock.GetUtcNow()) },
            { "factors", Fingerprint.Normalise(factors) },
        };
        return OemJsonWriter.Write(OemSignature.Wrap(payload, key, OemSignature.Sha384, keyId), JsonStyle.FingerprintDocument);
    }

    /// <summary>
    /// Checks the HMAC value only; the signature's <c>algorithm</c> is ignored. Gives the fingerprint, or null when the value does not
    /// match.
    /// </summary>
    /// <exception cref="OemException"><see cref="Codes.FingerprintMalformed"/>.</exception>
    public static string? Check(byte[] document, byte[] key, string path = "")
    {
        var whole = OemJsonReader.ParseObject(document, path, FingerprintDocument.Unreadable);
        if (whole["payload"] is not OemObject payload || whole["signature"] is not OemObject signature)
        {
            throw new OemException(Faults.FingerprintMalformed("payload-or-signature-missing", path));
        }

        return OemSignature.SameValue(signature["value"], OemSignature.Value(payload, key, OemSignature.Sha384))
            ? payload.TextOf("fingerprint")
            : null;
    }

    internal static void Demand(byte[] key)
    {
        if (key.Length < MinimumKey)
        {
            throw new OemException(Faults.KeyTooShort(key.Length, MinimumKey));
        }
    }

    /// <summary>What is wrong with a document that is no JSON object.</summary>
    internal static Failure Unreadable(string path, string reason, long? line, long? column) =>
        Faults.FingerprintMalformed(reason, path, line, column);
}
