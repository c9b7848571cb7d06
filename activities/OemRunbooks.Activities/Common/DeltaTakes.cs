using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Activities.Common;

/// <summary>A delta as an activity gets it, with the keys by which it is checked.</summary>
/// <param name="Archive">The archive.</param>
/// <param name="Manifest">The published manifest; the one beside the archive when null.</param>
/// <param name="Key">The delta's key.</param>
/// <param name="BundleKey">The key of bundles.</param>
/// <param name="Platform">The platform.</param>
/// <param name="AllowUnsigned">Whether it may be unsigned.</param>
internal sealed record DeltaTakes(
    StationPath Archive,
    StationPath? Manifest,
    SecretName? Key,
    SecretName? BundleKey,
    string? Platform,
    bool AllowUnsigned
)
{
    /// <summary>What the OEM's rules are asked with.</summary>
    /// <param name="call">The call.</param>
    /// <param name="installation">Full path of the installation; empty where only the delta itself is looked at.</param>
    internal DeltaRequest Request(Call call, string installation) =>
        new(Archive.Full, installation)
        {
            Key = (AllowUnsigned ? Keys.AnyIfDefined(call, Key) : Keys.Any(call, Key))?.Bytes,
            BundleKey = BundleKey is { } bundleKey ? Keys.Bundle(call, bundleKey) : null,
            ManifestPath = Manifest?.Full,
            AllowUnsigned = AllowUnsigned,
            Platform = Platform,
            DeviceFingerprint = () => Keys.LocalFingerprint(call),
        };
}
