using System.Buffers;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Oem.Deltas;

/// <summary>An installed tree that is known to be a delta's base.</summary>
/// <param name="State">Its state; made from the manifest when there was no state file.</param>
/// <param name="Files">SHA-384 of every file that belongs to the bundle, as it lies there.</param>
/// <param name="Extras">Files that do not belong to the bundle.</param>
/// <param name="Provisioned">Whether the fingerprint document was replaced since the bundle was built.</param>
internal sealed record InstalledBase(
    InstallationState State,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlySet<string> Extras,
    bool Provisioned
)
{
    private const int BlockSize = 1 << 20;

    /// <summary>Reads version and file list of an installation; authenticates its manifest where a key is given.</summary>
    internal static (InstallationState State, Dictionary<string, string> Expected) Describe(IDisk disk, string installation, byte[]? key)
    {
        var manifestPath = Path.Combine(installation, BundleManifest.FileName);
        if (!disk.Has(manifestPath))
        {
            throw new OemException(Faults.InstallationMissing(installation));
        }

        var bytes = disk.ReadDocument(manifestPath);
        var manifest = key is null
            ? BundleManifest.Parse(bytes)
            : BundleManifest.Authenticate(
                bytes,
                disk.ReadDocument(
                    Path.Combine(installation, BundleManifest.SignatureName),
                    static path => Faults.BundleSignatureMissing(Path.GetFileName(path))
                ),
                key
            );
        var state =
            InstallationState.Load(disk, installation) ?? new InstallationState(manifest.Platform, manifest.Version, manifest.Sha384, []);
        return state.ManifestSha384 == manifest.Sha384
            ? (state, state.Overlay(manifest).Files)
            : throw new OemException(Faults.DeltaBaseMismatch(state.ManifestSha384, manifest.Sha384, BundleManifest.FileName));
    }

    /// <summary>Compares every file with what it should be; only the fingerprint document may differ.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="installation">The installation.</param>
    /// <param name="state">Its state.</param>
    /// <param name="expected">What each file should be.</param>
    /// <param name="leaving">Files that the delta removes: one that is already gone is fine. Source: formats.md, 11.5.</param>
    /// <param name="cancellation">Ends the look.</param>
    internal static InstalledBase Check(
        IDisk disk,
        string installation,
        InstallationState state,
        IReadOnlyDictionary<string, string> expected,
        IReadOnlyList<string> leaving,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var extras = new HashSet<string>(StringComparer.Ordinal);
        var candidates = new List<(string Path, string Full)>();
        foreach (var entry in OemDisk.Do(installation, () => disk.Walk(installation)))
        {
            var path = entry.Relative;
            if (entry.IsFile && expected.ContainsKey(path))
            {
                candidates.Add((path, entry.Full));
            }
            else if (
                path is not (InstallationState.FileName or BundleManifest.FileName or BundleManifest.SignatureName)
                && entry.Item.Kind != ItemKind.Directory
            )
            {
                extras.Add(path);
            }
        }

        Hash(disk, candidates, found, cancellation);
        var provisioned = false;
        foreach (var (path, digest) in expected)
        {
            var actual = found.GetValueOrDefault(path);
            if (actual is not null && actual != digest && path == ExpectedFingerprint.BundlePath)
            {
                provisioned = true;
            }
            else if (actual != digest && !(actual is null && leaving.Contains(path, StringComparer.Ordinal)))
            {
                throw new OemException(Faults.DeltaBaseMismatch(digest, actual ?? "missing", path));
            }
        }

        return new InstalledBase(state, found, extras, provisioned);
    }

    private static void Hash(
        IDisk disk,
        List<(string Path, string Full)> files,
        Dictionary<string, string> found,
        CancellationToken cancellation
    ) =>
        SideBySide.Each(
            files,
            file =>
            {
                var block = ArrayPool<byte>.Shared.Rent(BlockSize);
                var fact = OemDisk.Do(file.Full, () => TreeScanner.Hash(disk, file.Full, block));
                ArrayPool<byte>.Shared.Return(block);
                lock (found)
                {
                    found.Add(file.Path, fact.Sha384);
                }
            },
            cancellation
        );
}
