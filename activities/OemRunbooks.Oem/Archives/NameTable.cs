using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Archives;

/// <summary>Finds names that are the same, or that a file system may take for the same.</summary>
internal sealed class NameTable(ArchiveLimits limits)
{
    private readonly Dictionary<string, Known> names = new(StringComparer.Ordinal);
    private long bytes;

    private enum Kind
    {
        File,
        Directory,
        ImpliedDirectory,
    }

    internal void Add(string path, bool isDirectory)
    {
        // From the innermost up: a parent that is known has known parents.
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (!AddParent(path[..slash], path))
            {
                break;
            }
        }

        var key = UnicodeTables.Likeness(path);
        var kind = isDirectory ? Kind.Directory : Kind.File;
        if (names.TryGetValue(key, out var other) && !(isDirectory && other.Kind == Kind.ImpliedDirectory && other.Path == path))
        {
            throw Collision(path, other.Path);
        }

        Keep(key, path, kind);
    }

    // Names are kept before anybody has authenticated them: a few bytes of an archive may imply many and long ones.
    private void Keep(string key, string path, Kind kind)
    {
        bytes += path.Length;
        if (names.Count >= limits.Entries || bytes > limits.NameBytes)
        {
            throw new OemException(
                bytes > limits.NameBytes
                    ? Faults.ArchiveTooLarge(limits.NameBytes, "name-bytes")
                    : Faults.ArchiveTooLarge(limits.Entries, "entries")
            );
        }

        names[key] = new Known(path, kind);
    }

    // False when it was known already.
    private bool AddParent(string parent, string path)
    {
        var key = UnicodeTables.Likeness(parent);
        if (!names.TryGetValue(key, out var other))
        {
            Keep(key, parent, Kind.ImpliedDirectory);
            return true;
        }

        if (other.Kind == Kind.File || other.Path != parent)
        {
            throw Collision(path, other.Path);
        }

        return false;
    }

    private static OemException Collision(string path, string other) => new OemException(Faults.ArchiveNameCollision(path, other));

    private readonly record struct Known(string Path, Kind Kind);
}
