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
public readonly record struct DiskItem(ItemKind Kind, long Length, DateTimeOffset Written);

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
    DiskItem? Look(string path);

    /// <summary>Full paths of what stands directly in a directory, in no order.</summary>
    IEnumerable<string> List(string directory);

    /// <summary>Gives a file another name, in place of what has that name. Not on the disk before <see cref="SyncDirectory"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Gives a file another name; fails when that one is taken. Not on the disk before <see cref="SyncDirectory"/>.</summary>
    void RenameNew(string from, string to);

    /// <summary>Removes a file, or a directory with everything in it. Not on the disk before <see cref="SyncDirectory"/>.</summary>
    void Delete(string path);

    /// <summary>Makes a directory. Its name is not on the disk before <see cref="SyncDirectory"/>.</summary>
    void MakeDirectory(string path);

    /// <summary>Waits until the names in a directory are on the disk.</summary>
    void SyncDirectory(string directory);
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
