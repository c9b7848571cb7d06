namespace OemRunbooks.Station.Workplaces;

/// <summary>What somebody says of a station; what is null is not said.</summary>
public sealed record StationIdentity
{
    /// <summary>Its name among all stations: letters, digits, <c>.</c>, <c>-</c>, <c>_</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Whose it is.</summary>
    public string? Customer { get; init; }

    /// <summary>Where it stands.</summary>
    public string? Site { get; init; }

    /// <summary>What stands on its plate.</summary>
    public string? Device { get; init; }

    /// <summary>The zone of the clock on its wall, such as <c>Europe/Warsaw</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Paths below it at which a link is wanted.</summary>
    public IReadOnlyList<string>? Links { get; init; }

    /// <summary>What is said, by key, in the order in which people read it.</summary>
    public IEnumerable<(string Key, string Value)> Said =>
        StationFile
            .Identity.Zip([Id, Customer, Site, Device, TimeZone])
            .Where(static p => p.Second is not null)
            .Select(static p => (p.First, p.Second!));
}
