using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>The packaging pipeline's own check of an expected-fingerprint document.</summary>
/// <remarks>Source: formats.md, 9, last paragraph.</remarks>
internal static class ExpectedFingerprintIssues
{
    /// <summary>Lists issue codes, none when all is well.</summary>
    /// <param name="document">The document.</param>
    /// <param name="key">The key; null leaves the signature unchecked.</param>
    /// <param name="expected">Fingerprint that it should hold; null leaves that unchecked.</param>
    /// <param name="local">Reads this machine's fingerprint; null leaves that unchecked.</param>
    /// <param name="allowPlaceholder">True before provisioning.</param>
    public static IReadOnlyList<string> Find(
        OemObject document,
        byte[]? key,
        string? expected = null,
        Func<string>? local = null,
        bool allowPlaceholder = false
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        var issues = new List<string>();
        var payload = document["payload"] as OemObject ?? [];
        var fingerprint = SpecText.Trim(payload.TextOf("fingerprint") ?? string.Empty);
        if (fingerprint.Length == 0)
        {
            issues.Add("missing-fingerprint");
        }
        else if (!allowPlaceholder && Fingerprint.IsPlaceholder(fingerprint))
        {
            issues.Add("placeholder-fingerprint");
        }

        if (key is not null)
        {
            issues.AddRange(OfSignature(payload, document["signature"] as OemObject ?? [], key));
        }

        if (expected is not null && SpecText.Trim(expected) != fingerprint)
        {
            issues.Add("fingerprint-mismatch");
        }

        if (local is not null)
        {
            issues.AddRange(OfMachine(fingerprint, local));
        }

        return issues;
    }

    private static IEnumerable<string> OfSignature(OemObject payload, OemObject signature, byte[] key)
    {
        var algorithm = signature["algorithm"];
        if (algorithm is not { IsTrue: true })
        {
            yield return "signature-missing-algorithm";
        }
        else if (!(algorithm is OemText name && string.Equals(name.Value, OemSignature.Sha384, StringComparison.OrdinalIgnoreCase)))
        {
            var known = algorithm is OemText other && string.Equals(other.Value, OemSignature.Sha256, StringComparison.OrdinalIgnoreCase);
            yield return known ? "signature-algorithm-mismatch" : "signature-unsupported-algorithm";
        }

        if (signature["value"] is not { IsTrue: true } value)
        {
            yield return "signature-missing-value";
        }
        else if (!OemSignature.SameValue(value, OemSignature.Value(payload, key, OemSignature.Sha384)))
        {
            yield return "signature-mismatch";
        }
    }

    private static IEnumerable<string> OfMachine(string fingerprint, Func<string> local)
    {
        string found;
        try
        {
            found = local();
        }
        catch (OemException)
        {
            return ["local-fingerprint-unavailable"];
        }

        return found == fingerprint ? [] : ["local-fingerprint-mismatch"];
    }
}
