using System.Text;

namespace OemRunbooks.EndToEnd.Redaction;

/// <summary>A secret as it may turn up; written down here anew, so that a gap in the product's list is no gap in the test's.</summary>
internal static class Spellings
{
    /// <summary>What is looked for: the key's text and the bytes that it stands for, each in every spelling.</summary>
    internal static IEnumerable<byte[]> Of(string key) => Both(key, isPlanted: false);

    private static IEnumerable<byte[]> Both(string key, bool isPlanted)
    {
        var bare = key.StartsWith("base64:", StringComparison.Ordinal) ? key[7..] : key;
        return new[] { Encoding.UTF8.GetBytes(bare), Convert.FromBase64String(bare) }
            .SelectMany((bytes, i) => All(bytes, i == 0 ? bare : null, isPlanted))
            .DistinctBy(Convert.ToHexString);
    }

    /// <summary>What stands in planted files: each spelling once as a word, and the raw text across every usual border of chunks.</summary>
    internal static byte[] Planted(IEnumerable<string> keys)
    {
        using var content = new MemoryStream();
        var all = keys.ToList();
        foreach (var spelling in all.SelectMany(static k => Both(k, isPlanted: true)))
        {
            content.Write("2024-07-01T10:00:00Z ERROR token="u8);
            content.Write(spelling);
            content.Write("\n"u8);
        }

        foreach (var (border, i) in new[] { 16_384, 32_768, 65_536, 81_920, 131_072, 262_144 }.Select(static (b, i) => (b, i)))
        {
            var key = Encoding.UTF8.GetBytes(all[i % all.Count]);
            while (content.Length < border - (key.Length / 2) - 64)
            {
                content.Write("2024-07-01T10:00:00Z info nothing to see here, move along\n"u8);
            }

            content.Write(Encoding.UTF8.GetBytes(new string('.', (int)(border - (key.Length / 2) - content.Length))));
            content.Write(key);
            content.Write("\n"u8);
        }

        return content.ToArray();
    }

    private static IEnumerable<byte[]> All(byte[] bytes, string? text, bool isPlanted)
    {
        if (text is not null)
        {
            yield return bytes;
            yield return Encoding.Unicode.GetBytes(text);
            yield return Encoding.BigEndianUnicode.GetBytes(text);
            yield return Encoding.UTF8.GetBytes(Uri.EscapeDataString(text));
            yield return Encoding.UTF8.GetBytes(
                Uri.EscapeDataString(text)
                    .Replace("%2B", "%2b", StringComparison.Ordinal)
                    .Replace("%2F", "%2f", StringComparison.Ordinal)
                    .Replace("%3D", "%3d", StringComparison.Ordinal)
            );
            yield return Encoding.UTF8.GetBytes(text.Replace("+", "\\u002B", StringComparison.Ordinal));
            yield return Encoding.UTF8.GetBytes(text.Replace("/", "\\/", StringComparison.Ordinal));
        }

        var hex = Convert.ToHexString(bytes);
        yield return Encoding.ASCII.GetBytes(hex);
        yield return Encoding.ASCII.GetBytes(hex.ToLowerInvariant());
        yield return Encoding.Unicode.GetBytes(hex.ToLowerInvariant());
        for (var shift = 0; shift < 3; shift++)
        {
            // Planted within a longer text; looked for without the first and last letters, which also hold bits of what stands around.
            var base64 = Convert.ToBase64String([.. Enumerable.Repeat((byte)'x', shift), .. bytes, .. isPlanted ? "yyyy"u8 : []]);
            var core = isPlanted ? base64 : base64.TrimEnd('=')[(shift == 0 ? 0 : 4)..^4];
            yield return Encoding.ASCII.GetBytes(core);
            yield return Encoding.ASCII.GetBytes(core.Replace('+', '-').Replace('/', '_'));
        }
    }
}
