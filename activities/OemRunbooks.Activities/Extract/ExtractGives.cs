using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Extract;

/// <summary>The outputs that several activities of this family have in common.</summary>
internal static class ExtractGives
{
    /// <summary>SHA-384 of the archive.</summary>
    internal static Output<string> ArchiveSha384 { get; } = Output.String(ExtractWords.Gives.ArchiveSha384);

    /// <summary>The installation's directory.</summary>
    internal static Output<StationPath> Path { get; } = Output.Path(ExtractWords.Gives.Path);

    /// <summary>The archive as an artefact; after a crash it may be gone, and its digest is what the step noted.</summary>
    internal static Artefact ArchiveOf(IDisk disk, StationPath archive, Value outputs) =>
        new(archive.Shown, disk.IsFile(archive.Full) ? disk.Length(archive.Full) : 0, ArchiveSha384.In(outputs).ToText());
}
