using System.Globalization;
using System.Text;

namespace OemRunbooks.Oem.Archives;

/// <summary>
/// Writes tar archives as Python's tarfile does in its pax format: an extension header with the time, and the name when it is long or not
/// ASCII.
/// </summary>
internal sealed class TarWriter(Stream output, DateTimeOffset time) : IDisposable
{
    private const int BlockSize = 512;
    private const int RecordSize = 20 * BlockSize;
    private long total;

    internal void Directory(string name) => Entry(name + "/", (byte)'5', 0x1ED, 0);

    internal void File(string name, bool executable, long size, Stream content)
    {
        Entry(name, (byte)'0', executable ? 0x1ED : 0x1A4, size);
        content.CopyTo(output, 1 << 20);
        total += size;
        Pad(BlockSize);
    }

    public void Dispose()
    {
        Put(new byte[2 * BlockSize]);
        Pad(RecordSize);
    }

    private void Entry(string name, byte type, int mode, long size)
    {
        var raw = Encoding.UTF8.GetBytes(name);
        var records = new StringBuilder();
        var micros = time.ToUnixTimeMilliseconds() / 1000m;
        if (micros != decimal.Truncate(micros))
        {
            records.Append(Record("mtime", micros.ToString(CultureInfo.InvariantCulture)));
        }

        if (raw.Length > 100 || !Ascii.IsValid(raw))
        {
            records.Append(Record("path", name));
        }

        if (size > TarHeader.LargestOctalSize)
        {
            records.Append(Record("size", size.ToString(CultureInfo.InvariantCulture)));
        }

        if (records.Length > 0)
        {
            var bytes = Encoding.UTF8.GetBytes(records.ToString());
            Header("././@PaxHeader"u8, (byte)'x', 0, bytes.Length, 0);
            Put(bytes);
            Pad(BlockSize);
        }

        Header(
            raw.AsSpan(0, Math.Min(raw.Length, 100)),
            type,
            mode,
            size > TarHeader.LargestOctalSize ? 0 : size,
            time.ToUnixTimeSeconds()
        );
    }

    private void Header(ReadOnlySpan<byte> name, byte type, int mode, long size, long seconds)
    {
        var block = new byte[BlockSize];
        name.CopyTo(block);
        Octal(block.AsSpan(100, 8), mode);
        Octal(block.AsSpan(108, 8), 0);
        Octal(block.AsSpan(116, 8), 0);
        Octal(block.AsSpan(124, 12), size);
        Octal(block.AsSpan(136, 12), seconds);
        block[156] = type;
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        Octal(block.AsSpan(329, 8), 0);
        Octal(block.AsSpan(337, 8), 0);
        Sign(block);
        Put(block);
    }

    /// <summary>Sets the checksum of a header.</summary>
    internal static void Sign(Span<byte> block)
    {
        var field = block.Slice(148, 8);
        field.Fill((byte)' ');
        var sum = 0;
        foreach (var b in block)
        {
            sum += b;
        }

        Octal(field[..7], sum);
        field[7] = (byte)' ';
    }

    internal static void Octal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    /// <summary>A pax record, which begins with its own length.</summary>
    internal static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 3;
        var length = rest + 1;
        while (rest + length.ToString(CultureInfo.InvariantCulture).Length != length)
        {
            length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{length} {key}={value}\n");
    }

    private void Pad(int unit) => Put(new byte[(int)((unit - (total % unit)) % unit)]);

    private void Put(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        total += bytes.Length;
    }
}
