namespace OemRunbooks.Reports.Views;

/// <summary>How many pictures a document holds, and how large; what is beyond is named.</summary>
/// <param name="Count">How many.</param>
/// <param name="BytesOfOne">The most bytes of one.</param>
/// <param name="BytesOfAll">The most bytes of all.</param>
internal sealed record PhotoLimits(int Count, int BytesOfOne, int BytesOfAll)
{
    /// <summary>None: a document that has no room for them.</summary>
    internal static PhotoLimits None { get; } = new(0, 0, 0);

    /// <summary>Beside a journal, in each language.</summary>
    internal static PhotoLimits Few { get; } = new(24, 4 << 20, 8 << 20);

    /// <summary>Of an acceptance, in which photos are the matter.</summary>
    internal static PhotoLimits Many { get; } = new(60, 12 << 20, 40 << 20);
}
