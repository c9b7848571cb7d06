using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Judges what a run is to rest on.</summary>
public static class RunBases
{
    /// <summary>What a run of a runbook rests on: its pack, where it comes from, and a plan that somebody approved.</summary>
    /// <param name="work">Where.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="allowsOlder">Whether a pack may be older than one that was used here.</param>
    /// <param name="agreed">The approved plan, or null.</param>
    /// <exception cref="CodedException"><c>pack.older</c></exception>
    public static RunBasis Of(Workplace work, Runbook runbook, bool allowsOlder, ApprovedPlan? agreed = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(runbook);
        var pack = work.Trust.PackOf(runbook.Source.Digest);
        return new(agreed?.Digest, pack)
        {
            Origin = work.Library.OriginOf(runbook),
            OlderThan = pack is null ? null : NewerThan(work, pack, allowsOlder),
            NotRun = agreed?.NotRun ?? new HashSet<string>(),
        };
    }

    /// <summary>The version of a newer pack of the same id that was used on this station, or null.</summary>
    /// <exception cref="CodedException"><c>pack.older</c>, where an older one is not allowed.</exception>
    private static string? NewerThan(Workplace work, UsedPack pack, bool isAllowed)
    {
        if (Ledger.NewestPack(work.Station, pack.Id) is not { } newest || DottedVersion.Compare(pack.Version, newest) >= 0)
        {
            return null;
        }

        return isAllowed ? newest : throw new CodedException(Faults.PackOlder(pack.Id, pack.Version, newest));
    }
}
