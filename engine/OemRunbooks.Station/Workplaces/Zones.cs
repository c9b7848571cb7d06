namespace OemRunbooks.Station.Workplaces;

/// <summary>The time zones that this machine knows.</summary>
public static class Zones
{
    private const int Longest = 64;

    /// <summary>The zone of a name such as <c>Europe/Warsaw</c>; null for one that this machine does not know.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        name is not null && IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : null;

    /// <summary>The name of this machine's zone; null when it has none that says where it is.</summary>
    public static string? Own =>
        TimeZoneInfo.Local.Id is var id
        && id.Contains('/', StringComparison.Ordinal)
        && !id.StartsWith("Etc/", StringComparison.Ordinal)
        && IsName(id)
            ? id
            : null;

    /// <summary>Whether a name can stand in a station's file: a zone of this machine, or, on one that knows none, what looks so.</summary>
    internal static bool CanBe(string name) => Find(name) is not null || (IsName(name) && !KnowsAny);

    /// <summary>The known name that was probably meant, or null.</summary>
    internal static string? Closest(string name) =>
        Foundation.Words.Closest.To(name, TimeZoneInfo.GetSystemTimeZones().Select(static z => z.Id));

    // A system without names of zones knows its own and UTC.
    private static bool KnowsAny => TimeZoneInfo.GetSystemTimeZones().Count > 2;

    // The base library reads a file of this name: only what can be a zone gets there.
    private static bool IsName(string zone) =>
        zone is { Length: > 0 and <= Longest }
        && char.IsAsciiLetter(zone[0])
        && zone.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
}
