using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Decides whether what was seen of a tree is an authentic bundle.</summary>
/// <remarks>
/// In this order: the manifest's signature, the manifest, what was expected, the set of files, every digest, every signature of
/// <c>config/</c>, the fingerprint document's. Source: formats.md, 10.4.
/// </remarks>
internal static class BundleRules
{
    internal static (BundleManifest Manifest, ExpectedFingerprint Fingerprint) Demand(
        SeenTree seen,
        byte[] key,
        BundleExpectations expectations,
        string path
    )
    {
        var manifest = Authenticate(seen, key, path);
        expectations.Demand(manifest);
        DemandFiles(seen, manifest.Files);
        DemandConfigSignatures(seen, key);
        return (manifest, FingerprintOf(seen, key));
    }

    internal static BundleManifest Authenticate(SeenTree seen, byte[] key, string path)
    {
        var manifest =
            seen.Contents.GetValueOrDefault(BundleManifest.FileName) ?? throw new OemException(Faults.BundleManifestMissing(path));
        var signature =
            seen.Contents.GetValueOrDefault(BundleManifest.SignatureName)
            ?? throw new OemException(Faults.BundleSignatureMissing(BundleManifest.SignatureName));
        return BundleManifest.Authenticate(manifest, signature, key);
    }

    internal static void DemandFiles(SeenTree seen, IReadOnlyDictionary<string, string> listed)
    {
        foreach (var (file, digest) in listed)
        {
            if (!seen.Files.TryGetValue(file, out var fact))
            {
                throw new OemException(Faults.BundleFileMissing(file));
            }

            if (fact.Sha384 != digest)
            {
                throw new OemException(Faults.BundleDigestMismatch(file, digest, fact.Sha384));
            }
        }

        foreach (var file in seen.Files.Keys)
        {
            if (file is not (BundleManifest.FileName or BundleManifest.SignatureName) && !listed.ContainsKey(file))
            {
                throw new OemException(Faults.BundleFileUnexpected(file));
            }
        }
    }

    internal static void DemandConfigSignatures(SeenTree seen, byte[] key)
    {
        foreach (var (file, fact) in seen.Files)
        {
            if (SeenTree.IsConfigSignature(file))
            {
                if (!seen.Files.ContainsKey(file[..^4]))
                {
                    throw new OemException(Faults.BundleFileUnexpected(file));
                }
            }
            else if (file.StartsWith("config/", StringComparison.Ordinal) && file != ExpectedFingerprint.BundlePath)
            {
                var signature =
                    seen.Contents.GetValueOrDefault(file + ".sig") ?? throw new OemException(Faults.BundleSignatureMissing(file));
                FileSignature.Demand(file, fact.Sha384, signature, key);
            }
        }
    }

    internal static ExpectedFingerprint FingerprintOf(SeenTree seen, byte[] key)
    {
        var document =
            seen.Contents.GetValueOrDefault(ExpectedFingerprint.BundlePath)
            ?? throw new OemException(Faults.BundleFileMissing(ExpectedFingerprint.BundlePath));
        return ExpectedFingerprint.CheckSignature(document, key);
    }
}
