using System.Globalization;

namespace OemRunbooks.Foundation.Words;

/// <summary>Shows moments by the clock on a station's wall, always with how far it is from UTC.</summary>
/// <remarks>What is recorded stays UTC; this is for people's eyes.</remarks>
public sealed class StationClock
{
    private readonly TimeZoneInfo? zone;

    private StationClock(TimeZoneInfo? zone) => this.zone = zone;

    /// <summary>The clock of a station of which no zone is known: UTC.</summary>
    public static StationClock Utc { get; } = new(null);

    /// <summary>The zone's name, or null for UTC.</summary>
    public string? Zone => zone?.Id;

    /// <summary>The clock of a zone; UTC when this machine does not know it.</summary>
    /// <param name="zone">A name of the IANA database, as <c>Europe/Warsaw</c>; may come from a hostile journal.</param>
    public static StationClock Of(string? zone) =>
        // The base library reads a file of this name: only what can be a zone gets there.
        zone is { Length: > 0 and <= 64 }
        && char.IsAsciiLetter(zone[0])
        && zone.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? new(found)
            : Utc;

    /// <summary>The moment in the zone.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => zone is null ? at.ToUniversalTime() : TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>Day and time to the second: <c>2026-11-26 15:02:48 +01:00</c>, or <c>2026-11-26 14:02:48 UTC</c>.</summary>
    public string Show(DateTimeOffset at) =>
        Local(at).ToString(zone is null ? "yyyy-MM-dd HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Day and time to the second, where a heading says which clock it is.</summary>
    public string ShowBare(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The time of day to the second.</summary>
    public string ShowTime(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
