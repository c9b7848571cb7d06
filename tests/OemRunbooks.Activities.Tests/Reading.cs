using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Tests;

/// <summary>Small files as values, and lists of checksums.</summary>
public sealed class Reading : IDisposable
{
    private readonly CallFactory station = new();

    public void Dispose() => station.Dispose();

    [Theory]
    [InlineData("f.json", """{"a": [1, 2.5, "x", true, null]}""", """{"a": [1, 2.5, "x", true, null]}""")]
    [InlineData("f.yaml", "a: [1, x]\nb: {c: true}\n", """{"a": [1, "x"], "b": {"c": true}}""")]
    [InlineData("f.ini", "top = 1\n; no\n[core]\nserver = \"10.0.0.5\"\n", """{"core": {"server": "10.0.0.5"}, "top": "1"}""")]
    [InlineData("f.csv", "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n", """[{"a": "1", "b": "x, \"y\"\nz"}]""")]
    [InlineData("f.txt", "zażółć\n", "\"zażółć\\n\"")]
    public async Task A_file_is_read_as_the_values_that_it_holds(string name, string text, string expected)
    {
        station.Write(name, text);
        var outcome = await station.Succeeds("read.file", Text("path", name));
        station.Write("expected.json", expected);
        var wanted = (await station.Succeeds("read.file", Text("path", "expected.json"))).Outputs["value"];
        Assert.Equal(wanted, outcome.Outputs["value"]);
        var plan = await CallFactory.Activity("read.file").PlanAsync(station.Call(Text("path", name)), CancellationToken.None);
        Assert.True(plan.IsProbe);
        Assert.Equal(wanted, plan.Outputs["value"]);
    }

    [Theory]
    [InlineData("f.json", "{\n\"a\": 1,\n}", "content.malformed", 3)]
    [InlineData("f.json", "{\"a\": 1,\n\"a\": 2}", "content.malformed", 0)]
    [InlineData("f.json", "1e999", "content.malformed", 1)]
    [InlineData("f.yaml", "a: 1\nb: *x\n", "content.malformed", 2)]
    [InlineData("f.yaml", "a: 1\n\tb: 2\n", "content.malformed", 2)]
    [InlineData("f.ini", "[a]\nnothing\n", "content.malformed", 2)]
    [InlineData("f.ini", "[a]\nb=1\nb=2\n", "content.duplicate", 3)]
    [InlineData("f.csv", "a,b\n1\n", "content.row-length", 2)]
    [InlineData("f.csv", "a,a\n1,2\n", "content.duplicate", 1)]
    [InlineData("f.csv", "a,b\n1,\"2\n", "content.malformed", 3)]
    public async Task What_is_malformed_is_told_with_its_line(string name, string text, string code, int line)
    {
        station.Write(name, text);
        var failure = await station.Fails(code, "read.file", Text("path", name));
        if (line > 0)
        {
            Assert.Equal(Value.Of(line), failure.Arguments["line"]);
        }
    }

    [Fact]
    public async Task What_is_no_text_or_no_small_file_is_not_read()
    {
        File.WriteAllBytes(station["bin.txt"], [0xFF, 0xFE, 0x41]);
        await station.Fails("text.malformed", "read.file", Text("path", "bin.txt"));
        station.Write("large.txt", new string('x', (1 << 20) + 1));
        await station.Fails("file.too-large", "read.file", Text("path", "large.txt"));
        station.Write("f.xyz", "x");
        await station.Fails("content.format-unknown", "read.file", Text("path", "f.xyz"));
        await station.Fails("content.separator", "read.file", Text("path", "f.xyz"), Text("format", "csv"), Text("separator", "::"));
        await station.Fails("file.missing", "read.file", Text("path", "none.txt"));
        station.Write("t.csv", "1\t2\n");
        var rows = (await station.Succeeds("read.file", Text("path", "t.csv"), Text("separator", "tab"), ("header", Value.False))).Outputs[
            "value"
        ];
        Assert.Equal("2", rows.Items[0].Items[1].ToText());
    }

