using System.Text;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Tests.Entries;

/// <summary>The lines of the golden journals, and ways to spoil them.</summary>
internal static class Golden
{
    /// <summary>Every run's and ledger's file, byte for byte.</summary>
    internal static IReadOnlyList<byte[]> Journals { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Root(), "tests", "journals", "0.1"), "*.jsonl", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];

    /// <summary>All their lines, each once.</summary>
    internal static IReadOnlyList<byte[]> Lines { get; } =
    [
        .. Journals
            .SelectMany(static j => Encoding.Latin1.GetString(j).Split('\n'))
            .Distinct(StringComparer.Ordinal)
            .Select(Encoding.Latin1.GetBytes),
    ];

    private static readonly byte[][] Pieces =
    [
        .. """
            {}|[]|"|,|:|null|true|false|0|-0|00|01|-1|1e3|1.0|+1|9007199254740991|9007199254740992|-9007199254740992|99999999999999999999
            |\u0000|\u001f|\u001F|\u0008|\u0009|\u000a|\u0041|\ud83d|\udc00|\/|\b|\t|\n|\f|\r|\"|\\|\x|\u|\u00|é|😀|ł|{"$secret":"env:A"}
            |{"$secret":1}|"$secret":"x",|"a":1,|"a":{},|"zz":[1,2],|[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]|2026-02-30T00:00:00.000Z
            |step.started|sealed|"artefacts":[],|"path":"x",|"attempt":2147483648,|"attempt":1,|,"zzz":1
            """.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes),
        [0xC0, 0x80],
        [0xE0, 0x80, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xFF],
        [0],
        [0x1F],
        [0x7F],
        [(byte)' '],
        [(byte)'\r'],
    ];

    /// <summary>Bytes with one thing about them changed.</summary>
    internal static byte[] Spoilt(byte[] given, Random random)
    {
        var at = random.Next(given.Length + 1);
        var length = Math.Min(random.Next(1, 9), given.Length - at);
        var piece = Pieces[random.Next(Pieces.Length)];
        switch (random.Next(7))
        {
            case 0 when at < given.Length:
                var flipped = given.ToArray();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1 when at < given.Length:
                var set = given.ToArray();
                set[at] = (byte)random.Next(256);
                return set;
            case 2:
                return [.. given[..at], .. given[(at + length)..]];
            case 3:
                return [.. given[..at], .. piece, .. given[(at + length)..]];
            case 4:
                return [.. given[..(at + length)], .. given[at..]];
            case 5:
                var from = random.Next(given.Length + 1);
                return [.. given[..at], .. given[from..Math.Min(given.Length, from + random.Next(40))], .. given[at..]];
            default:
                return [.. given[..at], .. piece, .. given[at..]];
        }
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "OemRunbooks.sln")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("not in the repository");
        }

        return at;
    }
}

/// <summary>A file that is its bytes, of which one place may be unreadable.</summary>
internal sealed class GivenFile(byte[] content, long unreadableFrom = long.MaxValue) : DiskFile
{
    public override string Path => "given";

    public override long Length => content.Length;

    public override int Read(Span<byte> buffer, long offset)
    {
        var until = Math.Min(content.Length, unreadableFrom);
        if (offset >= unreadableFrom)
        {
            throw Durable.Failure("given", 5);
        }

        var read = (int)Math.Min(buffer.Length, Math.Max(0, until - offset));
        content.AsSpan((int)Math.Min(offset, content.Length), read).CopyTo(buffer);
        return read;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset) => throw new NotSupportedException();

    public override void SetLength(long length) => throw new NotSupportedException();

    public override void Sync() => throw new NotSupportedException();

    public override void SetRights(UnixFileMode rights) => throw new NotSupportedException();

    public override void SetWritten(DateTimeOffset time) => throw new NotSupportedException();

    public override void Resemble(string path, bool rights) => throw new NotSupportedException();

    protected override void Dispose(bool disposing) { }
}
