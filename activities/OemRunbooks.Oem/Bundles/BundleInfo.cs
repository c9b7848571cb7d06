namespace OemRunbooks.Oem.Bundles;

/// <summary>What a bundle is expected to be; null leaves a part open.</summary>
/// <param name="Platform"><c>linux</c>, <c>macos</c>, <c>windows</c> or null.</param>
/// <param name="Version">A version or null.</param>
public sealed record BundleExpectations(string? Platform = null, string? Version = null)
{
    /// <summary>Fills open parts from a file name that is a bundle's.</summary>
    public BundleExpectations OrFromFileName(string path) =>
        BundleName.Parse(path) is { } name ? new BundleExpectations(Platform ?? name.Platform, Version ?? name.Version) : this;

    internal void Demand(BundleManifest manifest)
    {
        if (Platform is not null && Platform != manifest.Platform)
        {
            throw new OemException(Faults.BundleWrongPlatform(manifest.Platform, Platform));
        }

        if (Version is not null && Version != manifest.Version)
        {
            throw new OemException(Faults.BundleWrongVersion(manifest.Version, Version));
        }
    }
}

/// <summary>A bundle that was verified.</summary>
/// <param name="Version">Its version; of an installation, the one that its newest delta made.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Created">When it was built, as written; null when absent.</param>
/// <param name="Files">Number of files, the two of the manifest not counted.</param>
/// <param name="Bytes">Their size in bytes.</param>
/// <param name="ManifestSha384">SHA-384 of <c>manifest.json</c>.</param>
/// <param name="ArchiveSha384">SHA-384 of the archive; null for a directory.</param>
/// <param name="ExpectedFingerprint">Fingerprint in <c>config/fingerprint.expected.json</c>; compare it elsewhere.</param>
/// <param name="Unsigned">
/// Files of an installation that no signed manifest covers: written by deltas (as its state file says) or by provisioning.
/// </param>
public sealed record BundleInfo(
    string Version,
    string Platform,
    string? Created,
    int Files,
    long Bytes,
    string ManifestSha384,
    string? ArchiveSha384,
    string? ExpectedFingerprint,
    IReadOnlyList<string> Unsigned
);
