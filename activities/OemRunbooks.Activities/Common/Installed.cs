using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Activities.Common;

/// <summary>What stands at an installation's place.</summary>
internal static class Installed
{
    /// <summary>
    /// The installed version: of the state file, else of the manifest, as the original tooling leaves it; null when nothing is installed.
    /// </summary>
    internal static string? Version(IDisk disk, string directory)
    {
        if (InstallationState.Load(disk, directory) is { } state)
        {
            return state.Version;
        }

        var manifest = Path.Combine(directory, BundleManifest.FileName);
        return disk.Has(manifest) ? BundleManifest.Parse(disk.ReadAll(manifest)).Version : null;
    }

    /// <summary>Whether the offered version is older than the installed one.</summary>
    internal static bool IsDowngrade(string? installed, string offered) =>
        installed is not null && VersionOrder.Instance.Compare(offered, installed) < 0;

    /// <summary>
    /// A digest by which two trees are told apart: state, manifest and fingerprint document. Null when there is none of them.
    /// </summary>
    internal static string? Identity(IDisk disk, string directory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
        var found = false;
        foreach (var name in new[] { InstallationState.FileName, BundleManifest.FileName, ExpectedFingerprint.BundlePath })
        {
            var path = Path.Combine(directory, name);
            if (disk.Has(path))
            {
                hash.AppendData(SHA384.HashData(disk.ReadAll(path)));
                found = true;
            }
            else
            {
                hash.AppendData([0]);
            }
        }

        return found ? Convert.ToHexStringLower(hash.GetHashAndReset()) : null;
    }
}
