using System.Text;
using CsCheck;
using OemRunbooks.Foundation.Values;
using Xunit;

namespace OemRunbooks.Foundation.Tests.Values;

/// <summary>One value has one encoding.</summary>
public sealed class CanonicalForm
{
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.String,
            Gen.OneOfConst("", "ż", "€", "😀", "\u0000\u001f\u007f\"\\/", "\u2028", "\r\n\t\b\f")
        )
        .Where(static s => IsWhole(s));

    private static readonly Gen<Value> Values = Gen.Recursive<Value>(
        static (depth, inner) =>
            depth >= 5
                ? Leaf
                : Gen.Frequency(
                    (3, Leaf),
                    (1, inner.Array[0, 4].Select(static i => Value.List(i))),
                    (
                        1,
                        Gen.Dictionary(Gen.String[Gen.Char['!', '~'], 0, 4].Where(static k => k != "$secret"), inner)[0, 4]
                            .Select(static m => Value.Map(m))
                    )
                )
    );

    private static Gen<Value> Leaf =>
        Gen.OneOf(
            Gen.Const(Value.Null),
            Gen.Bool.Select(Value.Of),
            Gen.Long[-(1L << 53) + 1, (1L << 53) - 1].Select(static n => Value.Of(n)),
            Texts.Select(static t => Value.Of(t)),
            Gen.OneOfConst("env:A", "file:k").Select(Value.SecretReference)
        );

    [Fact]
    public void Reading_what_was_written_gives_the_same_value() =>
        Values.Sample(static v => CanonicalJson.Parse(CanonicalJson.Bytes(v)).Equals(v), iter: 2000);

    [Fact]
    public void What_is_read_is_written_in_the_same_bytes_whatever_chance_changes() =>
        Gen.Select(
                Values,
                Gen.Int[0, int.MaxValue],
                Gen.OneOf(Gen.Byte, Gen.OneOfConst("0-19eEaAuU+. \\/\"[]{},:"u8.ToArray())),
                Gen.Int[0, 2]
            )
            .Sample(
                static (value, at, by, how) =>
                {
                    var bytes = CanonicalJson.Bytes(value);
                    at %= bytes.Length;
                    byte[] changed = how switch
                    {
                        0 => [.. bytes[..at], by, .. bytes[(at + 1)..]],
                        1 => [.. bytes[..at], by, .. bytes[at..]],
                        _ => [.. bytes[..at], .. bytes[(at + 1)..]],
                    };
                    try
                    {
                        return CanonicalJson.Bytes(CanonicalJson.Parse(changed)).AsSpan().SequenceEqual(changed);
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                },
                iter: 50_000
            );

    [Theory]
    [InlineData("\"\\u001\0\"")]
    [InlineData("\"\\u00\0\0\"")]
    [InlineData("\"\\u1\0\0\0\"")]
    public void An_escape_has_four_digits_and_nothing_else(string spelt) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Parse(System.Text.Encoding.UTF8.GetBytes(spelt)));

    [Theory]
    [InlineData(
        "\u20ac$\u000f\nA'B\"\\\\\"/",
        """
            "€$\u000f\nA'B\"\\\\\"/"
            """
    )]
    [InlineData("<script>&'\u007f\u0080\ud83d\ude00", "\"<script>&'\u007f\u0080\ud83d\ude00\"")]
    public void Texts_are_spelt_as_rfc_8785_says(string text, string spelt) => Assert.Equal(spelt, CanonicalJson.Text(Value.Of(text)));

    [Fact]
    public void Keys_are_in_order_of_their_code_units() =>
        Assert.Equal(
            """{"":0,"1":1,"A":2,"a":3,"aa":4,"b":5}""",
            CanonicalJson.Text(
                Value.MapOf(
                    ("b", Value.Of(5)),
                    ("aa", Value.Of(4)),
                    ("a", Value.Of(3)),
                    ("A", Value.Of(2)),
                    ("1", Value.Of(1)),
                    ("", Value.Of(0))
                )
            )
        );

    [Fact]
    public void Fractions_and_great_integers_are_written_as_text() =>
        Assert.Equal(
            """["1.5","9007199254740992",9007199254740991]""",
            CanonicalJson.Text(Value.List([Value.Of(1.50m), Value.Of(1L << 53), Value.Of((1L << 53) - 1)]))
        );

    public static TheoryData<string> Refused =>
        [
            " 1",
            "1 ",
            "[1, 2]",
            "{\"a\" :1}",
            "{\"b\":1,\"a\":2}",
            "{\"a\":1,\"a\":2}",
            "01",
            "-0",
            "+1",
            "1.0",
            "1e2",
            "9007199254740992",
            "-9007199254740992",
            "nul",
            "true1",
            "",
            "[",
            "[1",
            "[1,]",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1,}",
            "\"",
            "\"\\",
            "\"\\u",
            "\"\\u000",
            "\"\\/\"",
            "\"\\u0041\"",
            "\"\\u000A\"",
            "\"\\u000a\"",
            "\"\\u001F\"",
            "\"\\ud800\"",
            "\"\t\"",
            "{\"ż\":1}",
            "{1:2}",
            "--1",
            "1-2",
            "NaN",
        ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void Every_other_spelling_is_refused(string text) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(new byte[] { 0x22, 0xFF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xC0, 0xAF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xED, 0xA0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x31 })]
    public void Bytes_that_are_not_utf_8_are_refused(byte[] bytes) => Assert.Throws<FormatException>(() => CanonicalJson.Parse(bytes));

    [Fact]
    public void Seventeen_levels_are_too_deep_to_write_and_to_read()
    {
        var deepest = Enumerable.Range(0, 16).Aggregate(Value.Of(1), static (v, _) => Value.List([v]));
        Assert.Equal(deepest, CanonicalJson.Parse(CanonicalJson.Bytes(deepest)));
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(Value.List([deepest])));
        Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.UTF8.GetBytes(new string('[', 17) + "1" + new string(']', 17))));
        Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.UTF8.GetBytes(new string('[', 60_000))));
    }

    [Fact]
    public void What_has_no_encoding_is_not_written()
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(Value.Of("a\uD800b")));
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(Value.EmptyMap.With("ż", Value.Null)));
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(Value.EmptyMap.With("$secret", Value.Of("x"))));
    }

    [Fact]
    public void A_line_of_64_KiB_is_read_and_one_byte_more_is_not()
    {
        Assert.NotNull(CanonicalJson.Parse(Encoding.UTF8.GetBytes($"\"{new string('x', CanonicalJson.MaxLine - 2)}\"")));
        Assert.Throws<FormatException>(() =>
            CanonicalJson.Parse(Encoding.UTF8.GetBytes($"\"{new string('x', CanonicalJson.MaxLine - 1)}\""))
        );
    }

    private static bool IsWhole(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, true).GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
