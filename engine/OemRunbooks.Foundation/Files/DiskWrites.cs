using System.Buffers;

namespace OemRunbooks.Foundation.Files;

/// <summary>Every write that must survive a power cut, made of the single operations of a disk.</summary>
/// <remarks>
/// A file that others read is replaced by a rename, never written in place; a rename is done when the directory that holds the name was
/// synced; a temporary file lies beside its target, has a random name and is created exclusively. Source: journal.md, "Durability".
/// </remarks>
public static class DiskWrites
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Replaces a file's content: readers see the whole old or the whole new one.</summary>
    /// <remarks>Owner and rights stay, but for set-user and set-group.</remarks>
    public static void Replace(this IDisk disk, string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null) =>
        Put(disk, path, bytes, mode, isNew: false);

    /// <summary>
    /// Replaces a file that tells readers about the present only, and that a power cut may lose: nothing waits for the disk.
    /// </summary>
    public static void Note(this IDisk disk, string path, ReadOnlySpan<byte> bytes) =>
        Put(disk, path, bytes, mode: null, isNew: false, waits: false);

    /// <summary>
    /// Writes a file that a person named: as <see cref="Replace"/>, but of a link it is the file that is replaced, where this disk follows
    /// links at all.
    /// </summary>
    public static void Save(this IDisk disk, string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null)
    {
        if (disk.Look(path, follows: false) is not { Kind: ItemKind.Link })
        {
            disk.Replace(path, bytes, mode);
        }
        else if (disk.Look(path) is { Kind: ItemKind.Link })
        {
            throw Durable.Failure(path, DiskNative.ErrorLoop);
        }
        else
        {
            disk.Replace(File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)!.FullName, bytes, mode);
        }
    }

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

    /// <summary>Copies a file to a free name, with owner and rights but for set-user, set-group and sticky. Not synced.</summary>
    /// <returns>Its length.</returns>
    public static long Copy(this IDisk disk, string from, string to, CancellationToken cancellation = default)
    {
        using var source = disk.Open(from, FileUse.Read);
        using var target = disk.Open(to, FileUse.CreateNew, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        long done = 0;
        for (int read; (read = source.Read(block, done)) > 0; done += read)
        {
            cancellation.ThrowIfCancellationRequested();
            target.Write(block.AsSpan(0, read), done);
        }

        ArrayPool<byte>.Shared.Return(block);
        target.Resemble(from, rights: true);
        return done;
    }

    /// <summary>Makes the missing directories between a directory and a file below it. Their names are not synced.</summary>
    public static void MakeParents(this IDisk disk, string directory, string file)
    {
        var parent = Durable.ParentOf(file);
        if (parent.Length > directory.Length && !disk.IsDirectory(parent))
        {
            disk.MakeParents(directory, parent);
            disk.MakeDirectory(parent);
        }
    }

    /// <summary>Renames a file or directory, replacing the target's file if there is one; both directories are synced.</summary>
    public static void Move(this IDisk disk, string from, string to)
    {
        disk.Rename(from, to);
        SyncMoved(disk, from, to);
    }

    /// <summary>Puts a complete, synced directory at its place in one step.</summary>
    /// <returns><paramref name="previous"/> when a directory stood there before (it has that name now), else null.</returns>
    /// <remarks>
    /// On Linux the two names are exchanged by one system call, so the target exists at every instant. Elsewhere it is missing between two
    /// renames; a caller's reconcile finds it at <paramref name="previous"/>.
    /// </remarks>
    public static string? PublishDirectory(this IDisk disk, string staging, string target, string previous)
    {
        if (!disk.IsDirectory(target))
        {
            disk.MoveNew(staging, target);
            return null;
        }

        if (disk.TryExchange(staging, target))
        {
            disk.SyncDirectory(Durable.ParentOf(target));
            disk.MoveNew(staging, previous);
            return previous;
        }

        disk.MoveNew(target, previous);
        disk.MoveNew(staging, target);
        return previous;
    }

    /// <summary>Renames a file or directory; fails when the name is taken. Both directories are synced.</summary>
    public static void MoveNew(this IDisk disk, string from, string to)
    {
        disk.RenameNew(from, to);
        SyncMoved(disk, from, to);
    }

    /// <summary>Removes a file or a whole directory, if it is there, and syncs the directory that held it.</summary>
    public static void Remove(this IDisk disk, string path)
    {
        if (!disk.Has(path))
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

    private static void SyncMoved(IDisk disk, string from, string to)
    {
        disk.SyncDirectory(Durable.ParentOf(to));
        if (Durable.ParentOf(from) != Durable.ParentOf(to))
        {
            disk.SyncDirectory(Durable.ParentOf(from));
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
