using System.Buffers;
using System.Text;
using OemRunbooks.Foundation.Redaction;
using Xunit;

namespace OemRunbooks.Foundation.Tests.Redaction;

/// <summary>A secret is masked however it is spelt and wherever a chunk ends.</summary>
public sealed class MaskingOfSecrets
{
    private const string Secret = "tajne/hasło+42?";
    private readonly Redactor redactor = new();

    public MaskingOfSecrets() => redactor.Add(Secret);

    public static TheoryData<string> Spellings =>
        [
            Secret,
            Uri.EscapeDataString(Secret),
            Uri.EscapeDataString(Secret)
                .Replace("%2F", "%2f", StringComparison.Ordinal)
                .Replace("%2B", "%2b", StringComparison.Ordinal)
                .Replace("%3F", "%3f", StringComparison.Ordinal)
                .Replace("%C5%82", "%c5%82", StringComparison.Ordinal),
            Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
            Secret.Replace("/", "\\/", StringComparison.Ordinal),
            System.Text.Encodings.Web.JavaScriptEncoder.Default.Encode(Secret),
            Uri.EscapeDataString(Secret).Replace("%2F", "/", StringComparison.Ordinal),
            Uri.EscapeDataString(Secret).Replace("%2B", "+", StringComparison.Ordinal),
            Secret.Replace("?", "%3F", StringComparison.Ordinal),
            string.Concat(Encoding.UTF8.GetBytes(Secret).Select(static b => $"%{b:x2}")),
            string.Concat(Secret.Select(static c => $"\\u{(int)c:x4}")),
            Secret.Replace("+", "&#43;", StringComparison.Ordinal).Replace("/", "&#x2F;", StringComparison.Ordinal),
            Secret.Replace("?", "\\?", StringComparison.Ordinal),
        ];

    public static TheoryData<string, int> Wraps
    {
        get
        {
            var wraps = new TheoryData<string, int>();
            foreach (var end in new[] { "\n", "\r\n", "\n    ", "\\n" })
            {
                foreach (var column in new[] { 1, 4, 7, 19, 64, 76 })
                {
                    wraps.Add(end, column);
                }
            }

            return wraps;
        }
    }

    [Theory]
    [MemberData(nameof(Wraps))]
    public void It_is_masked_in_base64_and_hex_wrapped_at_any_column(string end, int column)
    {
        byte[] content = [.. new byte[40], .. Encoding.UTF8.GetBytes(Secret), .. "tail"u8];
        foreach (var whole in new[] { Convert.ToBase64String(content), Convert.ToHexStringLower(content) })
        {
            var wrapped = string.Join(end, whole.Chunk(column).Select(static c => new string(c)));
            var masked = redactor.Apply(wrapped);
            Assert.Contains("•••", masked, StringComparison.Ordinal);
            var rest = masked.Replace(end, "", StringComparison.Ordinal);
            Assert.True(rest.Length < whole.Length - 14, masked);
            var bytes = Encoding.UTF8.GetBytes(wrapped);
            for (var cut = 0; cut < bytes.Length; cut += 5)
            {
                var output = new ArrayBufferWriter<byte>();
                var stream = new Redactor.Stream(redactor, output);
                stream.Write(bytes.AsSpan(0, cut));
                stream.Write(bytes.AsSpan(cut));
                stream.Complete();
                Assert.Equal(masked, Encoding.UTF8.GetString(output.WrittenSpan));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void It_is_masked_in_text(string spelling) => Assert.Equal("a•••b", redactor.Apply($"a{spelling}b"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void It_is_masked_in_base64_at_each_alignment(int shift)
    {
        var encoded = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(Secret), 1, 2, 3, 4, 5]);
        var masked = redactor.Apply(encoded);
        Assert.Contains("•••", masked, StringComparison.Ordinal);
        Assert.True(masked.Length < encoded.Length - 14, masked);
        Assert.Contains("•••", redactor.Apply(encoded.Replace('+', '-').Replace('/', '_')), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_masked_in_utf_16_bytes()
    {
        Assert.Equal("•••"u8.ToArray(), redactor.Apply(Encoding.Unicode.GetBytes(Secret)));
        Assert.Equal("•••"u8.ToArray(), redactor.Apply(Encoding.BigEndianUnicode.GetBytes(Secret)));
    }

    [Fact]
    public void It_is_masked_wherever_a_chunk_ends()
    {
        var content = Encoding.UTF8.GetBytes($"xx{Secret}yy{Secret}");
        for (var cut = 0; cut <= content.Length; cut++)
        {
            var output = new ArrayBufferWriter<byte>();
            var stream = new Redactor.Stream(redactor, output);
            stream.Write(content.AsSpan(0, cut));
            stream.Write(content.AsSpan(cut));
            stream.Complete();
            Assert.Equal("xx•••yy•••", Encoding.UTF8.GetString(output.WrittenSpan));
            Assert.Equal(2, stream.Masked);
        }
    }

    [Fact]
    public void Byte_for_byte_chunks_mask_as_one_piece_does()
    {
        var output = new ArrayBufferWriter<byte>();
        var stream = new Redactor.Stream(redactor, output);
        foreach (var b in Encoding.UTF8.GetBytes($"xx{Secret}yy"))
        {
            stream.Write([b]);
        }

        stream.Complete();
        Assert.Equal("xx•••yy", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void The_lines_of_a_key_file_are_masked_one_by_one()
    {
        redactor.Add("-----BEGIN-----\nabcdef\r\nghijkl\n");
        Assert.Equal("••• •••", redactor.Apply("abcdef ghijkl"));
    }

    [Fact]
    public void What_stands_around_a_secret_stays() => Assert.Equal("a\n\n•••\n  b%41", redactor.Apply($"a\n\n{Secret}\n  b%41"));

    [Fact]
    public void Short_words_and_other_text_are_left_alone()
    {
        redactor.Add("abc");
        Assert.Equal("abc tajne", redactor.Apply("abc tajne"));
        Assert.Equal([1, 2, 255], redactor.Apply([1, 2, 255]));
    }

    [Fact]
    public void Secrets_learnt_at_the_same_time_are_all_masked()
    {
        Parallel.For(0, 200, i => redactor.Add($"secret-number-{i}-"));
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal("•••", redactor.Apply($"secret-number-{i}-")));
    }
}
