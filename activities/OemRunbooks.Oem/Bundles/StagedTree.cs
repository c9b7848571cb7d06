using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem.Bundles;

/// <summary>A complete, verified tree in a private directory, on the disk, waiting to be published by a rename.</summary>
/// <remarks>Disposing removes what is left of it: everything when it was not published, else only the private directory.</remarks>
public sealed class StagedTree : IDisposable
{
    /// <summary>How the names of private directories begin; one that a crash left behind may be deleted.</summary>
    public const string Prefix = ".oem-staging-";

    private readonly string room;
    private bool released;

    private StagedTree(string room)
    {
        this.room = room;
        Path = System.IO.Path.Combine(room, "tree");
    }

    /// <summary>The tree; rename it to its place.</summary>
    public string Path { get; }

    /// <summary>Leaves the tree where it is when this object is disposed, for a caller that goes on after a crash.</summary>
    public void Release() => released = true;

    /// <inheritdoc />
    public void Dispose()
    {
        if (!released && Directory.Exists(room))
        {
            Disk.Do(room, () => Directory.Delete(room, recursive: true));
        }
    }

    /// <summary>Makes an empty one, mode 0700, below a directory that exists or is made.</summary>
    internal static StagedTree Create(string parent)
    {
        var full = System.IO.Path.GetFullPath(parent);
        var room = System.IO.Path.Combine(full, Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true));
        return Disk.Do(
            room,
            () =>
            {
                Durable.CreateDirectory(full);
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(room);
                }
                else
                {
                    Directory.CreateDirectory(room, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }

                var staged = new StagedTree(room);
                Directory.CreateDirectory(staged.Path);
                return staged;
            }
        );
    }

    /// <summary>Runs the work that fills the tree; whatever fails, nothing stays behind.</summary>
    internal static (StagedTree Tree, T Result) Fill<T>(string parent, Func<string, T> work)
    {
        var staged = Create(parent);
        try
        {
            var result = work(staged.Path);
            Disk.Do(staged.Path, () => Durable.SyncTree(staged.Path));
            return (staged, result);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Another private directory beside the tree, for work in progress.</summary>
    internal static string WorkRoom(string tree) =>
        Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(tree)!, "work")).FullName;
}
