using System.Globalization;

namespace OemRunbooks.Oem.Text;

/// <summary>The three spellings of a moment, always UTC.</summary>
/// <remarks>Source: formats.md, 3.</remarks>
public static class TimeForms
{
    /// <summary>Six digits of a second, and no fraction at all when they are all 0; <c>2026-11-23T21:05:47.570844Z</c>.</summary>
    public static string Microseconds(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var whole = utc.Ticks % TimeSpan.TicksPerSecond < 10;
        return utc.ToString(whole ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Seconds, the fraction cut off; <c>2024-06-04T06:00:00Z</c>.</summary>
    public static string Seconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>For file names of recovery reports; <c>20240604T060000Z</c>.</summary>
    public static string FileName(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
