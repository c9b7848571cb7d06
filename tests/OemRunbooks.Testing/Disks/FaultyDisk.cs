using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Testing.Disks;

/// <summary>What a disk still holds of what was not synced when the power went.</summary>
public enum Survives
{
    /// <summary>Nothing of it.</summary>
    Nothing,

    /// <summary>The first half of each write, and every name.</summary>
    Half,

    /// <summary>All of it.</summary>
    Everything,
}

/// <summary>The machine lost power. No system's error: nobody may catch it and go on.</summary>
public sealed class PowerLostException : Exception { }

/// <summary>
/// A disk on which one operation fails, or before one of which the power goes. It counts: a test can have each of them fail.
/// </summary>
/// <remarks>
/// It works on real files and keeps what it takes to undo what was not synced: a write until its file is, a name until its directory is.
/// </remarks>
public sealed class FaultyDisk : IDisk
{
    private const int NoRoom = 28;
    private const int BadBlock = 5;
    private readonly IDisk real;
    private readonly int fails;
    private readonly bool dies;
    private readonly bool forGood;
    private readonly List<Change> unsynced = [];
    private readonly Dictionary<string, Identity> files = new(StringComparer.Ordinal);
    private readonly string trash = Directory.CreateTempSubdirectory("faulty-").FullName;
    private readonly List<(string Path, FileUse Use)> opened = [];
    private readonly Lock gate = new();
    private bool isDead;

    private FaultyDisk(IDisk? real, int fails, bool dies, bool forGood) =>
        (this.real, this.fails, this.dies, this.forGood) = (real ?? Disk.All, fails, dies, forGood);

    /// <summary>Operations so far, without reads.</summary>
    public int Operations { get; private set; }

    /// <summary>What was opened so far, in order.</summary>
    public IReadOnlyList<(string Path, FileUse Use)> Opened => opened;

    /// <summary>Whether the operation came about that was to fail.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>The end of the names of files that the disk can't read; null for none.</summary>
    public string? Unreadable { get; set; }

    /// <summary>A disk that does what it is told, and counts.</summary>
    public static FaultyDisk Sound(IDisk? real = null) => new(real, 0, false, false);

    /// <summary>A disk that has no room at its n-th operation, or from then on.</summary>
    public static FaultyDisk Failing(int operation, bool forGood = false) => new(null, operation, false, forGood);

    /// <summary>A disk that loses power before its n-th operation.</summary>
    public static FaultyDisk Dying(int operation) => new(null, operation, true, true);

    /// <summary>Leaves on the real disk what is there after the power went.</summary>
    public void LosePower(Survives survives)
    {
        isDead = true;
        foreach (var change in survives == Survives.Everything ? [] : unsynced.AsEnumerable().Reverse())
        {
            if (survives == Survives.Nothing)
            {
                change.Undo();
            }
            else
            {
                change.Half?.Invoke();
            }
        }

        unsynced.Clear();
        Directory.Delete(trash, recursive: true);
    }

    public DiskFile Open(string path, FileUse use, UnixFileMode? mode = null)
    {
        Count(path);
        var isNew = real.Look(path) is null;
        var file = real.Open(path, use, mode);
        lock (gate)
        {
            opened.Add((path, use));
            if (isNew)
            {
                files.Remove(path);
                Add(Durable.ParentOf(path), () => File.Delete(path));
            }

            return new Watched(this, file, files.TryGetValue(path, out var known) ? known : files[path] = new Identity { Path = path });
        }
    }

    public DiskItem? Look(string path, bool follows = true) => isDead ? throw new PowerLostException() : real.Look(path, follows);

    public IEnumerable<string> List(string directory) => isDead ? throw new PowerLostException() : real.List(directory);

    public void Rename(string from, string to)
    {
        Count(to);
        var before = real.Look(to) is null ? null : Kept(to, copy: true);
        real.Rename(from, to);
        Renamed(from, to, before);
    }

    public void RenameNew(string from, string to)
    {
        Count(to);
        real.RenameNew(from, to);
        Renamed(from, to, null);
    }

    public void Delete(string path)
    {
        Count(path);
        var kept = Kept(path, copy: false);
        Add(Durable.ParentOf(path), () => Directory.Move(kept, path));
    }

    public string? LinkTarget(string path) => isDead ? throw new PowerLostException() : real.LinkTarget(path);

    public void MakeLink(string path, string target)
    {
        Count(path);
        real.MakeLink(path, target);
        Add(Durable.ParentOf(path), () => File.Delete(path));
    }

    public bool TryLink(string existing, string created)
    {
        Count(created);
        var isDone = real.TryLink(existing, created);
        if (isDone)
        {
            Add(Durable.ParentOf(created), () => File.Delete(created));
        }

        return isDone;
    }

