namespace OemRunbooks.Oem.Bundles;

/// <summary>Version and platform as a bundle's file name tells them.</summary>
/// <param name="Version">Version, such as <c>2024.06</c>.</param>
/// <param name="Platform"><c>linux</c>, <c>macos</c> or <c>windows</c>.</param>
/// <remarks>Source: formats.md, 10.1.</remarks>
public sealed record BundleName(string Version, string Platform)
{
    /// <summary>The only bundle there is.</summary>
    public const string Bundle = "core-oem";

    private const int VersionLimit = 64;
    private static readonly string[] Platforms = ["linux", "macos", "windows"];

    /// <summary>The file's name, with the ending that the platform uses.</summary>
    public string FileName => $"{Bundle}-{Version}-{Platform}{(Platform == "windows" ? ".zip" : ".tar.gz")}";

    /// <summary>Takes a file name apart; null when it isn't a bundle's.</summary>
    public static BundleName? Parse(string path)
    {
        var name = Path.GetFileName(path);
        var stem = Cut(name, ".tar.gz") ?? Cut(name, ".zip");
        if (stem is null || stem.EndsWith(".delta", StringComparison.Ordinal) || !stem.StartsWith(Bundle + "-", StringComparison.Ordinal))
        {
            return null;
        }

        var dash = stem.LastIndexOf('-');
        var platform = stem[(dash + 1)..];
        var version = dash > Bundle.Length ? stem[(Bundle.Length + 1)..dash] : string.Empty;
        return IsPlatform(platform) && IsVersion(version) ? new BundleName(version, platform) : null;
    }

    /// <summary>Tells whether a text is a version: 1–64 of <c>A–Z a–z 0–9 . _ -</c>, first and last alphanumeric.</summary>
    public static bool IsVersion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= VersionLimit
            && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            && char.IsAsciiLetterOrDigit(text[0])
            && char.IsAsciiLetterOrDigit(text[^1]);
    }

    /// <summary>Tells whether a text is a platform's name.</summary>
    public static bool IsPlatform(string text) => Platforms.Contains(text, StringComparer.Ordinal);

    private static string? Cut(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : null;
}