    // The digests of "abc", from the standards.
    [Theory]
    [InlineData("SHA256SUMS", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a/abc\n", "SHA256")]
    [InlineData("md5sums", "900150983cd24fb0d6963f7d28e17f72 *./a/abc\r\n", "MD5")]
    [InlineData("BSD", "SHA1 (a/abc) = a9993e364706816aba3e25717850c26c9cd0d89d\n", "SHA1")]
    [InlineData(
        "SHA512SUMS",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f  a/abc\n",
        "SHA512"
    )]
    public async Task Files_are_compared_with_lists_of_every_form(string list, string text, string algorithm)
    {
        station.Write("m/a/abc", "abc");
        station.Write("m/" + list, text);
        var outcome = await station.Succeeds("verify.checksums", Text("list", "m/" + list), ("complete", Value.True));
        Assert.Equal((Value.Of(1), algorithm), (outcome.Outputs["files"], outcome.Outputs["algorithm"].ToText()));
        Assert.Equal(algorithm == "MD5" ? ["checksums.weak"] : [], outcome.Remarks.Select(static r => r.Code));
    }

    [Fact]
    public async Task What_differs_lacks_or_is_not_listed_is_told_by_file_the_worst_first()
    {
        const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        station.Write("m/abc", "abc");
        station.Write("m/other", "x");
        station.Write("m/SHA256SUMS", $"{Abc}  abc\n");
        var unlisted = await station.Fails(
            "checksums.unlisted",
            "verify.checksums",
            Text("list", "m/SHA256SUMS"),
            ("complete", Value.True)
        );
        Assert.Equal("m/other", unlisted.Arguments["path"].ToText());
        station.Write("m/SHA256SUMS", $"{Abc}  none\n{Abc}  abc\n");
        await station.Fails("checksums.file-missing", "verify.checksums", Text("list", "m/SHA256SUMS"));
        station.Write("m/SHA256SUMS", $"{Abc}  none\n{Abc}  other\n");
        var mismatch = await station.Fails("checksums.mismatch", "verify.checksums", Text("list", "m/SHA256SUMS"));
        Assert.Equal("m/other", mismatch.Arguments["path"].ToText());
        Assert.Contains(
            "missing   none\n",
            File.ReadAllText(station[$"var/runbook/runs/{CallFactory.RunId}/evidence/checksums.txt"]),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", "checksums.empty")]
    [InlineData("# nothing\n", "checksums.empty")]
    [InlineData("hello\n", "checksums.malformed")]
    [InlineData("SHA256 (x) = 900150983cd24fb0d6963f7d28e17f72\n", "checksums.malformed")]
    [InlineData("900150983cd24fb0d6963f7d28e17f72  ../x\n", "checksums.hostile-name")]
    [InlineData("900150983cd24fb0d6963f7d28e17f72  /etc/passwd\n", "checksums.hostile-name")]
    [InlineData("\\900150983cd24fb0d6963f7d28e17f72  a\\nb\n", "checksums.malformed")]
    [InlineData("900150983cd24fb0d6963f7d28e17f72  a\n900150983cd24fb0d6963f7d28e17f72  ./a\n", "checksums.twice")]
    public async Task A_list_that_is_hostile_or_none_is_refused(string text, string code)
    {
        station.Write("sums", text);
        await station.Fails(code, "verify.checksums", Text("list", "sums"));
    }

    [Fact]
    public async Task A_list_that_is_no_text_is_refused()
    {
        File.WriteAllBytes(station["sums"], [0xFF]);
        await station.Fails("text.malformed", "verify.checksums", Text("list", "sums"));
    }

    [Fact]
    public async Task Room_is_told_and_demanded()
    {
        var outcome = await station.Succeeds("verify.space", Text("path", "not/yet/there"), ("needed", Value.Of(1)));
        Assert.True(outcome.Outputs["free"].AsInteger() is > 0);
        var failure = await station.Fails("space.short", "verify.space", ("needed", Value.Of(long.MaxValue)));
        Assert.Equal(".", failure.Arguments["path"].ToText());
    }

    private static (string, Value) Text(string name, string value) => (name, Value.Of(value));
}
