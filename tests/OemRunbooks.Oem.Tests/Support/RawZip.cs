using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Oem.Tests.Support;

/// <summary>Makes zip archives byte by byte; local and central fields can be changed apart.</summary>
internal sealed class RawZip
{
    private readonly ArrayBufferWriter<byte> locals = new();
    private readonly ArrayBufferWriter<byte> central = new();
    private int count;

    public RawZip File(
        string name,
        string content = "x",
        bool deflate = false,
        uint attributes = 0,
        Action<byte[]>? local = null,
        Action<byte[]>? record = null,
        byte[]? packed = null,
        string? localName = null
    )
    {
        var raw = Encoding.UTF8.GetBytes(name);
        var data = Encoding.UTF8.GetBytes(content);
        packed ??= deflate ? Deflate(data) : data;
        var head = new byte[30];
        Write(head, 0, 0x04034B50);
        head[4] = 20;
        Fields(head, 6, deflate, data, packed);
        var rawLocal = localName is null ? raw : Encoding.UTF8.GetBytes(localName);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(26), (ushort)rawLocal.Length);
        local?.Invoke(head);

        var entry = new byte[46];
        Write(entry, 0, 0x02014B50);
        entry[6] = 20;
        Fields(entry, 8, deflate, data, packed);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(28), (ushort)raw.Length);
        Write(entry, 38, attributes);
        Write(entry, 42, (uint)locals.WrittenCount);
        record?.Invoke(entry);

        locals.Write([.. head, .. rawLocal, .. packed]);
        central.Write([.. entry, .. raw]);
        count++;
        return this;
    }

    public RawZip Gap(byte[] bytes)
    {
        locals.Write(bytes);
        return this;
    }

    public byte[] Bytes
    {
        get
        {
            var end = new byte[22];
            Write(end, 0, 0x06054B50);
            BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)count);
            BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)count);
            Write(end, 12, (uint)central.WrittenCount);
            Write(end, 16, (uint)locals.WrittenCount);
            return [.. locals.WrittenSpan, .. central.WrittenSpan, .. end];
        }
    }

    public static void Write(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    public static byte[] Deflate(byte[] data)
    {
        if (data.Length == 0)
        {
            return [3, 0];
        }

        using var result = new MemoryStream();
        using (var stream = new DeflateStream(result, CompressionLevel.Optimal))
        {
            stream.Write(data);
        }

        return result.ToArray();
    }

    private static void Fields(byte[] bytes, int at, bool deflate, byte[] data, byte[] packed)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), 0x800);
        bytes[at + 2] = deflate ? (byte)8 : (byte)0;
        Write(bytes, at + 8, Crc32.Append(0, data));
        Write(bytes, at + 12, (uint)packed.Length);
        Write(bytes, at + 16, (uint)data.Length);
    }
}
