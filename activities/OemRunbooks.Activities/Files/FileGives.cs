using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Files;

/// <summary>The outputs that several activities of this family have in common.</summary>
internal static class FileGives
{
    /// <summary>The file.</summary>
    internal static Output<StationPath> Path { get; } = Output.Path(FileWords.Gives.Path);

    /// <summary>SHA-384 of the content.</summary>
    internal static Output<string> Digest { get; } = Output.String(FileWords.Gives.Digest);

    /// <summary>Bytes of the content.</summary>
    internal static Output<long> Size { get; } = Output.Size(FileWords.Gives.Size);
}
