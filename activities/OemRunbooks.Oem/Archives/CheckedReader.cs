using OemRunbooks.Oem.Text;

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
                throw OemException.Of(OemCodes.ArchiveTooLarge, ("what", "entries"), ("limit", Number.Of(limits.Entries)));
            }

            if (entry.Size > limits.FileBytes)
            {
                throw OemException.Of(OemCodes.ArchiveTooLarge, ("what", "file-bytes"), ("limit", Number.Of(limits.FileBytes)), ("entry", entry.Path));
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
                throw OemException.Of(OemCodes.ArchiveNameCollision, ("entry", entry.Path), ("other", entry.Path));
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
            : throw OemException.Of(OemCodes.ArchiveHostileName, ("entry", entry.Path), ("reason", EntryName.Problem(entry.Path) ?? "outside-top-directory"));
    }
}
