using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Oem.Tests.Support;

/// <summary>Makes tar archives byte by byte, wrong ones too.</summary>
internal sealed class RawTar
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public RawTar Header(string name, char type = '0', string size = "", Action<byte[]>? change = null, bool signed = true) =>
        Header(Encoding.UTF8.GetBytes(name), type, size, change, signed);

    public RawTar Header(byte[] name, char type = '0', string size = "", Action<byte[]>? change = null, bool signed = true)
    {
        var block = new byte[512];
        name.CopyTo(block, 0);
        "0000644\0"u8.CopyTo(block.AsSpan(100));
        "0000000\0"u8.CopyTo(block.AsSpan(108));
        "0000000\0"u8.CopyTo(block.AsSpan(116));
        Encoding.ASCII.GetBytes(size.Length == 0 ? "00000000000\0" : size).CopyTo(block, 124);
        "14627701340\0"u8.CopyTo(block.AsSpan(136));
        block[156] = (byte)type;
        "ustar\00000"u8.CopyTo(block.AsSpan(257));
        TarWriter.Sign(block);
        change?.Invoke(block);
        if (change is not null && signed)
        {
            TarWriter.Sign(block);
        }

        bytes.Write(block);
        return this;
    }

    public RawTar File(string name, string content = "x", char type = '0') =>
        Header(name, type, Octal(Encoding.UTF8.GetByteCount(content))).Data(content);

    public RawTar Directory(string name) => Header(name + "/", '5');

    public RawTar Pax(string records, char type = 'x') =>
        Header("././@PaxHeader", type, Octal(Encoding.UTF8.GetByteCount(records))).Data(records);

    public RawTar Data(string content) => Raw(Encoding.UTF8.GetBytes(content)).Pad();

    public RawTar Raw(byte[] content)
    {
        bytes.Write(content);
        return this;
    }

    public RawTar Pad()
    {
        bytes.Write(new byte[(int)(-bytes.WrittenCount & 511)]);
        return this;
    }

    public RawTar End(int blocks = 2) => Raw(new byte[blocks * 512]);

    public byte[] Bytes => bytes.WrittenSpan.ToArray();

    public byte[] Gzip => Compress(Bytes);

    public static string Octal(long size) => Convert.ToString(size, 8).PadLeft(11, '0') + "\0";

    public static byte[] Compress(byte[] content)
    {
        if (content.Length == 0)
        {
            // The base library writes nothing at all for nothing.
            return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        }

        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return result.ToArray();
    }

    /// <summary>A gzip member with a trailer of one's own.</summary>
    public static byte[] WithTrailer(byte[] gzip, uint? crc = null, uint? length = null)
    {
        var copy = (byte[])gzip.Clone();
        if (crc is { } c)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(copy.Length - 8), c);
        }

        if (length is { } l)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(copy.Length - 4), l);
        }

        return copy;
    }
}
