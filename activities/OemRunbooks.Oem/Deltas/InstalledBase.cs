using System.Buffers;
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
    internal static (InstallationState State, Dictionary<string, string> Expected) Describe(string installation, byte[]? key)
    {
        var manifestPath = Path.Combine(installation, BundleManifest.FileName);
        if (!File.Exists(manifestPath))
        {
            throw new OemException(Faults.InstallationMissing(installation));
        }

        var bytes = Disk.Read(manifestPath);
        var manifest = key is null
            ? BundleManifest.Parse(bytes)
            : BundleManifest.Authenticate(
                bytes,
                Disk.Read(
                    Path.Combine(installation, BundleManifest.SignatureName),
                    static path => Faults.BundleSignatureMissing(Path.GetFileName(path))
                ),
                key
            );
        var state = InstallationState.Load(installation) ?? new InstallationState(manifest.Platform, manifest.Version, manifest.Sha384, []);
        return state.ManifestSha384 == manifest.Sha384
            ? (state, state.Overlay(manifest).Files)
            : throw new OemException(Faults.DeltaBaseMismatch(state.ManifestSha384, manifest.Sha384, BundleManifest.FileName));
    }

    /// <summary>Compares every file with what it should be; only the fingerprint document may differ.</summary>
    internal static InstalledBase Check(
        string installation,
        InstallationState state,
        IReadOnlyDictionary<string, string> expected,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var extras = new HashSet<string>(StringComparer.Ordinal);
        var candidates = new List<(string Path, string Full)>();
        foreach (var (path, entry) in TreeScanner.Walk(installation))
        {
            if (entry is FileInfo file && file.LinkTarget is null && expected.ContainsKey(path))
            {
                candidates.Add((path, file.FullName));
            }
            else if (
                path is not (InstallationState.FileName or BundleManifest.FileName or BundleManifest.SignatureName)
                && (entry is FileInfo || entry.LinkTarget is not null)
            )
            {
                extras.Add(path);
            }
        }

        Hash(candidates, found, cancellation);
        var provisioned = false;
        foreach (var (path, digest) in expected)
        {
            var actual = found.GetValueOrDefault(path);
            if (actual is not null && actual != digest && path == ExpectedFingerprint.BundlePath)
            {
                provisioned = true;
            }
            else if (actual != digest)
            {
                throw new OemException(Faults.DeltaBaseMismatch(digest, actual ?? "missing", path));
            }
        }

        return new InstalledBase(state, found, extras, provisioned);
    }

    // Hashing is bound to a core; two of them keep up with a fast disk.
    private static void Hash(List<(string Path, string Full)> files, Dictionary<string, string> found, CancellationToken cancellation)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount),
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.ForEach(
                files,
                options,
                file =>
                {
                    var block = ArrayPool<byte>.Shared.Rent(BlockSize);
                    var fact = Disk.Do(file.Full, () => TreeScanner.Hash(file.Full, block));
                    ArrayPool<byte>.Shared.Return(block);
                    lock (found)
                    {
                        found.Add(file.Path, fact.Sha384);
                    }
                }
            );
        }
        catch (AggregateException e) when (e.InnerException is OemException inner)
        {
            throw new OemException(inner.Failure, inner);
        }
    }
}
