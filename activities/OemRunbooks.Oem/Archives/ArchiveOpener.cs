namespace OemRunbooks.Oem.Archives;

/// <summary>Opens an archive by what it is, not by what it is called.</summary>
internal static class ArchiveOpener
{
    internal static IArchiveReader Open(ArchiveInput input, ArchiveLimits limits)
    {
        Span<byte> magic = stackalloc byte[4];
        if (input.Length < magic.Length)
        {
            throw new OemException(Faults.ArchiveTruncated("archive"));
        }

        input.Peek(0, magic, "archive");
        return magic switch
        {
            [0x1F, 0x8B, ..] => new TarReader(input, limits),
            [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6] => new ZipReader(input, limits),
            _ => throw new OemException(Faults.ArchiveUnsupported("neither-gzip-nor-zip")),
        };
    }
}
