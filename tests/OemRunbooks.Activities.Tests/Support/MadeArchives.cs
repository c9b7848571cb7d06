using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;
using SharpCompress.Writers.SevenZip;

namespace OemRunbooks.Activities.Tests.Support;

/// <summary>Archives of every kind, made by other implementations than the ones that read them.</summary>
internal static class MadeArchives
{
    internal static void Write(CallFactory station, string kind, params (string Path, string Text)[] files)
    {
        var path = station["a." + kind];
        switch (kind)
        {
            case "zip":
                using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
                {
                    foreach (var (name, text) in files)
                    {
                        using var entry = zip.CreateEntry(name).Open();
                        entry.Write(Encoding.UTF8.GetBytes(text));
                    }
                }

                break;
            case "7z":
                using (var file = File.Create(path))
                using (var seven = new SevenZipWriter(file, new SevenZipWriterOptions()))
                {
                    foreach (var (name, text) in files)
                    {
                        seven.Write(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), null);
                    }
                }

                break;
            case "rar":
                File.WriteAllBytes(path, Rar(files));
                break;
            default:
                File.WriteAllBytes(path, Packed(kind, Tar(files)));
                break;
        }
    }

    private static byte[] Packed(string kind, byte[] tar)
    {
        using var output = new MemoryStream();
        switch (kind)
        {
            case "tar.gz":
                return Gzip(tar);
            case "tar.bz2":
                using (var bz = BZip2Stream.Create(output, SharpCompress.Compressors.CompressionMode.Compress, false, leaveOpen: true))
                {
                    bz.Write(tar);
                }

                return output.ToArray();
            case "tar.zst":
                using (var zst = new CompressionStream(output, 3, 0, leaveOpen: true))
                {
                    zst.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
                    zst.Write(tar);
                }

                return output.ToArray();
            default:
                return tar;
        }
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    private static byte[] Tar((string Path, string Text)[] files)
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                        ModificationTime = CallFactory.Now,
                    }
                );
            }
        }

        return output.ToArray();
    }

    // RAR 4, files only stored: nobody but its maker may pack them. Source: the archive's technical note of UnRAR.
    private static byte[] Rar((string Path, string Text)[] files)
    {
        var output = new MemoryStream();
        output.Write([.. "Rar!"u8, 0x1A, 0x07, 0x00]);
        Header(output, 0x73, 0, new byte[6]);
        foreach (var (name, text) in files)
        {
            var (data, path) = (Encoding.UTF8.GetBytes(text), Encoding.ASCII.GetBytes(name));
            var fields = new MemoryStream();
            using (var write = new BinaryWriter(fields, Encoding.ASCII, leaveOpen: true))
            {
                write.Write(data.Length);
                write.Write(data.Length);
                write.Write((byte)3);
                write.Write(Crc(data));
                write.Write(0x5A210000);
                write.Write((byte)20);
                write.Write((byte)0x30);
                write.Write((ushort)path.Length);
                write.Write(0x81A4);
                write.Write(path);
            }

            Header(output, 0x74, 0x8000, fields.ToArray());
            output.Write(data);
        }

        Header(output, 0x7B, 0x4000, []);
        return output.ToArray();
    }

    private static void Header(MemoryStream output, byte type, ushort flags, byte[] fields)
    {
        byte[] head = [type, .. BitConverter.GetBytes(flags), .. BitConverter.GetBytes((ushort)(7 + fields.Length)), .. fields];
        output.Write(BitConverter.GetBytes((ushort)Crc(head)));
        output.Write(head);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
