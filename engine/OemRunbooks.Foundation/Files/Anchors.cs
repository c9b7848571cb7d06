namespace OemRunbooks.Foundation.Files;

/// <summary>Directories below which no link is followed, and the links below them that somebody wants.</summary>
/// <remarks>What leads to an anchor is its owner's business; between it and a name there must be no link. Source: trust.md.</remarks>
internal sealed class Anchors
{
    private readonly string[] directories;
    private readonly string[] links;

    internal Anchors(IEnumerable<string> directories, IEnumerable<string> links)
    {
        this.directories = [.. directories.Select(static d => Path.TrimEndingDirectorySeparator(Path.GetFullPath(d)))];
        this.links = [.. links.SelectMany(l => this.directories.Select(d => Path.TrimEndingDirectorySeparator(Path.GetFullPath(l, d))))];
    }

    private Anchors(string[] directories, string[] links) => (this.directories, this.links) = (directories, links);

    internal Anchors With(string directory) => new([.. directories, Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))], links);

    /// <summary>The full path, wanted links resolved; fails when a link leads to it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="anchor">The innermost directory below which it lies and no link is followed; null when there is none.</param>
    /// <exception cref="IOException">A link lies on the way: <c>file.link</c>.</exception>
    internal string Guard(string path, out string? anchor)
    {
        var full = Path.GetFullPath(path);
        anchor = directories.Where(d => IsBelow(full, d)).MaxBy(static d => d.Length);
        if (anchor is null)
        {
            return full;
        }

        foreach (var link in links)
        {
            if ((full == link || IsBelow(full, link)) && new DirectoryInfo(link).ResolveLinkTarget(returnFinalTarget: true) is { } behind)
            {
                (anchor, full) = (behind.FullName, behind.FullName + full[link.Length..]);
            }
        }

        for (var at = anchor.Length; at < full.Length && (at = full.IndexOf(Path.DirectorySeparatorChar, at + 1)) > 0; )
        {
            if (IsLink(full[..at]))
            {
                throw Durable.Failure(path, DiskNative.ErrorLoop);
            }
        }

        return full;
    }

    private static bool IsBelow(string full, string directory) =>
        full.Length > directory.Length
        && full.StartsWith(directory, StringComparison.Ordinal)
        && (full[directory.Length] == Path.DirectorySeparatorChar || directory[^1] == Path.DirectorySeparatorChar);

    private static bool IsLink(string path) =>
        OperatingSystem.IsLinux()
            ? DiskNative.Look(path, follow: false) is { Kind: ItemKind.Link }
            : new DirectoryInfo(path).LinkTarget is not null;
}
