using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem.Bundles;

/// <summary>A complete, verified tree in a private directory, on the disk, waiting to be published by a rename.</summary>
/// <remarks>Disposing removes what is left of it: everything when it was not published, else only the private directory.</remarks>
public sealed class StagedTree : IDisposable
{
    /// <summary>How the names of private directories begin; one that a crash left behind may be deleted.</summary>
    public const string Prefix = ".oem-staging-";

    private readonly IDisk disk;
    private readonly string room;
    private bool released;

    private StagedTree(IDisk disk, string room)
    {
        (this.disk, this.room) = (disk, room);
        Path = System.IO.Path.Combine(room, "tree");
    }

    /// <summary>The tree; rename it to its place.</summary>
    public string Path { get; }

    /// <summary>Leaves the tree where it is when this object is disposed, for a caller that goes on after a crash.</summary>
    public void Release() => released = true;

    /// <inheritdoc />
    public void Dispose()
    {
        if (!released && disk.IsDirectory(room))
        {
            OemDisk.Do(room, () => disk.Delete(room));
        }
    }

    /// <summary>Makes an empty one, mode 0700, below a directory that exists or is made.</summary>
    internal static StagedTree Create(IDisk disk, string parent)
    {
        var full = System.IO.Path.GetFullPath(parent);
        var room = System.IO.Path.Combine(full, Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true));
        return OemDisk.Do(
            room,
            () =>
            {
                disk.CreateDirectory(full);
                disk.MakeDirectory(room, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                var staged = new StagedTree(disk, room);
                disk.MakeDirectory(staged.Path);
                return staged;
            }
        );
    }

    /// <summary>Runs the work that fills the tree; whatever fails, nothing stays behind.</summary>
    internal static (StagedTree Tree, T Result) Fill<T>(IDisk disk, string parent, Func<string, T> work)
    {
        var staged = Create(disk, parent);
        try
        {
            var result = work(staged.Path);
            OemDisk.Do(staged.Path, () => disk.SyncTree(staged.Path));
            return (staged, result);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Another private directory beside the tree, for work in progress.</summary>
    internal static string WorkRoom(IDisk disk, string tree)
    {
        var work = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(tree)!, "work");
        disk.MakeDirectory(work);
        return work;
    }
}
