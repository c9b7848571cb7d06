using System.Buffers.Binary;

namespace OemRunbooks.Foundation.Files;

/// <summary>A picture that a browser can be given: what it is, by its bytes and not by its name.</summary>
/// <remarks>
/// PNG, JPEG, WebP and GIF hold nothing but pixels. An SVG is a document that can hold scripts and is none of them, whatever it is called.
/// Source: console.md, "Safety".
/// </remarks>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c> or <c>image/gif</c>.</param>
/// <param name="Width">Pixels, at least 1.</param>
/// <param name="Height">Pixels, at least 1.</param>
public sealed record Picture(string MediaType, int Width, int Height)
{
    /// <summary>The most bytes of a picture that comes with runbooks: as many as a file of a pack may have.</summary>
    public const int MostBytes = 1 << 20;

    // A small file can unfold into more pixels than a machine has memory for; the largest telephone takes 108 million.
    private const int LongestSide = 16_384;
    private const long MostPixels = 120_000_000;

    private static readonly (string Ending, string MediaType)[] Endings =
    [
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"),
        ("webp", "image/webp"),
        ("gif", "image/gif"),
    ];

    /// <summary>The endings of files that can be pictures, without a dot.</summary>
    public static IEnumerable<string> KnownEndings => Endings.Select(static e => e.Ending);

    /// <summary>How files of its kind end, without a dot.</summary>
    public string Ending => Endings.First(e => e.MediaType == MediaType).Ending;

    /// <summary>What a file says by its ending that it is; null when that is no picture.</summary>
    public static string? MediaTypeOf(string path) =>
        Endings.FirstOrDefault(e => path.EndsWith("." + e.Ending, StringComparison.OrdinalIgnoreCase)).MediaType;

    /// <summary>What bytes are; null when they are no picture, or one with more pixels than can be shown.</summary>
    public static Picture? Of(ReadOnlySpan<byte> bytes) => Png(bytes) ?? Gif(bytes) ?? Jpeg(bytes) ?? Webp(bytes);

    private static Picture? Png(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 33
        && bytes[..8].SequenceEqual((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
        && bytes[12..16].SequenceEqual("IHDR"u8)
            ? Sized("image/png", BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]))
            : null;

    private static Picture? Gif(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 14 && (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            ? Sized("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]))
            : null;

    // Segments, one after another, until the one that says how large the picture is.
    private static Picture? Jpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0xFF, 0xD8, 0xFF, ..])
        {
            return null;
        }

        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            // Of the markers of a frame three are tables that share its numbers.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Sized(
                    "image/jpeg",
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..])
                );
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2)
            {
                return null;
            }

            at += 2 + length;
        }

        return null;
    }

    private static Picture? Webp(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || !bytes.StartsWith("RIFF"u8) || !bytes[8..12].SequenceEqual("WEBP"u8))
        {
            return null;
        }

        var kind = bytes[12..16];
        if (kind.SequenceEqual("VP8X"u8))
        {
            return Sized("image/webp", Short24(bytes[24..]) + 1, Short24(bytes[27..]) + 1);
        }

        if (kind.SequenceEqual("VP8L"u8) && bytes[20] == 0x2F)
        {
            var packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return Sized("image/webp", (packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1);
        }

        return kind.SequenceEqual("VP8 "u8) && bytes[23..26].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
            ? Sized(
                "image/webp",
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFFu,
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFFu
            )
            : null;
    }

    private static uint Short24(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    private static Picture? Sized(string mediaType, uint width, uint height) =>
        width is > 0 and <= LongestSide && height is > 0 and <= LongestSide && (long)width * height <= MostPixels
            ? new(mediaType, (int)width, (int)height)
            : null;
}
