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
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <param name="beyond">
    /// Where a text stands that begins beyond the other version's end, as <c>rc1</c> in <c>1.0-rc1</c> against <c>1.0</c>: before it
    /// (negative) or after it (positive). Expressions (<c>version.compare</c>) give none, and it stands before, as it did in every run
    /// whose journal replays; for the OEM's own files, whose fixes are called <c>2024.06-hotfix_1</c>, the word decides.
    /// </param>
    public static int Compare(string left, string right, Func<string, int>? beyond = null)
    {
        var a = left.Split('.', '-');
        var b = right.Split('.', '-');
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order =
                i >= a.Length ? -ToNothing(b[i], beyond)
                : i >= b.Length ? ToNothing(a[i], beyond)
                : ComparePart(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int ToNothing(string part, Func<string, int>? beyond) =>
        Number(part) is null && beyond is not null ? beyond(part) : ComparePart(part, "0");

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
