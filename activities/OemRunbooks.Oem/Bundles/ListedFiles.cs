namespace OemRunbooks.Oem.Bundles;

/// <summary>
/// Holds an archive's members to its manifest while they come: what is not listed ends it before a byte of it is written.
/// </summary>
/// <remarks>
/// Only where manifest and signature come first, as the pipeline packs them; otherwise the whole set is compared at the end.
/// Source: trust.md, "The manifest bounds extraction".
/// </remarks>
/// <param name="key">HMAC key of the bundle.</param>
internal sealed class ListedFiles(byte[] key)
{
    private IReadOnlyDictionary<string, string>? listed;

    /// <summary>Refuses a member that an authentic manifest does not list.</summary>
    /// <exception cref="OemException"><c>bundle.file-unexpected</c>, <c>bundle.signature-mismatch</c>.</exception>
    internal void Demand(string path, SeenTree seen)
    {
        if (path is BundleManifest.FileName or BundleManifest.SignatureName)
        {
            return;
        }

        if (
            listed is null
            && seen.Contents.TryGetValue(BundleManifest.FileName, out var manifest)
            && seen.Contents.TryGetValue(BundleManifest.SignatureName, out var signature)
        )
        {
            listed = BundleManifest.Authenticate(manifest, signature, key).Files;
        }

        if (listed is not null && !listed.ContainsKey(path))
        {
            throw new OemException(Faults.BundleFileUnexpected(path));
        }
    }
}
