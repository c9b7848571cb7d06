namespace OemRunbooks.Oem.Archives;

/// <summary>How far the reading of an archive has come.</summary>
/// <param name="ArchiveBytes">Bytes of the archive read so far.</param>
/// <param name="ArchiveLength">Bytes of the whole archive.</param>
/// <param name="Files">Files finished so far.</param>
public readonly record struct ArchiveProgress(long ArchiveBytes, long ArchiveLength, int Files);
