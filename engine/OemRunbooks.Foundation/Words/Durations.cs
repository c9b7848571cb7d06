using System.Globalization;

namespace OemRunbooks.Foundation.Words;

/// <summary>Lengths of time for people.</summary>
public static class Durations
{
    /// <summary>A length of time, in the unit that tells most.</summary>
    public static string Show(TimeSpan time, Locale language) =>
        time switch
        {
            { TotalMilliseconds: < 1000 } => $"{((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)} ms",
            { TotalSeconds: < 60 } =>
                $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', language == Locale.Pl ? ',' : '.')} s",
            { TotalMinutes: < 60 } => $"{((int)time.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min "
                + $"{time.Seconds.ToString(CultureInfo.InvariantCulture)} s",
            _ => $"{((int)time.TotalHours).ToString(CultureInfo.InvariantCulture)} h "
                + $"{time.Minutes.ToString(CultureInfo.InvariantCulture)} min",
        };
}
