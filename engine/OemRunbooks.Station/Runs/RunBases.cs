using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Judges what a run is to rest on.</summary>
public static class RunBases
{
    /// <summary>The version of a newer pack of the same id that was used on this station, or null.</summary>
    /// <exception cref="CodedException"><c>pack.older</c>, where an older one is not allowed.</exception>
    public static string? NewerThan(Workplace work, UsedPack pack, bool isAllowed)
    {
        if (Ledger.NewestPack(work.Station, pack.Id) is not { } newest || DottedVersion.Compare(pack.Version, newest) >= 0)
        {
            return null;
        }

        return isAllowed ? newest : throw new CodedException(Faults.PackOlder(pack.Id, pack.Version, newest));
    }
}
