using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Oem.Signatures;

/// <summary>What checking a signature found.</summary>
public enum SignatureOutcome
{
    /// <summary>There is no signature object to check.</summary>
    NotChecked,

    /// <summary>The signature is exactly the one that the key makes.</summary>
    Valid,

    /// <summary>A field differs from the one that the key makes.</summary>
    Mismatch,

    /// <summary>The algorithm field is absent, empty or not a text.</summary>
    UnsupportedAlgorithm,

    /// <summary>The algorithm is unknown or the payload cannot be written: the original's whole command fails.</summary>
    Failure,
}

/// <summary>The outcome with the algorithm's name as reports show it.</summary>
/// <param name="Outcome">What was found.</param>
/// <param name="Algorithm">The signature's algorithm, else <c>HMAC-SHA256</c>; not upper-cased; null when nothing was checked.</param>
internal sealed record SignatureCheck(SignatureOutcome Outcome, string? Algorithm)
{
    /// <summary>The algorithm as it stands in the signature when that is no text: a number is shown as a number.</summary>
    internal OemJson? Written { get; init; }
}

/// <summary>Makes and checks signature objects over canonical bytes.</summary>
/// <remarks>The key id is not part of what is signed. Source: formats.md, 4.</remarks>
public static class OemSignature
{
    /// <summary>Name of the default algorithm of licences, deltas and packages.</summary>
    public const string Sha256 = "HMAC-SHA256";

    /// <summary>Name of the algorithm of bundles and fingerprint documents.</summary>
    public const string Sha384 = "HMAC-SHA384";

    /// <summary>Signs a payload.</summary>
    /// <param name="payload">What is signed, in canonical bytes.</param>
    /// <param name="key">The key, of any length.</param>
    /// <param name="algorithm">One of the two names, in any case.</param>
    /// <param name="keyId">Written into the object unless empty.</param>
    /// <exception cref="OemException"><see cref="Codes.SignatureUnsupportedAlgorithm"/>, <see cref="Codes.JsonUnwritable"/>.</exception>
    public static OemObject Sign(OemJson payload, ReadOnlySpan<byte> key, string algorithm, string? keyId = null)
    {
        var name = NameOf(algorithm) ?? throw new OemException(Faults.SignatureUnsupportedAlgorithm(algorithm));
        var signature = new OemObject { { "algorithm", name }, { "value", Value(payload, key, name) } };
        if (!string.IsNullOrEmpty(keyId))
        {
            signature.Add("key_id", keyId);
        }

        return signature;
    }

    /// <summary>Wraps a payload and its signature in one object.</summary>
    /// <exception cref="OemException">As <see cref="Sign"/>.</exception>
    public static OemObject Wrap(OemObject payload, ReadOnlySpan<byte> key, string algorithm, string? keyId = null) =>
        new() { { "payload", payload }, { "signature", Sign(payload, key, algorithm, keyId) } };

    /// <summary>Checks a signature object as <c>verify</c> does: it must equal the newly made one in every field.</summary>
    public static SignatureOutcome Check(OemJson payload, OemJson? signature, ReadOnlySpan<byte> key) =>
        Examine(payload, signature, key).Outcome;

    /// <summary>The same, with the algorithm that reports show.</summary>
    internal static SignatureCheck Examine(OemJson payload, OemJson? signature, ReadOnlySpan<byte> key)
    {
        if (signature is not OemObject fields)
        {
            return new SignatureCheck(SignatureOutcome.NotChecked, null);
        }

        var field = fields["algorithm"];
        if (field is not OemText { Value.Length: > 0 } text)
        {
            var shown = field is { IsTrue: true } ? TextForm.Of(field) ?? string.Empty : Sha256;
            return new SignatureCheck(
                field is OemArray or OemObject && field.IsTrue ? SignatureOutcome.Failure : SignatureOutcome.UnsupportedAlgorithm,
                shown
            )
            {
                Written = field is { IsTrue: true } ? field : null,
            };
        }

        if (NameOf(text.Value) is not { } name)
        {
            return new SignatureCheck(SignatureOutcome.Failure, text.Value);
        }

        try
        {
            var equal = SameValue(fields["value"], Value(payload, key, name)) & SameShape(fields) & text.Value == name;
            return new SignatureCheck(equal ? SignatureOutcome.Valid : SignatureOutcome.Mismatch, text.Value);
        }
        catch (OemException e) when (e.Code == Codes.JsonUnwritable)
        {
            return new SignatureCheck(SignatureOutcome.Failure, text.Value);
        }
    }

    /// <summary>Makes the base64 text of a payload's HMAC.</summary>
    /// <param name="payload">What is signed, in canonical bytes.</param>
    /// <param name="key">The key.</param>
    /// <param name="algorithm">Exactly one of the two names.</param>
    internal static string Value(OemJson payload, ReadOnlySpan<byte> key, string algorithm)
    {
        var bytes = OemJsonWriter.Canonical(payload);
        return Convert.ToBase64String(algorithm == Sha256 ? HMACSHA256.HashData(key, bytes) : HMACSHA384.HashData(key, bytes));
    }

    /// <summary>Compares a stored value with the computed one in constant time.</summary>
    internal static bool SameValue(OemJson? stored, string computed) =>
        stored is OemText text
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text.Value), Encoding.UTF8.GetBytes(computed));

    private static bool SameShape(OemObject fields)
    {
        var keyId = fields["key_id"];
        return fields.Count == (keyId is null ? 2 : 3) && keyId is null or OemText { Value.Length: > 0 };
    }

    private static string? NameOf(string algorithm) =>
        string.Equals(algorithm, Sha256, StringComparison.OrdinalIgnoreCase) ? Sha256
        : string.Equals(algorithm, Sha384, StringComparison.OrdinalIgnoreCase) ? Sha384
        : null;
}
