using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Common;

/// <summary>Which places of a station a step may change: not what the program itself, or the present run, goes on with.</summary>
internal static class Places
{
    private static readonly string[] Own = ["var/runbook", "var/log/runbook", "runbook.station.yaml"];

    /// <summary>Fails when a path is the program's own, or holds it.</summary>
    /// <exception cref="CodedException"><c>file.reserved</c></exception>
    internal static void DemandFree(Call call, StationPath path)
    {
        if (IsReserved(call, path))
        {
            throw new CodedException(Faults.FileReserved(path.Shown));
        }
    }

    /// <summary>Whether a path is the program's own, or holds it.</summary>
    internal static bool IsReserved(Call call, StationPath path) =>
        path.Shown == "."
        || Own.Append(call.Site.RunDirectory)
            .Any(o => Covers(o, path.Shown) || Covers(path.Shown, o) || Covers(path.Full, call.Station.Root));

    private static bool Covers(string directory, string path) =>
        path == directory || path.StartsWith(directory + '/', StringComparison.Ordinal);
}
