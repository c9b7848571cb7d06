using Microsoft.Win32.SafeHandles;

namespace OemRunbooks.Foundation.Files;

/// <summary>The machine's disks.</summary>
public sealed class Disk : IDisk
{
    private readonly string? anchor;

    private Disk(string? anchor) => this.anchor = anchor;

    /// <summary>All files; links are followed, as people's own paths want it.</summary>
    public static Disk All { get; } = new(null);

    /// <summary>The same, but no link is followed below a directory: whoever may write there must not lead the program elsewhere.</summary>
    public static Disk Below(string directory) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

    /// <inheritdoc/>
    public DiskFile Open(string path, FileUse use, UnixFileMode? mode = null)
    {
        var full = Guarded(path, out var isBelow);
        var handle = OperatingSystem.IsLinux()
            ? DiskNative.Open(isBelow ? anchor : null, full, use, mode) ?? throw Durable.Failure(path)
            : Portable(full, use, mode);
        try
        {
            if (OperatingSystem.IsLinux())
            {
                Check(handle, path, use);
            }

            return new OpenFile(handle, path);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public DiskItem? Look(string path)
    {
        var full = Guarded(path, out var isBelow);
        if (OperatingSystem.IsLinux())
        {
            return DiskNative.Look(full, follow: !isBelow) is { } found ? new DiskItem(found.Kind, found.Length, found.Written) : null;
        }

        FileSystemInfo info = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        var kind =
            isBelow && info.LinkTarget is not null ? ItemKind.Link
            : info is DirectoryInfo ? ItemKind.Directory
            : ItemKind.File;
        return info.Exists || kind == ItemKind.Link ? new DiskItem(kind, (info as FileInfo)?.Length ?? 0, info.LastWriteTimeUtc) : null;
    }

    /// <inheritdoc/>
    public IEnumerable<string> List(string directory) => Directory.EnumerateFileSystemEntries(Guarded(directory, out _));

    /// <inheritdoc/>
    public void Rename(string from, string to)
    {
        var (old, target) = (Guarded(from, out _), Guarded(to, out _));
        if (OperatingSystem.IsWindows() ? !DurableNative.MoveFileEx(old, target, 0x1 | 0x8) : DurableNative.Rename(old, target) != 0)
        {
            throw Durable.Failure(to);
        }
    }

    /// <inheritdoc/>
    public void RenameNew(string from, string to)
    {
        var (old, target) = (Guarded(from, out _), Guarded(to, out _));
        if (OperatingSystem.IsWindows())
        {
            if (!DurableNative.MoveFileEx(old, target, 0x8))
            {
                throw Durable.Failure(to);
            }
        }
        else if (OperatingSystem.IsLinux() && DiskNative.RenameNew(old, target)) { }
        else if (OperatingSystem.IsLinux() && !DiskNative.IsUnknownCall())
        {
            throw Durable.Failure(to);
        }
        else if (DurableNative.Link(old, target) == 0)
        {
            File.Delete(old);
        }
        else
        {
            // A medium with neither (FAT): the check and the rename are two steps; our lock keeps other writers out.
            if (Path.Exists(target))
            {
                throw new IOException($"already exists: {to}", 17).About(to);
            }

            Rename(from, to);
        }
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        var full = Guarded(path, out _);
        if (Directory.Exists(full) && new DirectoryInfo(full).LinkTarget is null)
        {
            Directory.Delete(full, recursive: true);
        }
        else
        {
            File.Delete(full);
        }
    }

    /// <inheritdoc/>
    public void MakeDirectory(string path) => Directory.CreateDirectory(Guarded(path, out _));

    /// <inheritdoc/>
    public void SyncDirectory(string directory) => Durable.SyncDirectory(Guarded(directory, out _));

    private static SafeFileHandle Portable(string path, FileUse use, UnixFileMode? mode)
    {
        if (use != FileUse.CreateNew || mode is null || OperatingSystem.IsWindows())
        {
            return use switch
            {
                FileUse.Read => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
                FileUse.Change => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read),
                FileUse.CreateNew => File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read),
                FileUse.Grow => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read),
                FileUse.Hold => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
            };
        }

        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        File.SetUnixFileMode(handle, mode.Value);
        return handle;
    }

    private static void Check(SafeFileHandle handle, string path, FileUse use)
    {
        switch (DiskNative.Look(handle)?.Kind)
        {
            case ItemKind.Directory:
                throw Durable.Failure(path, DiskNative.ErrorIsDirectory);
            case ItemKind.Special:
                throw Durable.Failure(path, Errno.NotRegular);
        }

        if (use == FileUse.Hold)
        {
            if (DiskNative.Lock((int)handle.DangerousGetHandle(), DurableNative.LockExclusive | DurableNative.LockNonBlocking) != 0)
            {
                throw Durable.Failure(path);
            }

            LockProbe.Mark(handle);
        }
    }

    // What leads to the anchor is the owner's business; between it and the name there must be no link.
    private string Guarded(string path, out bool isBelow)
    {
        var full = Path.GetFullPath(path);
        isBelow = anchor is not null && full.StartsWith(anchor + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var at = isBelow ? anchor!.Length : -1;
        while (at >= 0 && (at = full.IndexOf(Path.DirectorySeparatorChar, at + 1)) > 0)
        {
            if (IsLink(full[..at]))
            {
                throw Durable.Failure(path, DiskNative.ErrorLoop);
            }
        }

        return full;
    }

    private static bool IsLink(string path) =>
        OperatingSystem.IsLinux()
            ? DiskNative.Look(path, follow: false) is { Kind: ItemKind.Link }
            : new DirectoryInfo(path).LinkTarget is not null;

    private sealed class OpenFile(SafeFileHandle handle, string path) : DiskFile
    {
        public override string Path => path;

        public override long Length => RandomAccess.GetLength(handle);

        public override int Read(Span<byte> buffer, long offset) => RandomAccess.Read(handle, buffer, offset);

        public override void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public override void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public override void Sync() => Durable.Sync(handle, path);

        public override void Resemble(string path, bool rights)
        {
            if (!OperatingSystem.IsLinux() || DiskNative.Look(path, follow: false) is not { Kind: ItemKind.File } before)
            {
                return;
            }

            if (DiskNative.Look(handle) is { } own && (own.User != before.User || own.Group != before.Group))
            {
                // Only an administrator may give files away; whoever else replaces one owns the new one.
                _ = DiskNative.ChangeOwner((int)handle.DangerousGetHandle(), before.User, before.Group);
            }

            if (rights)
            {
                File.SetUnixFileMode(handle, before.Rights);
            }
        }

        protected override void Dispose(bool disposing) => handle.Dispose();
    }
}
