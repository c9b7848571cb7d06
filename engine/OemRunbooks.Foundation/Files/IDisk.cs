namespace OemRunbooks.Foundation.Files;

/// <summary>What a file is opened for.</summary>
public enum FileUse
{
    /// <summary>To be read.</summary>
    Read,

    /// <summary>To be read and changed; it is there.</summary>
    Change,

    /// <summary>To be written; the name is free, else it fails.</summary>
    CreateNew,

    /// <summary>To be read and changed; made when it is not there.</summary>
    Grow,

    /// <summary>To be held by one process alone; made when it is not there. Fails while another one holds it.</summary>
    Hold,
}

/// <summary>What stands under a name.</summary>
public enum ItemKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A link that is not followed.</summary>
    Link,

    /// <summary>A pipe, a device, a socket.</summary>
    Special,
}

/// <summary>What stands under a name.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of a file.</param>
/// <param name="Written">When it was written last.</param>
public readonly record struct DiskItem(ItemKind Kind, long Length, DateTimeOffset Written)
{
    /// <summary>Its rights, without set-user, set-group and sticky; null where the system has none.</summary>
    public UnixFileMode? Rights { get; init; }

    /// <summary>Whether who runs it gets somebody else's rights.</summary>
    public bool IsSetUser { get; init; }
}

/// <summary>
/// The only way to files: single operations. <see cref="DiskWrites"/> and <see cref="DiskReads"/> make whole ones of them.
/// </summary>
/// <remarks>
/// Nothing but a regular file is opened, and to find that out never blocks. A write or rename is done when a sync said so.
/// Every failure is an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, whose code <see cref="Errno"/> tells.
/// Source: architecture.md; ADR 0011.
/// </remarks>
public interface IDisk
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="use">What for.</param>
    /// <param name="mode">Its rights, if it is made; null for the usual ones.</param>
    DiskFile Open(string path, FileUse use, UnixFileMode? mode = null);

    /// <summary>What stands under a path; null when nothing does.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="follows">Whether a link stands for what it leads to, where this disk follows links at all.</param>
    DiskItem? Look(string path, bool follows = true);

    /// <summary>Full paths of what stands directly in a directory, in no order.</summary>
    IEnumerable<string> List(string directory);

    /// <summary>What stands in a directory and what each is; a link is told as one, a wanted one as what it leads to.</summary>
    IEnumerable<(string Path, DiskItem Item)> ListItems(string directory) =>
        List(directory)
            .Select(p => (Path: p, Item: Look(p, follows: false)))
            .Where(static p => p.Item is not null)
            .Select(static p => (p.Path, p.Item!.Value));

    /// <summary>Gives a file another name, in place of what has that name. Not on the disk before <see cref="SyncDirectory"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Gives a file another name; fails when that one is taken. Not on the disk before <see cref="SyncDirectory"/>.</summary>
    void RenameNew(string from, string to);

    /// <summary>Removes a file, or a directory with everything in it. Not on the disk before <see cref="SyncDirectory"/>.</summary>
    void Delete(string path);

    /// <summary>Makes a directory. Its name is not on the disk before <see cref="SyncDirectory"/>.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="mode">Its rights, whatever the process masks; null for the usual ones.</param>
    void MakeDirectory(string path, UnixFileMode? mode = null);

    /// <summary>Exchanges what two names stand for, in one step; false where the system can't.</summary>
    bool TryExchange(string one, string other);

    /// <summary>Gives a file a second name; false where that is not to be had.</summary>
    bool TryLink(string existing, string created);

    /// <summary>Where a link leads, as it says; null when it is none.</summary>
    string? LinkTarget(string path);

    /// <summary>Makes a link.</summary>
    void MakeLink(string path, string target);

    /// <summary>
    /// Gives a file or directory the rights of another, but for set-user, set-group and sticky, and its owner as far as this process may;
    /// a link only the owner.
    /// </summary>
    void Resemble(string path, string like);

    /// <summary>Waits until the names in a directory are on the disk.</summary>
    void SyncDirectory(string directory);

    /// <summary>Waits until everything below a directory, names and contents, is on the disk.</summary>
    void SyncTree(string directory);
}

/// <summary>An open regular file.</summary>
public abstract class DiskFile : IDisposable
{
    /// <summary>Its path when it was opened.</summary>
    public abstract string Path { get; }

    /// <summary>Its length.</summary>
    public abstract long Length { get; }

    /// <summary>Reads from an offset; 0 at the end.</summary>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <summary>Writes at an offset. Not on the disk before <see cref="Sync"/>.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts it off, or lengthens it. Not on the disk before <see cref="Sync"/>.</summary>
    public abstract void SetLength(long length);

    /// <summary>Waits until content and size are on the disk.</summary>
    public abstract void Sync();

    /// <summary>Sets its rights, whatever the process masks. Nothing happens where the system has none.</summary>
    public abstract void SetRights(UnixFileMode rights);

    /// <summary>Sets when it was written last.</summary>
    public abstract void SetWritten(DateTimeOffset time);

    /// <summary>Asks the system to forget what it keeps of it, so that the next read comes from the medium. Advice.</summary>
    public virtual void DropCache() { }

    /// <summary>Gives it the owner of the file that it is to replace, as far as this process may.</summary>
    /// <param name="path">The file that is to be replaced; nothing happens when there is none.</param>
    /// <param name="rights">Whether it gets that one's rights too, but for set-user and set-group.</param>
    public abstract void Resemble(string path, bool rights);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes it.</summary>
    protected abstract void Dispose(bool disposing);
}
