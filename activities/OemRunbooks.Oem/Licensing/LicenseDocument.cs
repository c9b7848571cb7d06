using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Licensing;

/// <summary>A licence, wrapped with its signature or bare.</summary>
/// <param name="Document">The whole document.</param>
/// <param name="Payload">What the signature covers: the <c>payload</c> object, else the whole document.</param>
/// <param name="LicenseId">Text form of the id, not trimmed; null when absent.</param>
/// <param name="ExpectedFingerprint">Trimmed; null when none is given; only the first of a list.</param>
/// <remarks>Source: formats.md, 6.1.</remarks>
internal sealed record LicenseDocument(OemObject Document, OemObject Payload, string? LicenseId, string? ExpectedFingerprint)
{
    private static readonly string[] IdNames = ["license_id", "licenseId", "id"];
    private static readonly string[] FingerprintNames = ["fingerprint", "fingerprints", "hardware_fingerprint"];

    /// <summary>The document's <c>signature</c>, whatever it is; null when absent.</summary>
    public OemJson? Signature => Document["signature"];

    /// <summary>Reads a licence file.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.LicenseMissing"/>, <see cref="Codes.LicenseUnreadable"/>, <see cref="Codes.LicenseMalformed"/>.
    /// </exception>
    public static LicenseDocument Load(IDisk disk, string path) =>
        Parse(disk.ReadDocument(path, Faults.LicenseMissing, Faults.LicenseUnreadable), path);

    /// <summary>Reads a licence from its bytes.</summary>
    /// <exception cref="OemException"><see cref="Codes.LicenseMalformed"/>.</exception>
    public static LicenseDocument Parse(byte[] bytes, string path = "")
    {
        var document = OemJsonReader.ParseObject(bytes, path, Faults.LicenseMalformed);
        var payload = document["payload"] as OemObject ?? document;
        var id = FirstTrue(payload, IdNames) ?? payload["id"];
        var expected = FirstTrue(payload, FingerprintNames);
        expected = expected is OemArray list ? (list[0].IsTrue ? list[0] : null) : expected;
        return new LicenseDocument(
            document,
            payload,
            id is null or OemNull ? null : Text(id, path),
            expected is null ? null : SpecText.Trim(Text(expected, path))
        );
    }

    private static OemJson? FirstTrue(OemObject payload, string[] names) =>
        names.Select(name => payload[name]).FirstOrDefault(static value => value is { IsTrue: true });

    private static string Text(OemJson value, string path) =>
        TextForm.Of(value) ?? throw new OemException(Faults.LicenseMalformed(path, "list-or-object-instead-of-text"));
}
