namespace OemRunbooks.Oem.Json;

/// <summary>How JSON is spelled.</summary>
/// <param name="Pretty">Newlines and two spaces per level.</param>
/// <param name="Sorted">Keys by code point instead of as built.</param>
/// <param name="Spaced">A space after comma and colon; pretty texts have it after the colon anyway.</param>
/// <param name="Ascii">Non-ASCII characters as <c>\uXXXX</c>.</param>
/// <param name="FinalNewline">A newline after the value.</param>
/// <remarks>Source: formats.md, 2.2.</remarks>
public sealed record JsonStyle(bool Pretty, bool Sorted, bool Spaced = false, bool Ascii = false, bool FinalNewline = false)
{
    /// <summary>What is signed and hashed.</summary>
    public static JsonStyle Canonical { get; } = new(Pretty: false, Sorted: true);

    /// <summary>Inside the encrypted licence store.</summary>
    public static JsonStyle Plaintext { get; } = new(Pretty: false, Sorted: true, Spaced: true);

    /// <summary>Store envelope, signature files, delta and package manifests.</summary>
    public static JsonStyle PrettySorted { get; } = new(Pretty: true, Sorted: true, FinalNewline: true);

    /// <summary>Command output and reports.</summary>
    public static JsonStyle PrettyInOrder { get; } = new(Pretty: true, Sorted: false, FinalNewline: true);

    /// <summary>One line of the audit log.</summary>
    public static JsonStyle AuditLine { get; } = new(Pretty: false, Sorted: false, Spaced: true, FinalNewline: true);

    /// <summary>A bundle's manifest.json.</summary>
    public static JsonStyle BundleManifest { get; } = new(Pretty: true, Sorted: true, Ascii: true);

    /// <summary>fingerprint.expected.json as the bundle builder writes it.</summary>
    public static JsonStyle ExpectedFingerprint { get; } = new(Pretty: true, Sorted: true, Ascii: true, FinalNewline: true);

    /// <summary>A signed fingerprint document.</summary>
    public static JsonStyle FingerprintDocument { get; } = new(Pretty: true, Sorted: true);
}
