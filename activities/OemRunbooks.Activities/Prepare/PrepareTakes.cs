using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Prepare;

/// <summary>The inputs that several activities of this family have in common.</summary>
internal static class PrepareTakes
{
    /// <summary>The medium.</summary>
    internal static Input<StationPath?> Media { get; } = Input.Directory(PrepareWords.Takes.Media).Optional();

    /// <summary>Platform: linux, macos or windows.</summary>
    internal static Input<string> Platform { get; } = Input.String(PrepareWords.Takes.Platform);

    /// <summary>The directory of releases.</summary>
    internal static Input<StationPath> Releases { get; } =
        Input.Directory(PrepareWords.Takes.Releases).OrNamedAfter(Platform, static p => $"var/releases/{p}");
}
