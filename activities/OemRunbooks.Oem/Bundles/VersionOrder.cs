using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Oem.Bundles;

/// <summary>Orders versions of the OEM's files: split at <c>.</c> and <c>-</c>, numeric parts as numbers.</summary>
/// <remarks>
/// A part that is missing counts as 0, so <c>2024.6</c>, <c>2024.06</c> and <c>2024.06.0</c> are equal. Where a number is expected, a text
/// comes before it (<c>2024.06a</c> before <c>2024.06</c>); where nothing is, only words such as <c>rc</c> come before, so that a
/// <c>2024.06-hotfix_1</c> follows <c>2024.06</c>. Source: formats.md, 11.4.
/// </remarks>
public sealed class VersionOrder : IComparer<string>
{
    private static readonly string[] Before = ["rc", "alpha", "beta", "pre", "dev"];

    /// <summary>The one instance.</summary>
    public static VersionOrder Instance { get; } = new();

    private VersionOrder() { }

    /// <inheritdoc />
    public int Compare(string? x, string? y) =>
        DottedVersion.Compare(
            x ?? "",
            y ?? "",
            static text => Before.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) ? -1 : 1
        );
}
