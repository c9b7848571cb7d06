using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Prepare;

/// <summary>The inputs that several activities of this family have in common.</summary>
internal static class PrepareTakes
{
    /// <summary>The medium.</summary>
    internal static Input<StationPath?> Media { get; } = Input.Directory("media", "nośnik", "the medium").Optional();

    /// <summary>Platform: linux, macos or windows.</summary>
    internal static Input<string> Platform { get; } =
        Input.String("platform", "platforma: linux, macos albo windows", "platform: linux, macos or windows");

    /// <summary>The directory of releases.</summary>
    internal static Input<StationPath> Releases { get; } =
        Input.Directory("releases", "katalog wydań", "the directory of releases").OrNamedAfter(Platform, static p => $"var/releases/{p}");
}
