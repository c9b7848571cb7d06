using System.IO.Compression;
using OemRunbooks.Foundation.Files;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;
using Unpack = SharpCompress.Compressors.CompressionMode;

namespace OemRunbooks.Foundation.Packing;

/// <summary>Streams of bytes, unpacked.</summary>
/// <remarks>What is damaged, or asks for more memory than there is, is an <see cref="InvalidDataException"/>.</remarks>
public static class Compressed
{
    private const int BlockBytes = 1 << 17;

    /// <summary>How many of the first bytes tell how a file is compressed.</summary>
    public const int HeadBytes = 6;

    /// <summary>How bytes are compressed, by the first of them.</summary>
    public static Compression Of(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0x1F, 0x8B, ..] => Compression.Gzip,
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => Compression.Bzip2,
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => Compression.Xz,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Compression.Zstandard,
            _ => Compression.None,
        };

    /// <summary>The bytes behind a compressed stream, which can only be read, and stays open.</summary>
    public static Stream Open(Compression compression, Stream packed) =>
        compression switch
        {
            Compression.Gzip => new Guarded(() => new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true), null),
            Compression.Bzip2 => new Guarded(
                () => BZip2Stream.Create(packed, Unpack.Decompress, decompressConcatenated: true, leaveOpen: true),
                null
            ),
            Compression.Xz => new Guarded(() => new XZStream(new Kept(packed)), () => packed.Position < packed.Length),
            Compression.Zstandard => new Guarded(() => new DecompressionStream(packed, BlockBytes, true, true), null),
            _ => new Guarded(() => new Kept(packed), null),
        };

    /// <summary>Whether an exception is how a reader of archives says that it can't go on.</summary>
    public static bool IsDamage(Exception error) =>
        error
            is SharpCompress.Common.SharpCompressException
                or EndOfStreamException
                or InvalidDataException
                or IndexOutOfRangeException
                or NullReferenceException
                or ArgumentException
                or ArithmeticException
                or InvalidOperationException
                or NotSupportedException
                or OutOfMemoryException
                or ZstdException;

    // Another implementation's exceptions are told in one word; where more streams follow, they are read as one.
    private sealed class Guarded(Func<Stream> open, Func<bool>? hasMore) : SourceStream
    {
        private Stream? inner;

        public override int Read(Span<byte> buffer)
        {
            try
            {
                inner ??= open();
                int count;
                while ((count = inner.Read(buffer)) == 0 && !buffer.IsEmpty && hasMore?.Invoke() == true)
                {
                    inner = open();
                }

                return count;
            }
            catch (Exception error) when (IsDamage(error))
            {
                throw new InvalidDataException(error.Message, error);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner?.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    // Not closed by whoever reads it.
    private sealed class Kept(Stream stream) : SourceStream
    {
        public override long Position
        {
            get => stream.Position;
            set => stream.Position = value;
        }

        public override int Read(Span<byte> buffer) => stream.Read(buffer);
    }
}
