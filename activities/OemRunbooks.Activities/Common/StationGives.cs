using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Common;

/// <summary>The outputs that several activities of different families have in common.</summary>
internal static class StationGives
{
    /// <summary>Whether anything was changed.</summary>
    internal static Output<bool> Changed { get; } = Output.Boolean(StationWords.Gives.Changed);

    /// <summary>Their number.</summary>
    internal static Output<long> Count { get; } = Output.Integer(StationWords.Gives.Count);

    /// <summary>Whether something was there before.</summary>
    internal static Output<bool> Existed { get; } = Output.Boolean(StationWords.Gives.Existed);

    /// <summary>Where that is which was there before; the same path when nothing was changed.</summary>
    internal static Output<StationPath?> Former { get; } = Output.Path(StationWords.Gives.Former).Sometimes();

    /// <summary>Number of files.</summary>
    internal static Output<long> Files { get; } = Output.Integer(StationWords.Gives.Files);

    /// <summary>Number of licences.</summary>
    internal static Output<long> Licenses { get; } = Output.Integer(StationWords.Gives.Licenses);

    /// <summary>SHA-384 of the manifest.</summary>
    internal static Output<string> ManifestSha384 { get; } = Output.String(StationWords.Gives.ManifestSha384);

    /// <summary>Platform.</summary>
    internal static Output<string> Platform { get; } = Output.String(StationWords.Gives.Platform);

    /// <summary>Size of the files in bytes.</summary>
    internal static Output<long> Size { get; } = Output.Size(StationWords.Gives.Size);
}
