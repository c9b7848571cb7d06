namespace OemRunbooks.Foundation.Files;

/// <summary>What systems leave on media by themselves: it is passed over wherever a directory is looked through.</summary>
/// <remarks>Source: trust.md, "Archives".</remarks>
public static class Junk
{
    private static readonly string[] Names =
    [
        ".DS_Store",
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "System Volume Information",
        "$RECYCLE.BIN",
        "RECYCLER",
        ".Trashes",
        ".Spotlight-V100",
        ".fseventsd",
        ".TemporaryItems",
        ".DocumentRevisions-V100",
        ".apdisk",
        "__MACOSX",
        "lost+found",
    ];

    /// <summary>The files directly in a directory, in ordinal order of their paths, without what systems left there.</summary>
    public static IEnumerable<string> FilesIn(string directory, string pattern = "*") =>
        Directory.EnumerateFiles(directory, pattern).Where(static f => !Is(Path.GetFileName(f))).Order(StringComparer.Ordinal);

    /// <summary>Whether a name is such a file or directory.</summary>
    public static bool Is(string name) =>
        name.StartsWith("._", StringComparison.Ordinal)
        || name.StartsWith(".Trash-", StringComparison.Ordinal)
        || Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
