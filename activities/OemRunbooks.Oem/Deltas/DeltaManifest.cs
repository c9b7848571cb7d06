using OemRunbooks.Foundation.Failures;
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
    string Platform,
    string BaseVersion,
    string TargetVersion,
    IReadOnlyList<string> ChangedFiles,
    IReadOnlyList<string> RemovedFiles,
    OemObject Document
)
{
    /// <summary>Name of the manifest inside an archive.</summary>
    public const string FileName = "delta.json";

    /// <summary>Reads a manifest that <see cref="DeltaIssues.Find"/> has nothing against, its signature aside.</summary>
    /// <exception cref="OemException"><see cref="Codes.DeltaManifestInvalid"/>.</exception>
    public static DeltaManifest Parse(byte[] bytes, string path = FileName)
    {
        var document = OemJsonReader.ParseObject(bytes, path, Unreadable);
        var issues = DeltaIssues.Find(document);
        if (issues.Count > 0)
        {
            throw new OemException(Faults.DeltaManifestInvalid(string.Join(' ', issues), path));
        }

        return new DeltaManifest(
            document.TextOf("platform")!,
            DeltaIssues.Version(document, "base_version")!,
            DeltaIssues.Version(document, "target_version")!,
            DeltaIssues.Entries(document["changed_files"])!,
            DeltaIssues.Entries(document["removed_files"])!,
            document
        );
    }

    /// <summary>What is wrong with a manifest that is no JSON object.</summary>
    internal static Failure Unreadable(string path, string reason, long? line, long? column) =>
        Faults.DeltaManifestInvalid(reason, path, reason, line, column);
}
