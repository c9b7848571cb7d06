namespace OemRunbooks.Oem.Archives;

/// <summary>How the names of an archive's entries become paths.</summary>
internal enum Layout
{
    /// <summary>Everything is below one top directory, which is dropped; a leading <c>./</c> before it says nothing.</summary>
    Bundle,

    /// <summary>Paths start at the root; a leading <c>./</c> and the entry <c>.</c> are normal.</summary>
    Delta,
}

/// <summary>Applies the rules about names, counts and sizes to whatever a reader finds.</summary>
internal sealed class CheckedReader(IArchiveReader reader, Layout layout, ArchiveLimits limits)
{
    internal const string TopDirectory = "core_oem_staging";

    private readonly NameTable names = new(limits);
    private int count;
    private bool sawRoot;
    private bool sawHere;

    internal ArchiveInput Input => reader.Input;

    internal ArchiveEntry? Next()
    {
        while (reader.Next() is { } entry)
        {
            if (++count > limits.Entries)
            {
                throw new OemException(Faults.ArchiveTooLarge(limits.Entries, "entries"));
            }

            if (entry.Size > limits.FileBytes)
            {
                throw new OemException(Faults.ArchiveTooLarge(limits.FileBytes, "file-bytes", entry.Path));
            }

            if (PathOf(entry) is { } path)
            {
                EntryName.Demand(path);
                names.Add(path, entry.IsDirectory);
                return entry with { Path = path };
            }
        }

        return null;
    }

    internal int Read(Span<byte> target) => reader.Read(target);

    /// <summary>The path below the root; null for the root itself.</summary>
    private string? PathOf(in ArchiveEntry entry)
    {
        var path = entry.Path;
        if (path == "." && entry.IsDirectory)
        {
            return Root(entry, ref sawHere);
        }

        // What tar writes for "tar -C DIR ./NAME" says nothing about the path.
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        if (layout == Layout.Delta)
        {
            return path;
        }

        if (path == TopDirectory && entry.IsDirectory)
        {
            return Root(entry, ref sawRoot);
        }

        return path.StartsWith(TopDirectory + "/", StringComparison.Ordinal) ? path[(TopDirectory.Length + 1)..]
            : EntryName.Problem(path) is { } problem ? throw new OemException(Faults.ArchiveHostileName(entry.Path, problem))
            : throw new OemException(Faults.ArchiveNoBundle(Input.Path, path, TopDirectory));
    }

    private static string? Root(in ArchiveEntry entry, ref bool saw)
    {
        if (saw)
        {
            throw new OemException(Faults.ArchiveNameCollision(entry.Path, entry.Path));
        }

        saw = true;
        return null;
    }
}
