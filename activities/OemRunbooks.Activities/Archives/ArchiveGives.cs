using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Archives;

/// <summary>The outputs that several activities of this family have in common.</summary>
internal static class ArchiveGives
{
    /// <summary>Bytes of all files.</summary>
    internal static Output<long> Size { get; } = Output.Size(ArchiveWords.Gives.Size);

    /// <summary>SHA-384 of the archive.</summary>
    internal static Output<string> ArchiveSha384 { get; } = Output.String(ArchiveWords.Gives.ArchiveSha384);
}
