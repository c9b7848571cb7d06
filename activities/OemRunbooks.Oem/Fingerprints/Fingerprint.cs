using System.Security.Cryptography;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>Turns a machine's factors into its fingerprint.</summary>
/// <remarks>Source: formats.md, 8.1.</remarks>
public static class Fingerprint
{
    /// <summary>Placeholders that stand for a fingerprint before provisioning.</summary>
    internal static readonly string[] Placeholders = ["UNPROVISIONED", "PLACEHOLDER"];

    private const int GroupSize = 8;

    /// <summary>Makes the fingerprint: base32 of SHA-384 over the normalised factors, in groups of eight, 86 characters.</summary>
    /// <exception cref="OemException"><see cref="Codes.FingerprintMalformed"/> for lists that cannot be sorted.</exception>
    public static string Of(OemObject factors) =>
        string.Join(
            '-',
            Base32.Encode(SHA384.HashData(OemJsonWriter.Canonical(Normalise(factors)))).Chunk(GroupSize).Select(static g => new string(g))
        );

    /// <summary>Drops nulls, sorts lists and turns scalars into texts, at every level.</summary>
    /// <exception cref="OemException"><see cref="Codes.FingerprintMalformed"/>.</exception>
    public static OemObject Normalise(OemObject factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return new OemObject(
            factors.Where(static f => f.Value is not OemNull).Select(static f => KeyValuePair.Create(f.Key, Normalise(f.Value)))
        );
    }

    /// <summary>Tells whether a text is a placeholder instead of a fingerprint.</summary>
    public static bool IsPlaceholder(string fingerprint) =>
        Placeholders.Contains(SpecText.Trim(fingerprint), StringComparer.OrdinalIgnoreCase);

    private static OemJson Normalise(OemJson value) =>
        value switch
        {
            OemObject o => Normalise(o),
            OemArray a => OemJson.Of(Sort(a).Select(static i => TextOf(i))),
            _ => OemJson.Of(TextOf(value)),
        };

    private static IEnumerable<OemJson> Sort(OemArray items) =>
        items switch
        {
            { Count: < 2 } => items,
            _ when items.All(static i => i is OemText) => items.OrderBy(static i => ((OemText)i).Value, CodePointOrder.Instance),
            _ when items.All(static i => i is OemInteger) => items.OrderBy(static i => ((OemInteger)i).Value),
            _ => throw new OemException(Faults.FingerprintMalformed("list-not-sortable")),
        };

    private static string TextOf(OemJson value) =>
        TextForm.Of(value) ?? throw new OemException(Faults.FingerprintMalformed("list-or-object-in-list"));
}
