using System.Globalization;
using System.Numerics;

namespace OemRunbooks.Foundation.Values;

/// <summary>Orders the product's versions.</summary>
/// <remarks>
/// Split at <c>.</c> and <c>-</c>; parts of digits as numbers, a number before a text; missing parts count as 0. Source: formats.md, 11.4.
/// </remarks>
public static class DottedVersion
{
    /// <summary>Compares two versions: negative, zero or positive.</summary>
    public static int Compare(string left, string right)
    {
        var a = left.Split('.', '-');
        var b = right.Split('.', '-');
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = ComparePart(i < a.Length ? a[i] : "0", i < b.Length ? b[i] : "0");
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int ComparePart(string left, string right)
    {
        var a = Number(left);
        var b = Number(right);
        return (a, b) switch
        {
            ({ } x, { } y) => x.CompareTo(y),
            ({ }, null) => 1,
            (null, { }) => -1,
            _ => Math.Sign(string.CompareOrdinal(left, right)),
        };
    }

    private static BigInteger? Number(string part) =>
        part.Length > 0 && part.All(char.IsAsciiDigit) ? BigInteger.Parse(part, CultureInfo.InvariantCulture) : null;
}
