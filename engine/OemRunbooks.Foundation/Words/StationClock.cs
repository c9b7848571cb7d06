using System.Globalization;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Foundation.Words;

/// <summary>Shows moments by the clock on a station's wall, always with how far it is from UTC.</summary>
/// <remarks>
/// What is recorded stays UTC; this is for people's eyes. The distance is recorded when a run begins, so that a report reads the same on
/// every machine, whatever it knows of time zones.
/// </remarks>
public sealed class StationClock
{
    private const string Form = @"hh\:mm";
    private readonly TimeSpan? offset;

    private StationClock(TimeSpan? offset, string? zone) => (this.offset, Zone) = (offset, zone);

    /// <summary>The clock of a station of which no zone is known: UTC.</summary>
    public static StationClock Utc { get; } = new(null, null);

    /// <summary>The zone's name as it was recorded, else its distance; null for UTC.</summary>
    public string? Zone { get; }

    /// <summary>The clock by what a run recorded of its station: <c>utcOffset</c> and <c>timeZone</c>; UTC when they say nothing.</summary>
    /// <param name="station">The facts; may come from a hostile journal.</param>
    public static StationClock Of(Value station)
    {
        ArgumentNullException.ThrowIfNull(station);
        return
            station["utcOffset"].AsText() is ['+' or '-', .. var distance] text
            && TimeSpan.TryParseExact(distance, Form, CultureInfo.InvariantCulture, out var away)
            && away <= TimeSpan.FromHours(14)
            ? new(text[0] == '-' ? -away : away, station["timeZone"].AsText() ?? text)
            : Utc;
    }

    /// <summary>How far a zone is from UTC, as a run records it: <c>+01:00</c>.</summary>
    public static string Distance(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.Duration().ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The moment by this clock.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(offset ?? TimeSpan.Zero);

    /// <summary>Day and time to the second: <c>2026-11-26 15:02:48 +01:00</c>, or <c>2026-11-26 14:02:48 UTC</c>.</summary>
    public string Show(DateTimeOffset at) =>
        Local(at).ToString(offset is null ? "yyyy-MM-dd HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Day and time to the second, where a heading says which clock it is.</summary>
    public string ShowBare(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The time of day to the second.</summary>
    public string ShowTime(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