    public bool TryExchange(string one, string other)
    {
        Count(other);
        var isDone = real.TryExchange(one, other);
        if (isDone)
        {
            Add(Durable.ParentOf(other), () => real.TryExchange(one, other));
        }

        return isDone;
    }

    public void Resemble(string path, string like)
    {
        Count(path);
        real.Resemble(path, like);
    }

    public void MakeDirectory(string path, UnixFileMode? mode = null)
    {
        Count(path);
        real.MakeDirectory(path, mode);
        Add(Durable.ParentOf(path), () => Directory.Delete(path, recursive: true));
    }

    public void SyncDirectory(string directory)
    {
        Count(directory);
        Settle(Path.GetFullPath(directory));
    }

    public void SyncTree(string directory)
    {
        Count(directory);
        var below = Path.GetFullPath(directory);
        lock (gate)
        {
            unsynced.RemoveAll(c => IsBelow(c.Key as string ?? (c.Key as Identity)?.Path, below));
        }
    }

    private static bool IsBelow(string? path, string directory) =>
        path is not null && (path == directory || path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private void Renamed(string from, string to, string? before)
    {
        Identity? moved;
        lock (gate)
        {
            if (files.Remove(from, out moved))
            {
                files[to] = moved;
                moved.Path = to;
            }
        }

        Add(
            Durable.ParentOf(to),
            () =>
            {
                MoveBack(to, from);
                if (moved is not null)
                {
                    moved.Path = from;
                }

                if (before is not null)
                {
                    File.Move(before, to);
                }
            }
        );
    }

    private static void MoveBack(string path, string before)
    {
        if (Directory.Exists(path))
        {
            Directory.Move(path, before);
        }
        else
        {
            File.Move(path, before);
        }
    }

    private string Kept(string path, bool copy)
    {
        var kept = Path.Combine(trash, Guid.NewGuid().ToString("N"));
        if (copy)
        {
            File.Copy(path, kept);
        }
        else
        {
            Directory.Move(path, kept);
        }

        return kept;
    }

    // Whether the operation is to fail here; a write leaves its first half.
    private void Count(string path, Action? half = null)
    {
        lock (gate)
        {
            if (isDead)
            {
                throw new PowerLostException();
            }

            Operations++;
            if (fails == 0 || (forGood ? Operations < fails : Operations != fails))
            {
                return;
            }

            HasStruck = true;
            if (dies)
            {
                isDead = true;
                throw new PowerLostException();
            }
        }

        half?.Invoke();
        throw Durable.Failure(path, NoRoom);
    }

    private void Add(object key, Action undo, Action? half = null)
    {
        lock (gate)
        {
            unsynced.Add(new(key is string path ? Path.GetFullPath(path) : key, undo, half));
        }
    }

    private void Settle(object key)
    {
        lock (gate)
        {
            unsynced.RemoveAll(c => c.Key.Equals(key));
        }
    }

    private sealed record Change(object Key, Action Undo, Action? Half);

    private sealed class Identity
    {
        internal required string Path { get; set; }
    }

    private sealed class Watched(FaultyDisk disk, DiskFile real, Identity identity) : DiskFile
    {
        public override string Path => real.Path;

        public override long Length => disk.isDead ? throw new PowerLostException() : real.Length;

        private string Now => identity.Path;

        public override int Read(Span<byte> buffer, long offset) =>
            disk.isDead ? throw new PowerLostException()
            : disk.Unreadable is { } bad && Path.EndsWith(bad, StringComparison.Ordinal) ? throw Durable.Failure(Path, BadBlock)
            : real.Read(buffer, offset);

        public override void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var all = bytes.ToArray();
            disk.Count(Path, () => Put(all.AsSpan(0, all.Length / 2), offset));
            Put(all, offset);
        }

        public override void SetLength(long length)
        {
            disk.Count(Path);
            var before = File.ReadAllBytes(Now);
            real.SetLength(length);
            disk.Add(identity, () => File.WriteAllBytes(Now, before));
        }

        public override void Sync()
        {
            disk.Count(Path);
            disk.Settle(identity);
        }

        public override void SetRights(UnixFileMode rights) => real.SetRights(rights);

        public override void SetWritten(DateTimeOffset time) => real.SetWritten(time);

        public override void Resemble(string path, bool rights) => real.Resemble(path, rights);

        protected override void Dispose(bool disposing) => real.Dispose();

        private void Put(ReadOnlySpan<byte> bytes, long offset)
        {
            var before = File.ReadAllBytes(Now);
            var half = before.Length < offset + bytes.Length ? offset + (bytes.Length / 2) : -1;
            real.Write(bytes, offset);
            disk.Add(
                identity,
                () => File.WriteAllBytes(Now, before),
                () =>
                {
                    if (half >= 0)
                    {
                        using var cut = new FileStream(Now, FileMode.Open);
                        cut.SetLength(Math.Min(cut.Length, half));
                    }
                }
            );
        }
    }
}
