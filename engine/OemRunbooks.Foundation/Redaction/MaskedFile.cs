using System.IO.Compression;
using OemRunbooks.Foundation.Packing;

namespace OemRunbooks.Foundation.Redaction;

/// <summary>A file that is to leave the station, with its secrets masked, compressed ones looked into.</summary>
/// <remarks>
/// gzip and zip are opened, also one inside the other, and packed anew when a secret was in them; bzip2, xz, Zstandard, 7z and rar are
/// looked into, and let through when there is none. What can't be looked into is said to be so, and never called masked.
/// Source: journal.md, "What changed".
/// </remarks>
public abstract record MaskedFile
{
    private const int Deepest = 4;
    private const long MostInside = 128L << 20;

    // Forms whose content can't be read here, by their first bytes.
    private static readonly (string Form, byte[] Sign)[] Closed =
    [
        ("lz4", [0x04, 0x22, 0x4D, 0x18]),
        ("lzip", [.. "LZIP"u8]),
        ("lzop", [0x89, .. "LZO"u8]),
        ("compress", [0x1F, 0x9D]),
        ("cab", [.. "MSCF"u8]),
        ("pdf", [.. "%PDF-"u8]),
    ];

    private MaskedFile() { }

    /// <summary>Its bytes, masked.</summary>
    /// <param name="Bytes">The bytes: the file's own where nothing was masked.</param>
    /// <param name="Count">How many secrets were masked.</param>
    public sealed record Looked(byte[] Bytes, int Count) : MaskedFile;

    /// <summary>A form that can't be looked into.</summary>
    /// <param name="Form">Which.</param>
    public sealed record Opaque(string Form) : MaskedFile;

    /// <summary>Looks through a file.</summary>
    public static MaskedFile Of(byte[] content, Redactor redactor)
    {
        var left = MostInside;
        return Of(content, redactor, Deepest, ref left);
    }

    private static MaskedFile Of(byte[] content, Redactor redactor, int deeper, ref long left)
    {
        if (Array.Find(Closed, c => content.AsSpan().StartsWith(c.Sign)) is { Form: { } closed })
        {
            return new Opaque(closed);
        }

        var form = FormOf(content);
        if (form is null)
        {
            return Plain(content, redactor);
        }

        try
        {
            return (form, deeper) switch
            {
                (_, 0) => new Opaque("nested"),
                ("gz", _) => Gzip(content, redactor, deeper, ref left),
                ("zip", _) => Zip(content, redactor, deeper, ref left),
                _ => Sealed(content, form, redactor, deeper, ref left),
            };
        }
        catch (Exception error) when (Compressed.IsDamage(error) || error is IOException)
        {
            return new Opaque(form);
        }
    }

    private static string? FormOf(ReadOnlySpan<byte> start) =>
        Compressed.Of(start) switch
        {
            Compression.Gzip => "gz",
            Compression.Bzip2 => "bz2",
            Compression.Xz => "xz",
            Compression.Zstandard => "zst",
            _ => start.StartsWith((ReadOnlySpan<byte>)[.. "PK"u8, 3, 4]) ? "zip" : Containers.FormOf(start),
        };

    // Forms that are read here and not written: one with a secret in it is as closed as one that can't be read.
    private static MaskedFile Sealed(byte[] content, string form, Redactor redactor, int deeper, ref long left)
    {
        foreach (var part in Containers.Open(form, content))
        {
            using (part)
            {
                if (Of(Inside(part, ref left), redactor, deeper - 1, ref left) is not Looked { Count: 0 })
                {
                    return new Opaque(form);
                }
            }
        }

        // Names are not compressed.
        return Plain(content, redactor) is { Count: 0 } ? new Looked(content, 0) : new Opaque(form);
    }

    private static Looked Plain(byte[] content, Redactor redactor)
    {
        // Text or not: a log in UTF-16 and a dump of memory hold zero bytes, and keys.
        var output = new System.Buffers.ArrayBufferWriter<byte>(content.Length + 16);
        var stream = new Redactor.Stream(redactor, output);
        stream.Write(content);
        stream.Complete();
        return new(output.WrittenSpan.ToArray(), stream.Masked);
    }

    private static MaskedFile Gzip(byte[] content, Redactor redactor, int deeper, ref long left)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        var found = Of(Inside(gzip, ref left), redactor, deeper - 1, ref left);
        if (found is not Looked { Count: > 0 } inside)
        {
            // The name in its head is not compressed.
            return found is Looked ? Plain(content, redactor) : found;
        }

        var packed = new MemoryStream();
        using (var anew = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            anew.Write(inside.Bytes);
        }

        return inside with
        {
            Bytes = packed.ToArray(),
        };
    }

    private static MaskedFile Zip(byte[] content, Redactor redactor, int deeper, ref long left)
    {
        var count = 0;
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read))
        using (var anew = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in zip.Entries)
            {
                using var stream = entry.Open();
                if (Of(Inside(stream, ref left), redactor, deeper - 1, ref left) is not Looked inside)
                {
                    return new Opaque("zip");
                }

                count += inside.Count;
                var copy = anew.CreateEntry(redactor.Apply(entry.FullName), CompressionLevel.Optimal);
                copy.LastWriteTime = entry.LastWriteTime;
                using var output = copy.Open();
                output.Write(inside.Bytes);
            }
        }

        return count == 0 ? Plain(content, redactor) : new Looked(packed.ToArray(), count);
    }

    private static byte[] Inside(Stream stream, ref long left)
    {
        var inside = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0; )
        {
            left -= read;
            if (left < 0)
            {
                throw new InvalidDataException();
            }

            inside.Write(block, 0, read);
        }

        return inside.ToArray();
    }
}
