using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Common;

/// <summary>The inputs that several activities of different families have in common.</summary>
internal static class StationTakes
{
    /// <summary>The installation's directory.</summary>
    internal static Input<StationPath> InstallRoot { get; } = Input.Directory(StationWords.Takes.InstallRoot).Or("opt/core-oem");

    /// <summary>The bundle's HMAC key in base64.</summary>
    internal static Input<SecretName> Key { get; } = Input.Secret(StationWords.Takes.Key);

    /// <summary>The medium.</summary>
    internal static Input<StationPath> Media { get; } = Input.Directory(StationWords.Takes.Media);

    /// <summary>Expected platform; from the file's name by default.</summary>
    internal static Input<string?> Platform { get; } = Input.String(StationWords.Takes.Platform).Optional();

    /// <summary>Expected version; from the file's name by default.</summary>
    internal static Input<string?> Version { get; } = Input.Version(StationWords.Takes.Version).Optional();
}
