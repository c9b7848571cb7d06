using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Orders paths segment by segment: <c>a/b</c> before <c>a-b</c> and <c>a.b</c>.</summary>
/// <remarks>Source: formats.md, 10.2.</remarks>
internal sealed class SegmentOrder : IComparer<string>
{
    internal static readonly SegmentOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var left = (x ?? string.Empty).Split('/');
        var right = (y ?? string.Empty).Split('/');
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = CodePointOrder.Instance.Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length - right.Length;
    }
}
