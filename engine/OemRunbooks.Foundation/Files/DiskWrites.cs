namespace OemRunbooks.Foundation.Files;

/// <summary>Every write that must survive a power cut, made of the single operations of a disk.</summary>
/// <remarks>
/// A file that others read is replaced by a rename, never written in place; a rename is done when the directory that holds the name was
/// synced; a temporary file lies beside its target, has a random name and is created exclusively. Source: journal.md, "Durability".
/// </remarks>
public static class DiskWrites
{
    /// <summary>Replaces a file's content: readers see the whole old or the whole new one.</summary>
    /// <remarks>Owner and rights stay, but for set-user and set-group.</remarks>
    public static void Replace(this IDisk disk, string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null) =>
        Put(disk, path, bytes, mode, isNew: false);

    /// <summary>
    /// Replaces a file that tells readers about the present only, and that a power cut may lose: nothing waits for the disk.
    /// </summary>
    public static void Note(this IDisk disk, string path, ReadOnlySpan<byte> bytes) =>
        Put(disk, path, bytes, mode: null, isNew: false, waits: false);

    /// <summary>Writes a file that a person named: as <see cref="Replace"/>, but of a link it is the file that is replaced.</summary>
    public static void Save(this IDisk disk, string path, ReadOnlySpan<byte> bytes) =>
        disk.Replace(new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName, bytes);

    /// <summary>Creates a file with its whole content; fails when the name is taken.</summary>
    public static void CreateNew(this IDisk disk, string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null) =>
        Put(disk, path, bytes, mode, isNew: true);

    /// <summary>Appends bytes to a file, made if need be, and waits until they are on the disk.</summary>
    public static void Append(this IDisk disk, string path, ReadOnlySpan<byte> bytes)
    {
        var isNew = disk.Look(path) is null;
        using (var file = disk.Open(path, FileUse.Grow))
        {
            file.Write(bytes, file.Length);
            file.Sync();
        }

        if (isNew)
        {
            disk.SyncDirectory(Durable.ParentOf(path));
        }
    }

    /// <summary>Removes a file or a whole directory, if it is there, and syncs the directory that held it.</summary>
    public static void Remove(this IDisk disk, string path)
    {
        if (disk.Look(path) is null && new FileInfo(path).LinkTarget is null)
        {
            return;
        }

        disk.Delete(path);
        disk.SyncDirectory(Durable.ParentOf(path));
    }

    /// <summary>Makes a directory and its missing parents, each name of which is on the disk afterwards.</summary>
    public static void CreateDirectory(this IDisk disk, string path)
    {
        if (disk.Look(path) is { Kind: ItemKind.Directory })
        {
            return;
        }

        var parent = Durable.ParentOf(path);
        disk.CreateDirectory(parent);
        disk.MakeDirectory(path);
        disk.SyncDirectory(parent);
    }

    private static void Put(IDisk disk, string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode, bool isNew, bool waits = true)
    {
        if (!isNew && disk.Look(path) is { Kind: ItemKind.Special })
        {
            throw Durable.Failure(path, Errno.NotRegular);
        }

        var temporary = Durable.TemporaryBeside(path);
        try
        {
            using (var file = disk.Open(temporary, FileUse.CreateNew, mode))
            {
                if (!isNew)
                {
                    file.Resemble(path, rights: mode is null);
                }

                file.Write(bytes, 0);
                if (waits)
                {
                    file.Sync();
                }
            }

            if (isNew)
            {
                disk.RenameNew(temporary, path);
            }
            else
            {
                disk.Rename(temporary, path);
            }
        }
        catch
        {
            TryDelete(disk, temporary);
            throw;
        }

        if (waits)
        {
            disk.SyncDirectory(Durable.ParentOf(path));
        }
    }

    private static void TryDelete(IDisk disk, string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // The error that brought us here is the one to report; a stray temporary file harms nobody.
        }
    }
}
