using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>The signed record of a fingerprint and its factors.</summary>
/// <remarks>Source: formats.md, 8.4.</remarks>
public static class FingerprintDocument
{
    /// <summary>Shortest key in bytes.</summary>
    public const int MinimumKey = 32;

    /// <summary>Builds the document's text.</summary>
    /// <exception cref="OemException"><see cref="OemCodes.KeyTooShort"/>, <see cref="OemCodes.FingerprintMalformed"/>.</exception>
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

    /// <summary>Checks the HMAC value only; the signature's <c>algorithm</c> is ignored. Gives the fingerprint, or null when the value does not match.</summary>
    /// <exception cref="OemException"><see cref="OemCodes.FingerprintMalformed"/>.</exception>
    public static string? Check(byte[] document, byte[] key, string path = "")
    {
        var whole = OemJsonReader.ParseObject(document, path, OemCodes.FingerprintMalformed);
        if (whole["payload"] is not OemObject payload || whole["signature"] is not OemObject signature)
        {
            throw OemException.Of(OemCodes.FingerprintMalformed, ("path", path), ("reason", "payload-or-signature-missing"));
        }

        return OemSignature.SameValue(signature["value"], OemSignature.Value(payload, key, OemSignature.Sha384)) ? payload.TextOf("fingerprint") : null;
    }

    internal static void Demand(byte[] key)
    {
        if (key.Length < MinimumKey)
        {
            throw OemException.Of(OemCodes.KeyTooShort, ("minimum", Number.Of(MinimumKey)), ("found", Number.Of(key.Length)));
        }
    }
}
