using System.Numerics;
using System.Runtime.InteropServices;

namespace OemRunbooks.Activities.Common;

/// <summary>CRC-32C of what passes: tells a copy that was damaged on its way, a tenth as dear as a digest. Nobody's proof.</summary>
/// <remarks>
/// Source: RFC 3720, 12.1 and B.4; the processor has an instruction for it. All systems that we build for have the low byte first.
/// </remarks>
internal sealed class Checksum
{
    private uint crc = uint.MaxValue;

    internal uint Value => ~crc;

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        var now = crc;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            now = BitOperations.Crc32C(now, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            now = BitOperations.Crc32C(now, rest);
        }

        crc = now;
    }
}
