using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;

namespace OemRunbooks.Oem.Bundles;

/// <summary>A <c>.sig</c> file of a bundle: it names a path and its SHA-384.</summary>
/// <remarks>Source: formats.md, 10.3.</remarks>
internal static class FileSignature
{
    internal static byte[] Build(string path, string digest, byte[] key, string? keyId) =>
        OemJsonWriter.WriteBytes(OemSignature.Wrap(Payload(path, digest), key, OemSignature.Sha384, keyId), JsonStyle.PrettySorted);

    /// <summary>Refuses a signature that is not by the key, not by HMAC-SHA384, or about something else.</summary>
    internal static void Demand(string path, string digest, byte[] signature, byte[] key)
    {
        OemObject document;
        try
        {
            document = OemJsonReader.ParseObject(
                signature,
                path,
                static (path, reason, line, column) => Faults.BundleSignatureMismatch(path, reason)
            );
        }
        catch (OemException e) when (e.Code == Codes.BundleSignatureMismatch)
        {
            throw Mismatch(path, "form");
        }

        var check = document["payload"] is OemObject payload
            ? OemSignature.Examine(payload, document["signature"], key)
            : new SignatureCheck(SignatureOutcome.NotChecked, null);
        if (check is not { Outcome: SignatureOutcome.Valid, Algorithm: OemSignature.Sha384 })
        {
            throw Mismatch(path, "signature");
        }

        var named = (OemObject)document["payload"]!;
        if (named.TextOf("path") != path || named.TextOf("sha384") != digest)
        {
            throw Mismatch(path, "payload");
        }
    }

    private static OemObject Payload(string path, string digest) => new() { { "path", path }, { "sha384", digest } };

    private static OemException Mismatch(string path, string reason) =>
        new OemException(Faults.BundleSignatureMismatch(path, reason: reason));
}
