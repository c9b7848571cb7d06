namespace OemRunbooks.Oem.Archives;

/// <summary>The bytes behind a compression, read once; whoever sees their end has seen all of an undamaged file.</summary>
internal interface IByteSource : IDisposable
{
    /// <summary>The input below.</summary>
    ArchiveInput Input { get; }

    /// <summary>Bytes read so far.</summary>
    long Total { get; }

    /// <summary>Reads bytes; 0 at the end.</summary>
    int Read(Span<byte> target);
}
