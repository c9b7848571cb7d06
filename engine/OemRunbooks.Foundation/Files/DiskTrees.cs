namespace OemRunbooks.Foundation.Files;

/// <summary>Whole trees, made of the single operations of a disk.</summary>
public static class DiskTrees
{
    /// <summary>Makes a tree's directories and links below another directory, and has its files copied. Not synced.</summary>
    /// <remarks>Links are made anew as they stand, never followed; a pipe or device ends it: <c>file.special</c>.</remarks>
    /// <param name="disk">The disk.</param>
    /// <param name="from">The tree; it is only read.</param>
    /// <param name="to">Where to; it is there.</param>
    /// <param name="takes">Whether an entry is a part of the copy.</param>
    /// <param name="copy">Copies a file: the entry, and its free path in the copy.</param>
    /// <returns>
    /// The directories that were made, with their models: they get owners and rights by <see cref="ResembleAll"/> when nothing more is put
    /// into them, for into one that nobody may write nothing could be put.
    /// </returns>
    public static IReadOnlyList<(string Path, string Like)> CopyTree(
        this IDisk disk,
        string from,
        string to,
        Func<DiskEntry, bool> takes,
        Action<DiskEntry, string> copy
    )
    {
        var directories = new List<(string Path, string Like)> { (to, from) };
        foreach (var entry in disk.Walk(from).Where(takes))
        {
            var target = Path.Combine(to, entry.Relative);
            switch (entry.Item.Kind)
            {
                case ItemKind.Link:
                    disk.MakeLink(target, disk.LinkTarget(entry.Full)!);
                    disk.Resemble(target, entry.Full);
                    break;
                case ItemKind.Directory:
                    disk.MakeDirectory(target);
                    directories.Add((target, entry.Full));
                    break;
                case ItemKind.Special:
                    throw Durable.Failure(entry.Full, Errno.NotRegular);
                default:
                    copy(entry, target);
                    break;
            }
        }

        return directories;
    }

    /// <summary>Gives directories the owners and rights of their models.</summary>
    public static void ResembleAll(this IDisk disk, IEnumerable<(string Path, string Like)> directories)
    {
        // The innermost first: below a directory whose rights are given already, nothing may be in reach.
        foreach (var (path, like) in directories.Reverse())
        {
            disk.Resemble(path, like);
        }
    }
}
