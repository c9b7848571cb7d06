using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Common;

/// <summary>The inputs that several activities of different families have in common.</summary>
internal static class StationTakes
{
    /// <summary>The installation's directory.</summary>
    internal static Input<StationPath> InstallRoot { get; } =
        Input.Directory("installRoot", "katalog instalacji", "the installation's directory").Or("opt/core-oem");

    /// <summary>The bundle's HMAC key in base64.</summary>
    internal static Input<SecretName> Key { get; } = Input.Secret("key", "klucz HMAC bundla w base64", "the bundle's HMAC key in base64");

    /// <summary>The medium.</summary>
    internal static Input<StationPath> Media { get; } = Input.Directory("media", "nośnik", "the medium");

    /// <summary>Expected platform; from the file's name by default.</summary>
    internal static Input<string?> Platform { get; } =
        Input
            .String("platform", "oczekiwana platforma; domyślnie z nazwy pliku", "expected platform; from the file's name by default")
            .Optional();

    /// <summary>Expected version; from the file's name by default.</summary>
    internal static Input<string?> Version { get; } =
        Input
            .Version("version", "oczekiwana wersja; domyślnie z nazwy pliku", "expected version; from the file's name by default")
            .Optional();
}
