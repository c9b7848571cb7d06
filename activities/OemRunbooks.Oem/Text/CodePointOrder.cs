namespace OemRunbooks.Oem.Text;

/// <summary>Orders texts by Unicode code point, which differs from .NET's ordinal order for supplementary characters.</summary>
/// <remarks>Source: formats.md, 2.2.</remarks>
internal sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static CodePointOrder Instance { get; } = new();

    private CodePointOrder() { }

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var shared = x.AsSpan().CommonPrefixLength(y);
        return shared == x.Length || shared == y.Length ? x.Length - y.Length : Rank(x[shared]) - Rank(y[shared]);
    }

    // Surrogates stand for code points above U+FFFF, so they sort after the rest of the plane.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
