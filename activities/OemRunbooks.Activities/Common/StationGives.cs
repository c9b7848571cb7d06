using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Common;

/// <summary>The outputs that several activities of different families have in common.</summary>
internal static class StationGives
{
    /// <summary>Their number.</summary>
    internal static Output<long> Count { get; } = Output.Integer(StationWords.Gives.Count);

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
