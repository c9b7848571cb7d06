namespace OemRunbooks.Oem.Archives;

/// <summary>Ceilings for an archive that nobody has authenticated yet.</summary>
/// <remarks>Source: trust.md, "Archives".</remarks>
internal sealed record ArchiveLimits
{
    /// <summary>Most entries, directories included.</summary>
    /// <value>Default 50 000.</value>
    public int Entries { get; init; } = 50_000;

    /// <summary>Most characters of all names together, of directories that are only implied too.</summary>
    /// <value>Default 4 Mi: 50 000 names of 80 characters.</value>
    public long NameBytes { get; init; } = 4 << 20;

    /// <summary>Most bytes of documents and signatures that are kept to be looked at, together.</summary>
    /// <value>Default 16 MiB.</value>
    public long KeptBytes { get; init; } = 16 << 20;

    /// <summary>Most bytes after decompression, headers included.</summary>
    /// <value>Default 16 GiB.</value>
    public long TotalBytes { get; init; } = 16L << 30;

    /// <summary>Most bytes of one file.</summary>
    /// <value>Default 8 GiB.</value>
    public long FileBytes { get; init; } = 8L << 30;
}
