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
        ];

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
