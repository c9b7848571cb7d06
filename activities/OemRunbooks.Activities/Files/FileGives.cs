using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Files;

/// <summary>The outputs that several activities of this family have in common.</summary>
internal static class FileGives
{
    /// <summary>The file.</summary>
    internal static Output<StationPath> Path { get; } = Output.Path(FileWords.Gives.Path);

    /// <summary>Whether anything was changed.</summary>
    internal static Output<bool> Changed { get; } = Output.Boolean(FileWords.Gives.Changed);

    /// <summary>Whether something was there before.</summary>
    internal static Output<bool> Existed { get; } = Output.Boolean(FileWords.Gives.Existed);

    /// <summary>Where that is which was there before; the same path when nothing was changed.</summary>
    internal static Output<StationPath?> Former { get; } = Output.Path(FileWords.Gives.Former).Sometimes();

    /// <summary>SHA-384 of the content.</summary>
    internal static Output<string> Digest { get; } = Output.String(FileWords.Gives.Digest);

    /// <summary>Bytes of the content.</summary>
    internal static Output<long> Size { get; } = Output.Size(FileWords.Gives.Size);
}
