using System.Globalization;

namespace OemRunbooks.Oem.Json;

/// <summary>Doubles in the shortest digits that round-trip, spelled as the original runtime does.</summary>
/// <remarks>Source: formats.md, 2.2.</remarks>
internal static class DoubleText
{
    internal static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity";
        }

        var sign = double.IsNegative(value) ? "-" : string.Empty;
        var (digits, exponent) = Shortest(Math.Abs(value));
        return sign
            + exponent switch
            {
                >= -4 and < 0 => "0." + new string('0', -exponent - 1) + digits,
                >= 0 and < 16 when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
                >= 0 and < 16 => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
                _ => Scientific(digits, exponent),
            };
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return mantissa + (exponent < 0 ? "e-" : "e+") + power;
    }

    /// <summary>Significant digits without trailing zeros, and the decimal exponent of the first one.</summary>
    private static (string Digits, int Exponent) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var power = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa.Length : point;
        var all = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var first = all.AsSpan().IndexOfAnyExcept('0');
        return first < 0 ? ("0", 0) : (all[first..].TrimEnd('0'), whole - 1 - first + power);
    }
}
