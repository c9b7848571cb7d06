using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Verifies a bundle in an archive or an installed directory, without writing anything.</summary>
/// <remarks>Source: formats.md, 10.4.</remarks>
public static class BundleVerifier
{
    /// <summary>Verifies an archive or, if the path is one, a directory.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="path">Archive or directory.</param>
    /// <param name="key">HMAC key of at least 32 bytes.</param>
    /// <param name="expectations">Expected platform and version.</param>
    /// <param name="progress">Told after every batch; archives only.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException">Codes as <see cref="BundleExtractor.Extract"/>.</exception>
    public static BundleInfo Verify(
        IDisk disk,
        string path,
        byte[] key,
        BundleExpectations expectations,
        IProgress<ArchiveProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(expectations);
        FingerprintDocument.Demand(key);
        return disk.IsDirectory(path)
            ? OfDirectory(disk, path, key, expectations, new ArchiveLimits(), cancellation)
            : Pass(disk, path, key, expectations, null, progress, cancellation);
    }

    /// <summary>What an archive says of itself; nothing of it is authenticated.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException"><c>archive.*</c>, <c>bundle.manifest-missing</c>, <c>bundle.manifest-invalid</c></exception>
    public static BundleManifest Peek(IDisk disk, string archive, CancellationToken cancellation = default)
    {
        var (seen, _) = Read(disk, archive, Layout.Bundle, null, null, new ArchiveLimits(), cancellation);
        return BundleManifest.Parse(
            seen.Contents.GetValueOrDefault(BundleManifest.FileName) ?? throw new OemException(Faults.BundleManifestMissing(archive))
        );
    }

    /// <summary>The one pass over an archive: digests, rules, and writing when a tree is given.</summary>
    internal static BundleInfo Pass(
        IDisk disk,
        string archive,
        byte[] key,
        BundleExpectations expectations,
        string? tree,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellation
    )
    {
        var (seen, digest) = Read(
            disk,
            archive,
            Layout.Bundle,
            tree,
            progress,
            new ArchiveLimits(),
            cancellation,
            new ListedFiles(key).Demand
        );
        var (manifest, fingerprint) = BundleRules.Demand(seen, key, expectations, archive);
        return Info(manifest, manifest.Version, seen, digest, fingerprint, []);
    }

    internal static (SeenTree Seen, string Sha384) Read(
        IDisk disk,
        string archive,
        Layout layout,
        string? tree,
        IProgress<ArchiveProgress>? progress,
        ArchiveLimits limits,
        CancellationToken cancellation,
        MemberGate? gate = null
    )
    {
        using var input = new ArchiveInput(disk, archive);
        using var reader = ArchiveOpener.Open(input, limits);
        using var sink = new TreeSink(disk, tree, limits, gate);
        Pump.Run(new CheckedReader(reader, layout, limits), sink, progress, cancellation);
        return (sink.Seen, input.Digest());
    }

    private static BundleInfo OfDirectory(
        IDisk disk,
        string directory,
        byte[] key,
        BundleExpectations expectations,
        ArchiveLimits limits,
        CancellationToken cancellation
    )
    {
        var seen = TreeScanner.Scan(disk, directory, limits, cancellation);
        var state = InstallationState.Load(disk, directory);
        var manifest = BundleRules.Authenticate(seen, key, directory);
        var version = state?.Version ?? manifest.Version;
        expectations.Demand(manifest with { Version = version });
        if (state is not null && state.ManifestSha384 != manifest.Sha384)
        {
            throw new OemException(Faults.BundleDigestMismatch(BundleManifest.FileName, state.ManifestSha384, manifest.Sha384));
        }

        var (files, unsigned) = (state ?? new InstallationState(manifest.Platform, manifest.Version, manifest.Sha384, [])).Overlay(
            manifest
        );
        var fingerprint = BundleRules.FingerprintOf(seen, key);
        var provisioned = seen.Files[ExpectedFingerprint.BundlePath].Sha384;
        if (files.TryGetValue(ExpectedFingerprint.BundlePath, out var listed) && listed != provisioned)
        {
            // Provisioning replaces this one file; its own signature was checked just now.
            files[ExpectedFingerprint.BundlePath] = provisioned;
            unsigned.Add(ExpectedFingerprint.BundlePath);
        }

        BundleRules.DemandFiles(seen, files);
        BundleRules.DemandConfigSignatures(seen, key);
        return Info(manifest, version, seen, null, fingerprint, [.. unsigned.Order(StringComparer.Ordinal)]);
    }

    private static BundleInfo Info(
        BundleManifest manifest,
        string version,
        SeenTree seen,
        string? archive,
        ExpectedFingerprint fingerprint,
        IReadOnlyList<string> unsigned
    )
    {
        var files = seen.Files.Where(static f => f.Key is not (BundleManifest.FileName or BundleManifest.SignatureName)).ToArray();
        return new BundleInfo(
            version,
            manifest.Platform,
            manifest.Created,
            files.Length,
            files.Sum(static f => f.Value.Size),
            manifest.Sha384,
            archive,
            fingerprint.Fingerprint,
            unsigned
        );
    }
}
