using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Testing.Disks;

/// <summary>A disk in memory.</summary>
public sealed class MemoryDisk : IDisk
{
    private readonly Dictionary<string, byte[]?> items = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>How often it was told to sync a file.</summary>
    public int Syncs { get; private set; }

    public DiskFile Open(string path, FileUse use, UnixFileMode? mode = null)
    {
        lock (gate)
        {
            var isThere = items.TryGetValue(path, out var content);
            if (isThere && use == FileUse.CreateNew)
            {
                throw Durable.Failure(path, 17);
            }

            if ((!isThere && use is FileUse.Read or FileUse.Change) || (isThere && content is null))
            {
                throw Durable.Failure(path, isThere ? 21 : 2);
            }

            items.TryAdd(path, []);
            return new InMemory(this, path);
        }
    }

    public DiskItem? Look(string path, bool follows = true)
    {
        lock (gate)
        {
            byte[]? content = null;
            return items.TryGetValue(path, out content) || path == Path.GetPathRoot(path)
                ? new(content is null ? ItemKind.Directory : ItemKind.File, content?.Length ?? 0, DateTimeOffset.UnixEpoch)
                : null;
        }
    }

    public IEnumerable<string> List(string directory)
    {
        lock (gate)
        {
            return [.. items.Keys.Where(k => Path.GetDirectoryName(k) == directory)];
        }
    }

    public void Rename(string from, string to)
    {
        lock (gate)
        {
            items.Remove(from, out var content);
            items[to] = content;
        }
    }

    public void RenameNew(string from, string to)
    {
        lock (gate)
        {
            if (items.ContainsKey(to))
            {
                throw Durable.Failure(to, 17);
            }

            Rename(from, to);
        }
    }

    public void Delete(string path)
    {
        lock (gate)
        {
            var below = path + Path.DirectorySeparatorChar;
            foreach (var name in items.Keys.Where(k => k == path || k.StartsWith(below, StringComparison.Ordinal)).ToList())
            {
                items.Remove(name);
            }
        }
    }

    public string? LinkTarget(string path) => null;

    public void MakeLink(string path, string target) => throw Durable.Failure(path, 1);

    public bool TryLink(string existing, string created) => false;

    public bool TryExchange(string one, string other) => false;

    public void Resemble(string path, string like) { }

    public void SyncTree(string directory) { }

    public void MakeDirectory(string path, UnixFileMode? mode = null)
    {
        lock (gate)
        {
            items[path] = null;
        }
    }

    public void SyncDirectory(string directory) { }

    private sealed class InMemory(MemoryDisk disk, string path) : DiskFile
    {
        public override string Path => path;

        public override long Length
        {
            get
            {
                lock (disk.gate)
                {
                    return disk.items[path]!.Length;
                }
            }
        }

        public override int Read(Span<byte> buffer, long offset)
        {
            lock (disk.gate)
            {
                var rest = disk.items[path].AsSpan((int)Math.Min(offset, disk.items[path]!.Length));
                var read = Math.Min(rest.Length, buffer.Length);
                rest[..read].CopyTo(buffer);
                return read;
            }
        }

        public override void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            lock (disk.gate)
            {
                var content = disk.items[path]!;
                Array.Resize(ref content, (int)Math.Max(content.Length, offset + bytes.Length));
                bytes.CopyTo(content.AsSpan((int)offset));
                disk.items[path] = content;
            }
        }

        public override void SetLength(long length)
        {
            lock (disk.gate)
            {
                var content = disk.items[path]!;
                Array.Resize(ref content, (int)length);
                disk.items[path] = content;
            }
        }

        public override void Sync() => disk.Syncs++;

        public override void SetRights(UnixFileMode rights) { }

        public override void SetWritten(DateTimeOffset time) { }

        public override void Resemble(string path, bool rights) { }

        protected override void Dispose(bool disposing) { }
    }
}
