using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Escalate;

/// <summary>Which of a station's reports belong to a case: in <c>var/reports</c> all cases of years lie side by side.</summary>
/// <remarks>
/// Those that the run made, or one of the day before it. Where none is known to be the case's, the newest: somebody may have made it by
/// hand.
/// Source: runbook, section 4 (reports of licensing and deployment).
/// </remarks>
internal static class CaseReports
{
    private const string Shared = "var/reports/";

    /// <summary>Of what a pattern found what belongs to the case, and the other reports, which stay where they are.</summary>
    /// <param name="call">The call.</param>
    /// <param name="found">What the pattern found.</param>
    /// <param name="newest">How many of the newest are taken where none is known to be the case's.</param>
    internal static (IReadOnlyList<StationPath> Taken, IReadOnlyList<StationPath> Others) Of(
        Call call,
        IReadOnlyList<(StationPath Path, DiskItem Item)> found,
        int newest
    )
    {
        var reports = found.Where(static f => IsShared(f.Path)).ToList();
        var own = reports.Where(f => call.IsOwn(f.Path)).Select(static f => f.Path).ToHashSet();
        if (own.Count == 0)
        {
            own.UnionWith(reports.OrderByDescending(static f => f.Item.Written).Take(newest).Select(static f => f.Path));
        }

        var all = found.Select(static f => f.Path).ToLookup(p => !IsShared(p) || own.Contains(p));
        return ([.. all[true]], [.. all[false]]);
    }

    private static bool IsShared(StationPath path) => path.Shown.StartsWith(Shared, StringComparison.Ordinal);
}
