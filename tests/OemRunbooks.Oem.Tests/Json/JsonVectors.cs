using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Json;

public sealed class JsonVectors
{
    public static IEnumerable<object[]> Documents => Vectors.Rows("canonical-json");

    public static IEnumerable<object[]> Numbers => Vectors.Rows("numbers");

    public static IEnumerable<object[]> Rejected => Vectors.Rows("rejected-json");

    [Theory, MemberData(nameof(Documents))]
    public void Every_style_is_written_to_the_byte(int row)
    {
        var v = Vectors.Row("canonical-json", row);
        var value = OemJsonReader.Parse(v.Text("input"));
        Assert.Equal(v.Text("canonical"), OemJsonWriter.Write(value, JsonStyle.Canonical));
        Assert.Equal(v.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(OemJsonWriter.Canonical(value))));
        Assert.Equal(v.Text("store_plaintext"), OemJsonWriter.Write(value, JsonStyle.Plaintext));
        Assert.Equal(v.Text("pretty_sorted") + "\n", OemJsonWriter.Write(value, JsonStyle.PrettySorted));
        Assert.Equal(v.Text("pretty_in_order") + "\n", OemJsonWriter.Write(value, JsonStyle.PrettyInOrder));
        Assert.Equal(v.Text("pretty_sorted_ascii"), OemJsonWriter.Write(value, JsonStyle.BundleManifest));
        Assert.Equal(v.Text("pretty_sorted_ascii") + "\n", OemJsonWriter.Write(value, JsonStyle.ExpectedFingerprint));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Numbers_keep_their_kind_and_lose_their_spelling(int row)
    {
        var v = Vectors.Row("numbers", row);
        Assert.Equal(v.Text("canonical"), OemJsonWriter.Write(OemJsonReader.Parse(v.Text("literal")), JsonStyle.Canonical));
    }

    [Theory, MemberData(nameof(Rejected))]
    public void What_is_not_JSON_is_refused(int row) =>
        Refused.With(Codes.JsonMalformed, () => OemJsonReader.Parse(Vectors.Row("rejected-json", row).GetString()!));

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00x\":1}")]
    [InlineData("[\"\\ud83dx\"]")]
    public void An_unpaired_surrogate_is_read_and_never_written(string text)
    {
        var value = OemJsonReader.Parse(text);
        Refused.With(Codes.JsonUnwritable, () => OemJsonWriter.Write(value, JsonStyle.Canonical));
        Refused.With(Codes.JsonUnwritable, () => OemJsonWriter.Write(value, JsonStyle.BundleManifest));
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Nesting_has_a_limit_and_no_stack_overflows(char open, char close)
    {
        string Nested(int depth) =>
            open == '['
                ? new string(open, depth) + new string(close, depth)
                : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string(close, depth);
        Assert.Equal(Nested(990), OemJsonWriter.Write(OemJsonReader.Parse(Nested(990)), JsonStyle.Canonical));
        Refused.With(Codes.JsonMalformed, () => OemJsonReader.Parse(Nested(991)));
        Refused.With(Codes.JsonMalformed, () => OemJsonReader.Parse(new string(open, 1_000_000)));
    }

    [Fact]
    public void An_integer_may_have_4300_digits_and_no_more()
    {
        var digits = new string('7', 4300);
        Assert.Equal("-" + digits, OemJsonWriter.Write(OemJsonReader.Parse("-" + digits), JsonStyle.Canonical));
        Refused.With(Codes.JsonMalformed, () => OemJsonReader.Parse(digits + "7"));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Refused.With(Codes.JsonMalformed, () => OemJsonReader.Parse([(byte)'"', 0xC3, (byte)'"']));

    [Fact]
    public void A_byte_order_mark_is_a_syntax_error() =>
        Refused.With(Codes.JsonMalformed, () => OemJsonReader.Parse([0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}']));

    [Fact]
    public void An_error_names_its_place()
    {
        var e = Refused.With(Codes.JsonMalformed, () => OemJsonReader.Parse("{\n  \"a\": x\n}"));
        Assert.Equal(("2", "8"), (e.Args["line"], e.Args["column"]));
    }

    [Fact]
    public void Not_a_number_and_infinities_are_bare_words() =>
        Assert.Equal(
            "[NaN,Infinity,-Infinity,Infinity,0.0,-0.0]",
            OemJsonWriter.Write(OemJsonReader.Parse("[NaN, Infinity, -Infinity, 1e999, 1e-999, -1e-999]"), JsonStyle.Canonical)
        );

    [Fact]
    public void Keys_sort_by_code_point() =>
        Assert.Equal(
            "{\"\uE000\":1,\"\U0001F600\":2}",
            OemJsonWriter.Write(OemJsonReader.Parse("{\"\U0001F600\":2,\"\uE000\":1}"), JsonStyle.Canonical)
        );

    [Fact]
    public void Reading_allocates_little_per_value()
    {
        var one = string.Concat(Enumerable.Repeat("\"abcdefgh\",", 20_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        OemJsonReader.Parse("[" + one + "1]");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 20_000 * 300);
    }

    [Fact]
    public void Empty_containers_stay_on_one_line() =>
        Assert.Equal(
            "{\n  \"a\": [],\n  \"b\": {}\n}\n",
            Encoding.UTF8.GetString(OemJsonWriter.WriteBytes(OemJsonReader.Parse("{\"a\":[],\"b\":{}}"), JsonStyle.PrettyInOrder))
        );
}
