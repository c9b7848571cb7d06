using System.Runtime.InteropServices;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Engine.Execution;

/// <summary>Whether a station has the room and the rights for what a plan would write.</summary>
/// <remarks>Bytes of all steps are added up for each volume: a backup and an installation have to fit side by side.</remarks>
internal sealed partial class Footing(StationDirectory station)
{
    private const int MayWrite = 2;
    private readonly Dictionary<string, long> needed = new(StringComparer.Ordinal);

    /// <summary>What stands in the way of an effect; nothing when all is well.</summary>
    internal IEnumerable<Failure> Check(PlannedEffect effect)
    {
        if (effect.Kind == EffectKind.Runs)
        {
            yield break;
        }

        var full = Path.GetFullPath(effect.Path, station.Root);
        var directory = Existing(Path.GetDirectoryName(full) ?? full);
        if (!OperatingSystem.IsWindows() && Access(directory, MayWrite) != 0)
        {
            yield return Faults.PlanNotWritable(station.Relative(directory), effect.Path);
        }

        if (effect.Bytes is { } bytes && Volume(directory) is { } volume)
        {
            var all = needed[volume.Name] = needed.GetValueOrDefault(volume.Name) + bytes;
            if (all > volume.AvailableFreeSpace)
            {
                yield return Faults.PlanSpaceShort(effect.Path, all, volume.AvailableFreeSpace);
            }
        }
    }

    private static string Existing(string directory)
    {
        while (!Directory.Exists(directory) && Path.GetDirectoryName(directory) is { } parent)
        {
            directory = parent;
        }

        return directory;
    }

    private static DriveInfo? Volume(string directory)
    {
        try
        {
            return new DriveInfo(directory) is { IsReady: true } drive ? drive : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
