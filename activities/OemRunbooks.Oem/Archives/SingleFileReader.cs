namespace OemRunbooks.Oem.Archives;

/// <summary>A compressed file that is no archive: one entry, named after the file.</summary>
internal sealed class SingleFileReader(IByteSource source, string name) : IArchiveReader
{
    private bool isGiven;

    public ArchiveInput Input => source.Input;

    // How long it is, only its end tells.
    public ArchiveEntry? Next()
    {
        if (isGiven)
        {
            return null;
        }

        isGiven = true;
        return new(name, IsDirectory: false, Executable: false, Size: 0);
    }

    public int Read(Span<byte> target) => source.Read(target);

    public void Dispose() => source.Dispose();
}
