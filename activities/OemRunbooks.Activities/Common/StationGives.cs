using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Common;

/// <summary>The outputs that several activities of different families have in common.</summary>
internal static class StationGives
{
    /// <summary>Their number.</summary>
    internal static Output<long> Count { get; } = Output.Integer("count", "ich liczba", "their number");

    /// <summary>Number of files.</summary>
    internal static Output<long> Files { get; } = Output.Integer("files", "liczba plików", "number of files");

    /// <summary>Number of licences.</summary>
    internal static Output<long> Licenses { get; } = Output.Integer("licenses", "liczba licencji", "number of licences");

    /// <summary>SHA-384 of the manifest.</summary>
    internal static Output<string> ManifestSha384 { get; } =
        Output.String("manifestSha384", "SHA-384 manifestu", "SHA-384 of the manifest");

    /// <summary>Platform.</summary>
    internal static Output<string> Platform { get; } = Output.String("platform", "platforma", "platform");

    /// <summary>Size of the files in bytes.</summary>
    internal static Output<long> Size { get; } = Output.Size("size", "rozmiar plików w bajtach", "size of the files in bytes");
}
