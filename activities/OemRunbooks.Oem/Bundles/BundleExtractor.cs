using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Extracts a bundle and verifies it in the same pass.</summary>
/// <remarks>Source: formats.md, 10.4; trust.md, "Archives".</remarks>
public static class BundleExtractor
{
    /// <summary>Extracts to a private directory; the caller publishes the tree. Whatever is wrong, nothing stays behind.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="archive">A .tar.gz or .zip, told apart by content.</param>
    /// <param name="key">HMAC key of at least 32 bytes.</param>
    /// <param name="expectations">Expected platform and version.</param>
    /// <param name="stagingParent">Directory on the target's file system, usually the target's parent.</param>
    /// <param name="progress">Told after every batch of about 2 MiB, on the calling thread.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException">
    /// Codes <c>archive.*</c>, <c>bundle.*</c>, <c>fingerprint.*</c>, <c>key.too-short</c>, <c>disk.*</c>, <c>file.*</c>.
    /// </exception>
    public static (StagedTree Tree, BundleInfo Info) Extract(
        IDisk disk,
        string archive,
        byte[] key,
        BundleExpectations expectations,
        string stagingParent,
        IProgress<ArchiveProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        FingerprintDocument.Demand(key);
        return StagedTree.Fill(
            disk,
            stagingParent,
            tree =>
            {
                var info = BundleVerifier.Pass(disk, archive, key, expectations, tree, progress, cancellation);
                var state = new InstallationState(info.Platform, info.Version, info.ManifestSha384, []);
                OemDisk.Do(tree, () => disk.CreateNew(Path.Combine(tree, InstallationState.FileName), state.Bytes));
                return info;
            }
        );
    }
}
