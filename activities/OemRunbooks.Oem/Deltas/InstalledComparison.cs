using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Oem.Deltas;

/// <summary>Tells whether an installation already is what a bundle and its delta would make of it; writes nothing.</summary>
/// <remarks>
/// The state file is not signed, so that nothing is believed on its word: files of the bundle are held against its signed manifest,
/// files of the delta against its archive, which is checked as if it were to be applied.
/// </remarks>
public static class InstalledComparison
{
    /// <summary>What differs, or null when there is nothing to change.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="installation">Directory of the installation.</param>
    /// <param name="bundle">Archive of the bundle.</param>
    /// <param name="delta">The delta that follows it with its keys, or null.</param>
    /// <param name="key">HMAC key of bundles, at least 32 bytes.</param>
    /// <param name="expectations">What the bundle is expected to be.</param>
    /// <param name="progress">Told after every batch of the archives.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns><c>damaged</c> with what is wrong, <c>other-build</c> or <c>other-delta</c>.</returns>
    /// <exception cref="OemException">What is wrong with the archives, as verifying the bundle and applying the delta say it.</exception>
    public static (string Reason, Failure? Damage)? Difference(
        IDisk disk,
        string installation,
        string bundle,
        DeltaRequest? delta,
        byte[] key,
        BundleExpectations expectations,
        IProgress<ArchiveProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(expectations);
        FingerprintDocument.Demand(key);
        BundleInfo installed;
        IReadOnlyList<AppliedDelta> applied;
        try
        {
            // Its version is the delta's and no matter here: manifest and delta are compared below.
            installed = BundleVerifier.Verify(disk, installation, key, expectations with { Version = null }, cancellation: cancellation);
            applied = InstallationState.Load(disk, installation)?.Deltas ?? [];
        }
        catch (OemException e)
        {
            return ("damaged", e.Failure);
        }

        var offered = BundleVerifier.Verify(disk, bundle, key, expectations, progress, cancellation: cancellation);
        return offered.ManifestSha384 != installed.ManifestSha384 ? ("other-build", null)
            : Brought(disk, delta, applied, progress, cancellation) ? null
            : ("other-delta", null);
    }

    // Whether exactly this delta was applied, and what it wrote lies there as its archive has it.
    private static bool Brought(
        IDisk disk,
        DeltaRequest? delta,
        IReadOnlyList<AppliedDelta> applied,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellation
    )
    {
        if (delta is null || applied.Count != 1)
        {
            return delta is null && applied.Count == 0;
        }

        var (seen, digest, manifest, _) = DeltaApplier.Open(disk, delta, null, progress, cancellation);
        var once = applied[0];
        return once.ArchiveSha384 == digest
            && once.Removed.All(manifest.RemovedFiles.Contains)
            && once.Changed.All(c => seen.Files.GetValueOrDefault(c.Key).Sha384 == c.Value)
            // A provisioned fingerprint document stays when a delta brings one: it has a signature of its own.
            && manifest.ChangedFiles.All(f => f == ExpectedFingerprint.BundlePath || once.Changed.ContainsKey(f));
    }
}
