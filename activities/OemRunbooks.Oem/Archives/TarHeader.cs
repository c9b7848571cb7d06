using System.Buffers.Binary;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Archives;

/// <summary>One 512-byte header whose checksum is right.</summary>
internal readonly record struct TarHeader(byte[] Name, byte Type, long Size, long Mode)
{
    internal const long LargestOctalSize = 0x1_FFFF_FFFF;
    private const int ChecksumAt = 148;

    internal string ShownName => SpecText.Lenient(Name);

    internal static TarHeader Parse(ReadOnlySpan<byte> block)
    {
        var magic = block.Slice(257, 8);
        var isPosix = magic.SequenceEqual("ustar\000"u8);
        if (!isPosix && !magic.SequenceEqual("ustar  \0"u8))
        {
            throw TarReader.Corrupt("magic");
        }

        if (!isPosix && block.Slice(345, 155).ContainsAnyExcept((byte)0))
        {
            // GNU keeps times of its own there; tools disagree about whether it is a part of the name.
            throw TarReader.Corrupt("gnu-prefix");
        }

        if (Number(block.Slice(ChecksumAt, 8)) != Sum(block))
        {
            throw TarReader.Corrupt("checksum");
        }

        // Owners and time mean nothing here, but the tools that people compare us with refuse bad numbers, and so do we.
        _ = Number(block.Slice(108, 8));
        _ = Number(block.Slice(116, 8));
        _ = Number(block.Slice(136, 12));
        var size = Number(block.Slice(124, 12));
        return size >= 0
            ? new TarHeader(NameOf(block, isPosix), block[156], size, Number(block.Slice(100, 8)))
            : throw TarReader.Corrupt("negative-size");
    }

    private static byte[] NameOf(ReadOnlySpan<byte> block, bool isPosix)
    {
        var name = UpToNul(block[..100]);
        var prefix = isPosix ? UpToNul(block.Slice(345, 155)) : [];
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> field) =>
        field.IndexOf((byte)0) is >= 0 and var nul ? field[..nul] : field;

    private static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < block.Length; i++)
        {
            sum += i is >= ChecksumAt and < ChecksumAt + 8 ? 0 : block[i];
        }

        return sum;
    }

    /// <summary>Octal digits after blanks and before blanks and NULs, or GNU's big-endian binary.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] is 0x80 or 0xFF)
        {
            var fill = field[0] == 0x80 ? (byte)0 : (byte)0xFF;
            var value = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            var wide = field.Length == 8 ? value & 0x00FF_FFFF_FFFF_FFFF : value;
            var sound = field.Length == 8 ? fill == 0 : !field[1..^8].ContainsAnyExcept(fill) && (value < 0) == (fill != 0);
            return sound ? wide : throw TarReader.Corrupt("number");
        }

        // A NUL in front or between ends the number for one tool and is passed over by another.
        var text = field.TrimEnd(" \0"u8).TrimStart((byte)' ');
        long number = 0;
        foreach (var digit in text)
        {
            number = digit is >= (byte)'0' and <= (byte)'7' ? (number << 3) | (uint)(digit - '0') : throw TarReader.Corrupt("number");
        }

        return number;
    }
}
