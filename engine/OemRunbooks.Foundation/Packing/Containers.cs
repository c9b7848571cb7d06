using SharpCompress.Archives.SevenZip;
using SharpCompress.Readers.Rar;

namespace OemRunbooks.Foundation.Packing;

/// <summary>Looks into archives and compressed files that are not made here, part by part.</summary>
internal static class Containers
{
    /// <summary>Which archive it is, by its first bytes; null for none of these.</summary>
    internal static string? FormOf(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C]) ? "7z"
        : start.StartsWith((ReadOnlySpan<byte>)[.. "Rar!"u8, 0x1A, 0x07]) ? "rar"
        : null;

    /// <summary>The contents, one after another; each is to be read and closed before the next.</summary>
    /// <exception cref="InvalidDataException">It is damaged or encrypted.</exception>
    internal static IEnumerable<Stream> Open(string form, byte[] content)
    {
        var packed = new MemoryStream(content, writable: false);
        if (form is not ("7z" or "rar"))
        {
            yield return Compressed.Open(Compressed.Of(content), packed);
            yield break;
        }

        using var archive = form == "7z" ? SevenZipArchive.OpenArchive(packed) : null;
        using var reader = archive?.ExtractAllEntries() ?? RarReader.OpenReader(packed);
        while (reader.MoveToNextEntry())
        {
            if (reader.Entry.IsEncrypted)
            {
                throw new InvalidDataException();
            }

            if (!reader.Entry.IsDirectory)
            {
                yield return reader.OpenEntryStream();
            }
        }
    }
}
