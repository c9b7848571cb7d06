using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Workplaces;

/// <summary>What an administrator says about a station: <c>runbook.station.yaml</c>.</summary>
/// <remarks>Source: trust.md, "What changed"; cli.md.</remarks>
public static class StationFile
{
    /// <summary>Its name in the station's directory.</summary>
    public const string Name = "runbook.station.yaml";

    /// <summary>The key of its list of wanted links.</summary>
    internal const string Links = "links";

    /// <summary>The key of its time zone.</summary>
    internal const string TimeZone = "timeZone";

    internal const int MostBytes = 64 << 10;

    /// <summary>The keys that say whose machine it is, in the order in which people read them.</summary>
    public static IReadOnlyList<string> Identity { get; } = ["id", "customer", "site", "device", TimeZone];

    /// <summary>Paths below a station at which a link is wanted (<c>links:</c>); none where nothing is said.</summary>
    /// <exception cref="CodedException"><c>file.unreadable</c> when the file is no list of that kind.</exception>
    public static IReadOnlyList<string> LinksOf(string station) => [.. Read(station)[Links].Items.Select(static l => l.ToText())];

    /// <summary>
    /// Whose machine it is: <c>id</c>, <c>customer</c>, <c>site</c>, <c>device</c>, <c>timeZone</c>, as far as they are said.
    /// </summary>
    /// <exception cref="CodedException"><c>file.unreadable</c></exception>
    public static Value IdentityOf(string station)
    {
        var said = Read(station);
        return Value.Map(
            Identity
                .Where(name => said[name] is { IsNull: false, Kind: not (ValueKind.Map or ValueKind.List) })
                .Select(name => KeyValuePair.Create(name, Value.Of(said[name].ToText())))
        );
    }

    private static Value Read(string station)
    {
        var path = Path.Combine(station, Name);
        var disk = Disk.Below(station);
        if (disk.Look(path) is null)
        {
            return Value.EmptyMap;
        }

        var said = RunbookLoader.ReadValues(path, disk.ReadAll(path, MostBytes), out var findings);
        return findings.Count == 0 ? said : throw new CodedException(Faults.FileUnreadable(path, findings[0].Code));
    }

    /// <summary>The way to files for who works in a directory: below a station no link is followed, elsewhere people's links are.</summary>
    public static IDisk DiskOf(string directory) =>
        File.Exists(Path.Combine(directory, Name)) || Directory.Exists(Path.Combine(directory, "var", "runbook"))
            ? Disk.Below(directory, LinksOf(directory))
            : Disk.All;
}
