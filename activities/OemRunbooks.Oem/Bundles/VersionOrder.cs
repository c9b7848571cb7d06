using System.Globalization;
using System.Numerics;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Orders versions: split at <c>.</c> and <c>-</c>, numeric parts as numbers.</summary>
/// <remarks>
/// A part that is missing counts as 0, so <c>2024.6</c>, <c>2024.06</c> and <c>2024.06.0</c> are equal. Where a number is expected, a text
/// comes
/// before it (<c>2024.06a</c> before <c>2024.06</c>); where nothing is, only words such as <c>rc</c> come before, so that a
/// <c>2024.06-hotfix_1</c> follows <c>2024.06</c>. Source: formats.md, 11.4.
/// </remarks>
public sealed class VersionOrder : IComparer<string>
{
    private static readonly string[] Before = ["rc", "alpha", "beta", "pre", "dev"];

    /// <summary>The one instance.</summary>
    public static VersionOrder Instance { get; } = new();

    private VersionOrder() { }

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var left = Parts(x);
        var right = Parts(y);
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order =
                i >= left.Length ? -CompareWithNothing(right[i])
                : i >= right.Length ? CompareWithNothing(left[i])
                : ComparePart(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static string[] Parts(string? version) => (version ?? string.Empty).Split('.', '-');

    private static int ComparePart(string x, string y)
    {
        var (xIsNumber, yIsNumber) = (IsNumber(x), IsNumber(y));
        return (xIsNumber, yIsNumber) switch
        {
            (true, true) => BigInteger.Parse(x, CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse(y, CultureInfo.InvariantCulture)),
            (true, false) => 1,
            (false, true) => -1,
            _ => CodePointOrder.Instance.Compare(x, y),
        };
    }

    private static int CompareWithNothing(string part) =>
        IsNumber(part) ? ComparePart(part, "0")
        : Before.Any(word => part.StartsWith(word, StringComparison.OrdinalIgnoreCase)) ? -1
        : 1;

    private static bool IsNumber(string part) => part.Length > 0 && part.All(char.IsAsciiDigit);
}
