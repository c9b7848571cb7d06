namespace OemRunbooks.Oem.Archives;

/// <summary>Takes an archive's checked entries, one after another, on the pump's calling thread.</summary>
internal interface IEntrySink
{
    /// <summary>A directory, or a file whose bytes follow.</summary>
    void Begin(in ArchiveEntry entry);

    /// <summary>The next bytes of the file.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>The file is complete.</summary>
    void End();
}
