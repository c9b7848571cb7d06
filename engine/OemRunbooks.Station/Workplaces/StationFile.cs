using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Station.Workplaces;

/// <summary>What an administrator says about a station: <c>runbook.station.yaml</c>.</summary>
/// <remarks>Source: trust.md, "What changed"; cli.md.</remarks>
public sealed record StationFile
{
    /// <summary>Its name in the station's directory.</summary>
    public const string Name = "runbook.station.yaml";

    /// <summary>The way to files for who works in a directory: below a station no link is followed, elsewhere people's links are.</summary>
    public static IDisk DiskOf(string directory) =>
        File.Exists(Path.Combine(directory, Name)) || Directory.Exists(Path.Combine(directory, "var", "runbook"))
            ? Disk.Below(directory)
            : Disk.All;
}
