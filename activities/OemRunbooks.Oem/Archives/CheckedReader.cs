namespace OemRunbooks.Oem.Archives;

/// <summary>How the names of an archive's entries become paths.</summary>
internal enum Layout
{
    /// <summary>Everything is below one top directory, which is dropped.</summary>
    Bundle,

    /// <summary>Paths start at the root; a leading <c>./</c> and the entry <c>.</c> are normal.</summary>
    Delta,
}

/// <summary>Applies the rules about names, counts and sizes to whatever a reader finds.</summary>
internal sealed class CheckedReader(IArchiveReader reader, Layout layout, ArchiveLimits limits)
{
    internal const string TopDirectory = "core_oem_staging";

    private readonly NameTable names = new();
    private int count;
    private bool sawRoot;

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
        var root = layout == Layout.Bundle ? TopDirectory : ".";
        if (entry.Path == root && entry.IsDirectory)
        {
            if (sawRoot)
            {
                throw new OemException(Faults.ArchiveNameCollision(entry.Path, entry.Path));
            }

            sawRoot = true;
            return null;
        }

        if (entry.Path.StartsWith(root + "/", StringComparison.Ordinal))
        {
            return entry.Path[(root.Length + 1)..];
        }

        return layout == Layout.Delta
            ? entry.Path
            : throw new OemException(Faults.ArchiveHostileName(entry.Path, EntryName.Problem(entry.Path) ?? "outside-top-directory"));
    }
}
