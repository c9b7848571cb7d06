using OemRunbooks.Oem.Json;

namespace OemRunbooks.Oem.Deltas;

/// <summary>A delta manifest without issues.</summary>
/// <param name="Platform">Platform of both bundles.</param>
/// <param name="BaseVersion">Version that must be installed.</param>
/// <param name="TargetVersion">Version that results.</param>
/// <param name="ChangedFiles">Files that are written.</param>
/// <param name="RemovedFiles">Files that are deleted.</param>
/// <param name="Document">The whole object.</param>
/// <remarks>Source: formats.md, 11.2.</remarks>
public sealed record DeltaManifest(
    string Platform, string BaseVersion, string TargetVersion, IReadOnlyList<string> ChangedFiles, IReadOnlyList<string> RemovedFiles, OemObject Document)
{
    /// <summary>Name of the manifest inside an archive.</summary>
    public const string FileName = "delta.json";

    /// <summary>Reads a manifest that <see cref="DeltaIssues.Find"/> has nothing against, its signature aside.</summary>
    /// <exception cref="OemException"><see cref="OemCodes.DeltaManifestInvalid"/>.</exception>
    public static DeltaManifest Parse(byte[] bytes, string path = FileName)
    {
        var document = OemJsonReader.ParseObject(bytes, path, OemCodes.DeltaManifestInvalid);
        var issues = DeltaIssues.Find(document);
        if (issues.Count > 0)
        {
            throw OemException.Of(OemCodes.DeltaManifestInvalid, ("path", path), ("issues", string.Join(' ', issues)));
        }

        return new DeltaManifest(
            document.TextOf("platform")!,
            document.TextOf("base_version")!,
            document.TextOf("target_version")!,
            DeltaIssues.Entries(document["changed_files"])!,
            DeltaIssues.Entries(document["removed_files"])!,
            document);
    }
}
