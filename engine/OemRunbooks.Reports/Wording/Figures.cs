using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Reports.Wording;

/// <summary>Numbers, times and sizes as people read them; no culture of the machine is asked.</summary>
internal static class Figures
{
    private const char NarrowSpace = '\u202F';

    internal static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Number(long value, Locale language)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        var sign = value < 0 ? 1 : 0;
        var text = new StringBuilder(digits.Length + 6);
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > sign && (digits.Length - i) % 3 == 0)
            {
                text.Append(language == Locale.Pl ? NarrowSpace : ',');
            }

            text.Append(digits[i]);
        }

        return text.ToString();
    }

    /// <summary>A length of time: <c>350 ms</c>, <c>8.2 s</c>, <c>1 min 12 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    internal static string Duration(long milliseconds, Locale language)
    {
        var ms = Math.Max(0, milliseconds);
        var s = ms / 1000;
        return s switch
        {
            < 1 => $"{Plain(ms)} ms",
            < 60 => $"{Tenths(ms / 100, language)} s",
            < 3600 => Pair(s / 60, "min", s % 60, "s"),
            < 86400 => Pair(s / 3600, "h", s % 3600 / 60, "min"),
            _ => Pair(s / 86400, "d", s % 86400 / 3600, "h"),
        };
    }

    /// <summary>Day and time to the minute: <c>2026-11-26 15:02</c>.</summary>
    internal static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The time of day to the minute: <c>15:02</c>.</summary>
    internal static string TimeOfDay(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A number of bytes: <c>1.5 GiB</c>, <c>512 B</c>.</summary>
    internal static string Size(long bytes, Locale language) =>
        IsBelowKibi(bytes) ? $"{Number(bytes, language)} B" : Quantities.OfBytes(bytes, Point(language));

    /// <summary>A size with its exact number of bytes.</summary>
    internal static string ExactSize(long bytes, Locale language) =>
        IsBelowKibi(bytes) ? Size(bytes, language) : $"{Size(bytes, language)} ({Number(bytes, language)} B)";

    private static bool IsBelowKibi(long bytes) => bytes is > -1024 and < 1024;

    private static char Point(Locale language) => language == Locale.Pl ? ',' : '.';

    private static string Pair(long big, string bigUnit, long small, string smallUnit) =>
        small == 0 ? $"{Plain(big)} {bigUnit}" : $"{Plain(big)} {bigUnit} {Plain(small)} {smallUnit}";

    private static string Tenths(long tenths, Locale language) =>
        tenths % 10 == 0 ? Plain(tenths / 10) : $"{Plain(tenths / 10)}{Point(language)}{Plain(tenths % 10)}";
}
