using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Oem.Bundles;

/// <summary>One delta that was applied.</summary>
/// <param name="Base">Version before.</param>
/// <param name="Target">Version after.</param>
/// <param name="ArchiveSha384">SHA-384 of the delta's archive.</param>
/// <param name="Changed">SHA-384 of each file that it wrote, by path.</param>
/// <param name="Removed">Files that it removed.</param>
internal sealed record AppliedDelta(
    string Base,
    string Target,
    string ArchiveSha384,
    IReadOnlyDictionary<string, string> Changed,
    IReadOnlyList<string> Removed
);

/// <summary>The state file in an installation's root: what <c>manifest.json</c> cannot tell after a delta.</summary>
/// <remarks>Not signed: it says what this program did. Our own format; source: formats.md, 15, "Fix".</remarks>
public sealed record InstallationState
{
    internal InstallationState(string platform, string version, string manifestSha384, IReadOnlyList<AppliedDelta> deltas) =>
        (Platform, Version, ManifestSha384, Deltas) = (platform, version, manifestSha384, deltas);

    /// <summary>Platform of the bundle.</summary>
    public string Platform { get; }

    /// <summary>Version now.</summary>
    public string Version { get; internal init; }

    /// <summary>SHA-384 of the manifest that was installed.</summary>
    internal string ManifestSha384 { get; }

    /// <summary>Deltas applied since, oldest first.</summary>
    internal IReadOnlyList<AppliedDelta> Deltas { get; init; }

    /// <summary>Name of the file; not part of any bundle.</summary>
    public const string FileName = ".core-oem-state.json";

    /// <summary>Reads the state of an installation; null when there is no such file.</summary>
    /// <exception cref="OemException"><see cref="Codes.InstallationStateMalformed"/>, <see cref="Codes.FileUnreadable"/>.</exception>
    public static InstallationState? Load(IDisk disk, string installation)
    {
        var path = Path.Combine(installation, FileName);
        return disk.Has(path) ? Parse(disk.ReadDocument(path), path) : null;
    }

    internal byte[] Bytes =>
        OemJsonWriter.Canonical(
            new OemObject
            {
                { "bundle", BundleName.Bundle },
                { "platform", Platform },
                { "version", Version },
                { "manifest_sha384", ManifestSha384 },
                { "deltas", new OemArray(Deltas.Select(static d => Write(d))) },
            }
        );

    /// <summary>The files that an installation should have now: the manifest's, as the deltas changed them.</summary>
    internal (Dictionary<string, string> Files, HashSet<string> FromDeltas) Overlay(BundleManifest manifest)
    {
        var files = new Dictionary<string, string>(manifest.Files, StringComparer.Ordinal);
        var fromDeltas = new HashSet<string>(StringComparer.Ordinal);
        foreach (var delta in Deltas)
        {
            foreach (var (path, digest) in delta.Changed)
            {
                files[path] = digest;
                fromDeltas.Add(path);
            }

            foreach (var path in delta.Removed)
            {
                files.Remove(path);
                fromDeltas.Remove(path);
            }
        }

        return (files, fromDeltas);
    }

    private static OemObject Write(AppliedDelta delta) =>
        new()
        {
            { "base", delta.Base },
            { "target", delta.Target },
            { "archive_sha384", delta.ArchiveSha384 },
            { "changed", new OemObject(delta.Changed.Select(static c => KeyValuePair.Create(c.Key, OemJson.Of(c.Value)))) },
            { "removed", OemJson.Of(delta.Removed) },
        };

    private static InstallationState Parse(byte[] bytes, string path)
    {
        var json = OemJsonReader.ParseObject(bytes, path, Faults.InstallationStateMalformed);
        string Text(OemObject o, string name) => o.TextOf(name) ?? throw new OemException(Faults.InstallationStateMalformed(path, name));
        var deltas = (json["deltas"] as OemArray ?? new OemArray([]))
            .OfType<OemObject>()
            .Select(d => new AppliedDelta(
                Text(d, "base"),
                Text(d, "target"),
                Text(d, "archive_sha384"),
                (d["changed"] as OemObject ?? []).ToDictionary(
                    static c => c.Key,
                    static c => TextForm.Of(c.Value) ?? string.Empty,
                    StringComparer.Ordinal
                ),
                [.. (d["removed"] as OemArray ?? new OemArray([])).OfType<OemText>().Select(static t => t.Value)]
            ));
        return new InstallationState(Text(json, "platform"), Text(json, "version"), Text(json, "manifest_sha384"), [.. deltas]);
    }
}
