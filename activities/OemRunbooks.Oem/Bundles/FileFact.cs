namespace OemRunbooks.Oem.Bundles;

/// <summary>What was seen of one file.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha384">Digest in lower-case hex.</param>
internal readonly record struct FileFact(long Size, string Sha384);

/// <summary>Everything that was seen of a tree: digests of all files, content of the few that are parsed.</summary>
internal sealed class SeenTree
{
    internal Dictionary<string, FileFact> Files { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal);

    /// <summary>Largest size of a file whose content is kept; null when it is not kept.</summary>
    internal static int? KeepLimit(string path) =>
        path switch
        {
            BundleManifest.FileName => 12 << 20,
            BundleManifest.SignatureName => 64 << 10,
            _ when IsConfigSignature(path) => 64 << 10,
            "delta.json" => 4 << 20,
            Fingerprints.ExpectedFingerprint.BundlePath => 1 << 20,
            _ => null,
        };

    internal static bool IsConfigSignature(string path) =>
        path.StartsWith("config/", StringComparison.Ordinal) && path.EndsWith(".sig", StringComparison.Ordinal);
}
