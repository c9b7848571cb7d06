using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities.Common;

/// <summary>What stands on a station, as far as its files say so without a key.</summary>
public static class ProductFacts
{
    private const string Installation = "opt/core-oem";
    private const string Store = "secrets/license_store.json";

    /// <summary>Name for programs, name for people, and what it is; what can't be read is left out.</summary>
    public static IEnumerable<(string Key, LocalizedText Name, string Value)> Of(StationDirectory station)
    {
        ArgumentNullException.ThrowIfNull(station);
        if (InstalledVersion(station) is { } version)
        {
            yield return ("installedVersion", Says.ProductInstalledVersion, version);
        }

        if (Written(station) is { } written)
        {
            yield return ("licenseStoreWritten", Says.ProductLicenseStore, written);
        }
    }

    private static string? InstalledVersion(StationDirectory station)
    {
        try
        {
            return Installed.Version(station.Disk, Path.Combine(station.Root, Installation));
        }
        catch (Exception error) when (error is CodedException or OemException || Errno.IsSystems(error))
        {
            return null;
        }
    }

    private static string? Written(StationDirectory station)
    {
        try
        {
            return station.Disk.Look(Path.Combine(station.Root, Store)) is { Kind: ItemKind.File, Written: var at }
                ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return null;
        }
    }
}
