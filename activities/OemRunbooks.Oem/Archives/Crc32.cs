using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmCrc32 = System.Runtime.Intrinsics.Arm.Crc32;

namespace OemRunbooks.Oem.Archives;

/// <summary>CRC-32 of gzip and zip. Folds 64 bytes at a time where the processor can multiply without carry.</summary>
/// <remarks>The base library has it only inside its gzip stream. Constants: Intel, "Fast CRC computation using PCLMULQDQ".</remarks>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    internal static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var state = ~crc;
        if (Pclmulqdq.IsSupported && Sse2.IsSupported && bytes.Length >= 64)
        {
            var folded = bytes.Length & ~15;
            state = Fold(state, bytes[..folded]);
            bytes = bytes[folded..];
        }
        else if (ArmCrc32.Arm64.IsSupported)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                state = ArmCrc32.Arm64.ComputeCrc32(state, BitConverter.ToUInt64(bytes));
            }
        }

        foreach (var b in bytes)
        {
            state = Table[(byte)state ^ b] ^ (state >> 8);
        }

        return ~state;
    }

    // Runs for seconds within one call or two: there is no time to start with slow code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Fold(uint state, ReadOnlySpan<byte> bytes)
    {
        var k12 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL);
        var k34 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        var x1 = Load(bytes, 0) ^ Vector128.CreateScalar(state).AsUInt64();
        var x2 = Load(bytes, 16);
        var x3 = Load(bytes, 32);
        var x4 = Load(bytes, 48);
        for (bytes = bytes[64..]; bytes.Length >= 64; bytes = bytes[64..])
        {
            x1 = Multiply(x1, k12) ^ Load(bytes, 0);
            x2 = Multiply(x2, k12) ^ Load(bytes, 16);
            x3 = Multiply(x3, k12) ^ Load(bytes, 32);
            x4 = Multiply(x4, k12) ^ Load(bytes, 48);
        }

        x1 = Multiply(x1, k34) ^ x2;
        x1 = Multiply(x1, k34) ^ x3;
        x1 = Multiply(x1, k34) ^ x4;
        for (; bytes.Length >= 16; bytes = bytes[16..])
        {
            x1 = Multiply(x1, k34) ^ Load(bytes, 0);
        }

        return Reduce(x1, k34);
    }

    private static uint Reduce(Vector128<ulong> x, Vector128<ulong> k34)
    {
        var low32 = Vector128.Create(uint.MaxValue, 0, uint.MaxValue, 0).AsUInt64();
        x = Pclmulqdq.CarrylessMultiply(x, k34, 0x10) ^ Sse2.ShiftRightLogical128BitLane(x, 8);
        var k5 = Vector128.CreateScalar(0x0163cd6124UL);
        x = Pclmulqdq.CarrylessMultiply(x & low32, k5, 0x00) ^ Sse2.ShiftRightLogical128BitLane(x, 4);
        var barrett = Vector128.Create(0x01db710641UL, 0x01f7011641UL);
        var q = Pclmulqdq.CarrylessMultiply(x & low32, barrett, 0x10) & low32;
        x ^= Pclmulqdq.CarrylessMultiply(q, barrett, 0x00);
        return x.AsUInt32().GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> x, Vector128<ulong> k) =>
        Pclmulqdq.CarrylessMultiply(x, k, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, k, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ReadOnlySpan<byte> bytes, int offset) => Vector128.Create(bytes.Slice(offset, 16)).AsUInt64();

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var c = i;
            for (var bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[i] = c;
        }

        return table;
    }
}
