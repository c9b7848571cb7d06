using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace OemRunbooks.EndToEnd.Redaction;

/// <summary>Looks for secrets in everything that a run has left.</summary>
internal sealed class Sieve
{
    private static readonly EnumerationOptions All = new()
    {
        AttributesToSkip = FileAttributes.None,
        RecurseSubdirectories = true,
        MatchType = MatchType.Simple,
    };
    private readonly string[] roots;
    private readonly Dictionary<string, string> before;
    private readonly List<(string Key, byte[] Spelling)> secrets;

    internal Sieve(IReadOnlyDictionary<string, string> keys, params string[] roots)
    {
        this.roots = roots;
        before = Files().ToDictionary(static f => f, Digest, StringComparer.Ordinal);
        secrets = [.. keys.SelectMany(static k => Spellings.Of(k.Value).Select(s => (k.Key, s)))];
    }

    /// <summary>How many files were looked at, those inside of packages included.</summary>
    internal int Looked { get; private set; }

    /// <summary>Every find: where, and which secret.</summary>
    internal List<string> Finds { get; } = [];

    /// <summary>Looks through what is new or changed since the beginning; an input that still is what it was is nobody's leak.</summary>
    internal void Files(string what)
    {
        foreach (var file in Files().Where(f => !before.TryGetValue(f, out var digest) || digest != Digest(f)))
        {
            Content($"{what}: {file}", File.ReadAllBytes(file));
            Text($"{what}: name of {file}", Path.GetFileName(file));
        }
    }

    internal void Text(string where, string text) => Content(where, Encoding.UTF8.GetBytes(text));

    private void Content(string where, byte[] content)
    {
        Looked++;
        Finds.AddRange(
            secrets
                .Where(s => content.AsSpan().IndexOf(s.Spelling) >= 0)
                .Select(s => $"{where}: {s.Key} as {Encoding.UTF8.GetString(s.Spelling)}")
                .Distinct()
        );
        if (content.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(content));
            foreach (var member in zip.Entries)
            {
                using var stream = member.Open();
                Content($"{where}!{member.FullName}", Read(stream));
            }
        }
        else if (content.Length > 2 && content[0] == 0x1F && content[1] == 0x8B)
        {
            using var stream = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            Content($"{where}!", Read(stream));
        }
        else if (where.EndsWith(".eml", StringComparison.Ordinal))
        {
            foreach (
                var part in Encoding
                    .UTF8.GetString(content)
                    .Split("\r\n\r\n")
                    .Select(static p => p.ReplaceLineEndings("").Split("--")[0].Trim())
                    .Where(static p => p.Length > 40)
            )
            {
                Span<byte> decoded = new byte[part.Length];
                if (Convert.TryFromBase64String(part, decoded, out var length))
                {
                    Content($"{where}!part", decoded[..length].ToArray());
                }
            }
        }
    }

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private IEnumerable<string> Files() =>
        roots.SelectMany(static r => Directory.EnumerateFiles(r, "*", All)).Where(static f => new FileInfo(f).LinkTarget is null);

    private static string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
