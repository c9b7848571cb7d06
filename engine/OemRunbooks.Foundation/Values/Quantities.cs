using System.Globalization;

namespace OemRunbooks.Foundation.Values;

/// <summary>Reads and writes what people measure: lengths of time, numbers of bytes.</summary>
public static class Quantities
{
    /// <summary>
    /// Reads a length of time: a whole number with <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; null when it is none.
    /// </summary>
    public static TimeSpan? Duration(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits is 0 or > 9)
        {
            return null;
        }

        var count = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        long? factor = text[digits..] switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        return factor is { } f && count * f <= 365L * 86_400_000 ? TimeSpan.FromMilliseconds(count * f) : null;
    }

    /// <summary>Reads a number of bytes: a whole number, alone or with <c>B kB MB GB KiB MiB GiB TiB</c>; null when it is none.</summary>
    public static long? Bytes(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits is 0 or > 15)
        {
            return null;
        }

        var count = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        long? factor = text[digits..].Trim() switch
        {
            "" or "B" => 1,
            "kB" => 1000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "TiB" => 1L << 40,
            _ => null,
        };
        return factor is { } f && count <= long.MaxValue / f ? count * f : null;
    }

    /// <summary>A number of bytes for people: <c>1.5 GiB</c>.</summary>
    /// <param name="bytes">The number.</param>
    /// <param name="point">What their language writes before the tenths.</param>
    public static string OfBytes(long bytes, char point = '.')
    {
        // Journals hold what this gave: a larger unit would make them replay otherwise.
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var size = (decimal)bytes;
        var unit = 0;
        while (Math.Abs(size) >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return $"{size.ToString(unit == 0 ? "0" : "0.#", CultureInfo.InvariantCulture).Replace('.', point)} {units[unit]}";
    }
}
