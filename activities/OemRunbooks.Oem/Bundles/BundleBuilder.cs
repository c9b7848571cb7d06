using System.Buffers;
using System.IO.Compression;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Oem.Bundles;

/// <summary>What to build a bundle from.</summary>
/// <param name="Content">Directory with the bundle's files; manifest, signatures and fingerprint document are made here.</param>
/// <param name="Version">Version of the bundle.</param>
/// <param name="Platform">Platform; <c>windows</c> gives a zip.</param>
/// <param name="Key">HMAC key of at least 32 bytes.</param>
/// <param name="KeyId">Id of the key; none when null.</param>
/// <param name="Fingerprint">Content of the fingerprint document; a placeholder by default.</param>
/// <param name="Compression">How hard to compress.</param>
public sealed record BundleRecipe(
    string Content,
    string Version,
    string Platform,
    byte[] Key,
    string? KeyId = null,
    string Fingerprint = "UNPROVISIONED",
    CompressionLevel Compression = CompressionLevel.Optimal
);

/// <summary>Builds bundles for demo stations and tests.</summary>
/// <remarks>The same content, recipe and time give the same bytes. Source: formats.md, 10.</remarks>
public static class BundleBuilder
{
    /// <summary>Builds a bundle into a directory under its own name; gives the archive's path.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.KeyTooShort"/>, <see cref="Codes.BundleWrongName"/>, <see cref="Codes.ArchiveHostileName"/>, <see
    /// cref="Codes.ArchiveLink"/>.
    /// </exception>
    public static string Build(BundleRecipe recipe, string outputDirectory, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(clock);
        if (!BundleName.IsVersion(recipe.Version) || !BundleName.IsPlatform(recipe.Platform))
        {
            throw new OemException(Faults.BundleWrongName($"{recipe.Version} {recipe.Platform}"));
        }

        var now = clock.GetUtcNow();
        var files = Files(recipe, clock);
        var path = Path.Combine(outputDirectory, new BundleName(recipe.Version, recipe.Platform).FileName);
        OemDisk.Do(
            path,
            () =>
            {
                Directory.CreateDirectory(outputDirectory);
                if (recipe.Platform == "windows")
                {
                    ArchiveBuilder.Zip(path, CheckedReader.TopDirectory + "/", files, now, recipe.Compression);
                }
                else
                {
                    ArchiveBuilder.TarGz(
                        path,
                        CheckedReader.TopDirectory + "/",
                        CheckedReader.TopDirectory,
                        files,
                        now,
                        recipe.Compression
                    );
                }
            }
        );
        return path;
    }

    /// <summary>All files of the bundle, by path, with the made ones among them.</summary>
    internal static List<SourceFile> Files(BundleRecipe recipe, TimeProvider clock)
    {
        FingerprintDocument.Demand(recipe.Key);
        var files = new SortedDictionary<string, SourceFile>(SegmentOrder.Instance);
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(SourceFile file, string digest)
        {
            files[file.Path] = file;
            digests[file.Path] = digest;
        }

        foreach (var (path, entry, digest) in Content(recipe.Content))
        {
            Add(SourceFile.OfDisk(path, entry), digest);
            if (path.StartsWith("config/", StringComparison.Ordinal))
            {
                var signature = FileSignature.Build(path, digest, recipe.Key, recipe.KeyId);
                Add(SourceFile.Of(path + ".sig", signature), BundleManifest.Digest(signature));
            }
        }

        var fingerprint = ExpectedFingerprint.Build(recipe.Fingerprint, recipe.Key, recipe.KeyId, clock);
        Add(SourceFile.Of(ExpectedFingerprint.BundlePath, fingerprint), BundleManifest.Digest(fingerprint));
        var manifest = BundleManifest.Build(recipe.Version, recipe.Platform, clock.GetUtcNow(), digests);
        files[BundleManifest.FileName] = SourceFile.Of(BundleManifest.FileName, manifest);
        files[BundleManifest.SignatureName] = SourceFile.Of(
            BundleManifest.SignatureName,
            FileSignature.Build(BundleManifest.FileName, BundleManifest.Digest(manifest), recipe.Key, recipe.KeyId)
        );
        return [.. files.Values];
    }

    private static IEnumerable<(string Path, FileInfo File, string Digest)> Content(string directory)
    {
        var block = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            foreach (var entry in Disk.All.Walk(directory))
            {
                var path = entry.Relative;
                if (entry.Item.Kind == ItemKind.Link)
                {
                    throw new OemException(Faults.ArchiveLink(path));
                }

                if (entry.IsFile && !IsMade(path))
                {
                    EntryName.Demand(path);
                    yield return (path, new FileInfo(entry.Full), TreeScanner.Hash(Disk.All, entry.Full, block).Sha384);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static bool IsMade(string path) =>
        path is BundleManifest.FileName or BundleManifest.SignatureName or ExpectedFingerprint.BundlePath or InstallationState.FileName
        || SeenTree.IsConfigSignature(path);
}
