using Microsoft.Win32.SafeHandles;

namespace OemRunbooks.Foundation.Files;

/// <summary>The machine's disks.</summary>
public sealed class Disk : IDisk
{
    private readonly Anchors anchors;

    private Disk(Anchors anchors) => this.anchors = anchors;

    /// <summary>All files; links are followed, as people's own paths want it.</summary>
    public static Disk All { get; } = new(new Anchors([], []));

    /// <summary>The same, but no link is followed below a directory: whoever may write there must not lead the program elsewhere.</summary>
    /// <param name="directory">The directory. How it is reached is its owner's business.</param>
    /// <param name="links">Paths below it at which a link is wanted: what lies behind it is held to the same.</param>
    public static Disk Below(string directory, IReadOnlyList<string>? links = null) => new(new Anchors([directory], links ?? []));

    /// <summary>The same, and no link is followed below another directory either.</summary>
    public Disk AndBelow(string directory) => new(anchors.With(directory));

    /// <inheritdoc/>
    public DiskFile Open(string path, FileUse use, UnixFileMode? mode = null)
    {
        var full = anchors.Guard(path, out var anchor);
        var handle = OperatingSystem.IsLinux()
            ? DiskNative.Open(anchor, full, use, mode) ?? throw Durable.Failure(path)
            : Portable(full, use, mode);
        try
        {
            // What was just made is a file.
            if (OperatingSystem.IsLinux() && use != FileUse.CreateNew)
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
    public DiskItem? Look(string path, bool follows = true)
    {
        var full = anchors.Guard(path, out var anchor);
        var isBelow = anchor is not null || !follows;
        if (OperatingSystem.IsLinux())
        {
            return DiskNative.Look(full, follow: !isBelow) is { } found ? ItemOf(found) : null;
        }

        FileSystemInfo info = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        var kind =
            isBelow && info.LinkTarget is not null ? ItemKind.Link
            : info is DirectoryInfo ? ItemKind.Directory
            : ItemKind.File;
        return info.Exists || kind == ItemKind.Link
            ? new DiskItem(kind, (info as FileInfo)?.Length ?? 0, info.LastWriteTimeUtc)
            {
                Rights = OperatingSystem.IsWindows() ? null : info.UnixFileMode & (UnixFileMode)0x1FF,
            }
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<string> List(string directory) => Directory.EnumerateFileSystemEntries(anchors.Guard(directory, out _));

    /// <inheritdoc/>
    public IEnumerable<(string Path, DiskItem Item)> ListItems(string directory)
    {
        // No link leads to the directory; what stands in it is looked at as it is, so each needs one look of its own.
        foreach (var path in List(directory))
        {
            var item = OperatingSystem.IsLinux() && DiskNative.Look(path, follow: false) is { } found ? ItemOf(found) : null as DiskItem?;
            if (item is { Kind: not ItemKind.Link } || (item = Look(path, follows: false)) is not null)
            {
                yield return (path, item.Value);
            }
        }
    }

    private static DiskItem ItemOf(DiskNative.Stat found) =>
        new(found.Kind, found.Length, found.Written) { Rights = found.Rights, IsSetUser = (found.Mode & 0xC00) != 0 };

    /// <inheritdoc/>
    public void Rename(string from, string to)
    {
        var (old, target) = (anchors.Guard(from, out _), anchors.Guard(to, out _));
        if (OperatingSystem.IsWindows() ? !DurableNative.MoveFileEx(old, target, 0x1 | 0x8) : DurableNative.Rename(old, target) != 0)
        {
            throw Durable.Failure(to);
        }
    }

    /// <inheritdoc/>
    public void RenameNew(string from, string to)
    {
        var (old, target) = (anchors.Guard(from, out _), anchors.Guard(to, out _));
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
        var full = anchors.Guard(path, out _);
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
    public void MakeDirectory(string path, UnixFileMode? mode = null)
    {
        var full = anchors.Guard(path, out _);
        if (mode is null || OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
            return;
        }

        Directory.CreateDirectory(full, mode.Value);
        File.SetUnixFileMode(full, mode.Value);
    }

    /// <inheritdoc/>
    public bool TryExchange(string one, string other)
    {
        var (first, second) = (anchors.Guard(one, out _), anchors.Guard(other, out _));
        return OperatingSystem.IsLinux() && DiskNative.Exchange(first, second)
            || (OperatingSystem.IsLinux() && !DiskNative.IsUnknownCall() ? throw Durable.Failure(other) : false);
    }

    /// <inheritdoc/>
    public bool TryLink(string existing, string created) =>
        !OperatingSystem.IsWindows() && DurableNative.Link(anchors.Guard(existing, out _), anchors.Guard(created, out _)) == 0;

    /// <inheritdoc/>
    public string? LinkTarget(string path) => new FileInfo(anchors.Guard(path, out _)).LinkTarget;

    /// <inheritdoc/>
    public void MakeLink(string path, string target) => File.CreateSymbolicLink(anchors.Guard(path, out _), target);

    /// <inheritdoc/>
    public void Resemble(string path, string like)
    {
        var (full, model) = (anchors.Guard(path, out _), anchors.Guard(like, out _));
        if (OperatingSystem.IsLinux() && DiskNative.Look(model, follow: false) is { } wanted)
        {
            if (DiskNative.Look(full, follow: false) is { } own && (own.User != wanted.User || own.Group != wanted.Group))
            {
                // Only an administrator may give files away; whoever else copies one owns the copy.
                _ = DiskNative.ChangeOwner(full, wanted.User, wanted.Group);
            }

            if (wanted.Kind != ItemKind.Link)
            {
                File.SetUnixFileMode(full, wanted.Rights);
            }
        }
    }

    /// <inheritdoc/>
    public void SyncDirectory(string directory) => Durable.SyncDirectory(anchors.Guard(directory, out _));

    /// <inheritdoc/>
    public void SyncTree(string directory) => Durable.SyncTree(anchors.Guard(directory, out _));

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

    private sealed class OpenFile(SafeFileHandle handle, string path) : DiskFile
    {
        public override string Path => path;

        public override long Length => RandomAccess.GetLength(handle);

        public override int Read(Span<byte> buffer, long offset) => RandomAccess.Read(handle, buffer, offset);

        public override void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public override void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public override void Sync() => Durable.Sync(handle, path);

        public override void SetRights(UnixFileMode rights)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(handle, rights);
            }
        }

        public override void SetWritten(DateTimeOffset time) => File.SetLastWriteTimeUtc(handle, time.UtcDateTime);

        public override void DropCache() => Durable.DropCache(handle);

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
