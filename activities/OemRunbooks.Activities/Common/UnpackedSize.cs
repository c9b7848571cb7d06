using System.Buffers.Binary;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Common;

/// <summary>How much room an archive's content takes up, told without unpacking it.</summary>
internal static class UnpackedSize
{
    /// <summary>
    /// The length that a gzip file ends with, but never less than the archive's own: enough to plan with, proof of nothing.
    /// </summary>
    internal static long Of(IDisk disk, string archive)
    {
        using var file = disk.Open(archive, FileUse.Read);
        var size = file.Length;
        if (!archive.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || size < 18)
        {
            return size;
        }

        Span<byte> trailer = stackalloc byte[4];
        return file.Read(trailer, size - 4) == 4 ? Math.Max(size, BinaryPrimitives.ReadUInt32LittleEndian(trailer)) : size;
    }
}
