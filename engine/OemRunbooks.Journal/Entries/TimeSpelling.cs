using System.Numerics;

namespace OemRunbooks.Journal.Entries;

/// <summary>Reads a time in the one form in which journals spell it: <c>2026-11-23T19:53:12.114Z</c>.</summary>
/// <remarks>Of bytes and characters alike, and without a text of its own: every line has one.</remarks>
internal static class TimeSpelling
{
    internal const int Length = 24;

    /// <summary>The time; false where it is spelt in another way, or where the calendar has none such.</summary>
    internal static bool TryRead<T>(ReadOnlySpan<T> text, out DateTimeOffset time)
        where T : unmanaged, IBinaryInteger<T>
    {
        time = default;
        if (
            text.Length != Length
            || !(Is(text[4], '-') && Is(text[7], '-') && Is(text[10], 'T') && Is(text[13], ':') && Is(text[16], ':'))
            || !(Is(text[19], '.') && Is(text[23], 'Z'))
        )
        {
            return false;
        }

        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute, second) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]));
        var milliseconds = Digits(text[20..23]);
        if (
            year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23
            || minute is < 0 or > 59
            || second is < 0 or > 59
            || milliseconds < 0
        )
        {
            return false;
        }

        time = new(year, month, day, hour, minute, second, milliseconds, TimeSpan.Zero);
        return true;
    }

    private static bool Is<T>(T given, char wanted)
        where T : unmanaged, IBinaryInteger<T> => int.CreateTruncating(given) == wanted;

    // Below zero where something else than a digit stands.
    private static int Digits<T>(ReadOnlySpan<T> text)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = 0;
        foreach (var one in text)
        {
            var digit = int.CreateTruncating(one) - '0';
            if (digit is < 0 or > 9)
            {
                return int.MinValue;
            }

            value = (value * 10) + digit;
        }

        return value;
    }
}
