using System.IO.Compression;

namespace OemRunbooks.Oem.Archives;

/// <summary>Inflates a stretch of known length and knows whether the compressed data filled exactly that stretch.</summary>
/// <remarks>
/// The base library's stream tells neither that data ended early nor that it was cut off. The last byte of the stretch is
/// therefore handed over alone: if it was never asked for, something follows the data; if more was asked for, data is missing.
/// </remarks>
internal sealed class Inflater : IDisposable
{
    private readonly Window window;
    private readonly DeflateStream stream;
    private readonly string where;
    private bool finished;

    internal Inflater(ArchiveInput input, long compressedLength, string where)
    {
        this.where = where;
        window = new Window(input, compressedLength);
        stream = new DeflateStream(window, CompressionMode.Decompress);
    }

    /// <summary>CRC-32 of everything that came out.</summary>
    internal uint Crc { get; private set; }

    /// <summary>Number of bytes that came out.</summary>
    internal long Total { get; private set; }

    internal int Read(Span<byte> target)
    {
        if (finished || target.IsEmpty)
        {
            return 0;
        }

        int count;
        try
        {
            count = stream.Read(target);
        }
        catch (InvalidDataException e)
        {
            throw new OemException(Faults.ArchiveCorrupt("compressed-data", where), e);
        }

        Crc = Crc32.Append(Crc, target[..count]);
        Total += count;
        if (count == 0)
        {
            Finish();
        }

        return count;
    }

    public void Dispose() => stream.Dispose();

    private void Finish()
    {
        finished = true;
        if (window.AskedBeyondEnd)
        {
            throw new OemException(Faults.ArchiveTruncated(where));
        }

        if (window.Remaining > 0)
        {
            throw new OemException(Faults.ArchiveTrailingData(where));
        }
    }

    private sealed class Window(ArchiveInput input, long length) : Stream
    {
        internal long Remaining { get; private set; } = length;

        internal bool AskedBeyondEnd { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            AskedBeyondEnd |= Remaining == 0;
            var count = (int)Math.Min(buffer.Length, Remaining > 1 ? Remaining - 1 : Remaining);
            count = count == 0 ? 0 : input.Read(buffer[..count]);
            Remaining -= count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
