namespace OemRunbooks.Oem.Archives;

/// <summary>One entry: a plain file or a directory, nothing else exists here.</summary>
/// <param name="Path">As stored, without a directory's trailing slash.</param>
/// <param name="IsDirectory">True for a directory.</param>
/// <param name="Executable">Whether the owner may execute a file.</param>
/// <param name="Size">Bytes of a file.</param>
internal readonly record struct ArchiveEntry(string Path, bool IsDirectory, bool Executable, long Size);

/// <summary>
/// Reads an archive from its first byte to its last; whoever sees <c>null</c> from <see cref="Next"/> has seen a whole, undamaged one.
/// </summary>
internal interface IArchiveReader : IDisposable
{
    /// <summary>The input below; its digest is known at the end.</summary>
    ArchiveInput Input { get; }

    /// <summary>Goes to the next entry; the one before must have been read to its end.</summary>
    ArchiveEntry? Next();

    /// <summary>Reads bytes of the present file; 0 at its end.</summary>
    int Read(Span<byte> target);
}
