using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Oem.Deltas;

/// <summary>What the check of a published <c>….delta.json</c> found.</summary>
/// <param name="Document">The manifest.</param>
/// <param name="Issues">Issue codes in their fixed order, none when all is well.</param>
/// <remarks>Source: formats.md, 11.4.</remarks>
public sealed record DeltaManifestCheck(OemObject Document, IReadOnlyList<string> Issues)
{
    /// <summary>Whether the manifest is for one device only.</summary>
    public bool IsBound => DeltaIssues.BoundTo(Document).Length > 0;

    /// <summary>Checks a manifest with the signature file beside it, whose name has <c>.sig</c> added.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="path">The manifest.</param>
    /// <param name="key">The key; null leaves the signature unchecked.</param>
    /// <param name="device">The machine's fingerprint; null leaves it unchecked.</param>
    /// <exception cref="OemException">
    /// <see cref="Codes.DeltaManifestMissing"/>, <see cref="Codes.FileUnreadable"/>, <see cref="Codes.TextMalformed"/>, <see
    /// cref="Codes.JsonMalformed"/>.
    /// </exception>
    public static DeltaManifestCheck Of(IDisk disk, string path, byte[]? key, string? device)
    {
        var document = OemJsonReader.ParseObject(disk.ReadDocument(path, Faults.DeltaManifestMissing), path, OemJsonReader.Malformed);
        var signature = key is not null && disk.Has(path + ".sig") ? disk.ReadDocument(path + ".sig") : null;
        return new DeltaManifestCheck(document, DeltaIssues.Find(document, key, signature, device is null ? null : () => device));
    }
}
