using System.Buffers.Binary;

namespace OemRunbooks.Activities.Common;

/// <summary>How much room an archive's content takes up, told without unpacking it.</summary>
internal static class UnpackedSize
{
    /// <summary>
    /// The length that a gzip file ends with, but never less than the archive's own: enough to plan with, proof of nothing.
    /// </summary>
    internal static long Of(string archive)
    {
        using var stream = new FileStream(archive, new FileStreamOptions { BufferSize = 0, Share = FileShare.Read });
        var size = stream.Length;
        if (!archive.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || size < 18)
        {
            return size;
        }

        Span<byte> trailer = stackalloc byte[4];
        stream.Position = size - 4;
        stream.ReadExactly(trailer);
        return Math.Max(size, BinaryPrimitives.ReadUInt32LittleEndian(trailer));
    }
}
