namespace OemRunbooks.Activities.Common;

/// <summary>What systems leave on media by themselves: it is passed over wherever a medium is looked through.</summary>
/// <remarks>Source: trust.md, "Archives".</remarks>
internal static class Junk
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

    /// <summary>Whether a name is such a file or directory.</summary>
    internal static bool Is(string name) =>
        name.StartsWith("._", StringComparison.Ordinal)
        || name.StartsWith(".Trash-", StringComparison.Ordinal)
        || Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
