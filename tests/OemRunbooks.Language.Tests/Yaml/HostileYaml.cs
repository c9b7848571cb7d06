using System.Diagnostics;
using System.Text;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Language.Tests.Yaml;

/// <summary>Files made to hurt are refused with a code and a place, soon and without an exception.</summary>
public sealed class HostileYaml
{
    public static TheoryData<string, string, string> Files =>
        new()
        {
            { "open brackets", new string('[', 100_000), "RB0005" },
            { "open braces", string.Concat(Enumerable.Repeat("{a: ", 50_000)), "RB0005" },
            { "nested dashes", string.Concat(Enumerable.Repeat("- ", 100_000)), "RB0005" },
            { "nested questions", string.Concat(Enumerable.Repeat("? ", 100_000)), "RB00" },
            { "deep blocks", string.Concat(Enumerable.Range(0, 60).Select(static i => new string(' ', i) + "a:\n")), "RB0005" },
            { "billion laughs", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "RB0009" },
            { "too large", "a: " + new string('x', 300 * 1024), "RB0001" },
            { "too many elements", "a: [" + string.Concat(Enumerable.Repeat("1,", 30_000)) + "1]", "RB0013" },
            { "many keys", string.Concat(Enumerable.Range(0, 12_000).Select(static i => $"k{i}: 1\n")), "RB0013" },
            { "one long line", new string('a', 250_000), "RB0102" },
            { "one long key", new string('a', 200_000) + ": 1", "RB" },
            { "quotes without end", "a: \"" + new string('x', 200_000), "RB0008" },
            { "NUL", "a: \0", "RB0004" },
            { "escape", "a: \u001b[31m", "RB0004" },
            { "tag directive", "%TAG ! tag:x,2000:\n---\na: !x 1", "RB0010" },
            { "bad tag", "a: !<", "RB0008" },
            { "alias of nothing", "a: *nope", "RB0009" },
            { "empty alias", "a: *", "RB0008" },
            { "colons", string.Concat(Enumerable.Repeat(":", 100_000)), "RB" },
            { "commas", "[" + string.Concat(Enumerable.Repeat(",", 100_000)), "RB0008" },
            { "block scalars", string.Concat(Enumerable.Repeat("a: |\n", 20_000)), "RB" },
            { "hashes", string.Concat(Enumerable.Repeat("#", 200_000)), "RB0006" },
            {
                "expressions",
                "schemaVersion: \"1.0\"\nid: a\nversion: 1.0.0\nname: x\nvars: {a: \""
                    + string.Concat(Enumerable.Repeat("${{", 60_000))
                    + "\"}\nsteps: []",
                "RB"
            },
            {
                "many expressions",
                "schemaVersion: \"1.0\"\nid: a\nversion: 1.0.0\nname: x\nvars: {a: \""
                    + string.Concat(Enumerable.Repeat("${{ 1 }}", 20_000))
                    + "\"}\nsteps: []",
                "RB0128"
            },
            {
                "many mistakes",
                "schemaVersion: \"1.0\"\nid: a\nversion: 1.0.0\nname: x\nsteps:\n" + string.Concat(Enumerable.Repeat("- {x: 1}\n", 4000)),
                "RB"
            },
            { "documents", string.Concat(Enumerable.Repeat("---\n", 50_000)), "RB" },
            { "carriage returns", string.Concat(Enumerable.Repeat("a: 1\r", 20_000)), "RB" },
            { "next line characters", string.Concat(Enumerable.Repeat("a\u0085\u2028", 20_000)), "RB" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_made_to_hurt_is_refused_soon(string name, string yaml, string code)
    {
        var watch = Stopwatch.StartNew();
        var result = Diagnostics.Load(yaml);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{name}: {watch.Elapsed}");
        Assert.Null(result.Runbook);
        Assert.Contains(result.Diagnostics, d => d.Code.StartsWith(code, StringComparison.Ordinal) && d.Severity == Severity.Error);
        Assert.All(result.Diagnostics, static d => Assert.True(d.Span is { Line: >= 1, Column: >= 1, Length: >= 1 }));
        // Of each severity 200, and one that counts the rest.
        Assert.InRange(result.Diagnostics.Count, 1, 402);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 })]
    [InlineData(new byte[] { 0x61, 0x3A, 0x20, 0xC3, 0x28 })]
    public void Bytes_that_are_not_utf_8_are_refused(byte[] bytes) =>
        Assert.Equal(
            "RB0002",
            Assert.Single(new RunbookLoader(FakeActivities.Infos, static _ => null).Load("x.yaml", bytes).Diagnostics).Code
        );

    [Fact]
    public void Runbooks_that_each_call_the_next_one_twice_are_read_once_each()
    {
        var reads = 0;
        var loader = new RunbookLoader(
            FakeActivities.Infos,
            name =>
            {
                reads++;
                var n = int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
                return ($"{name}.yaml", Encoding.UTF8.GetBytes(Chained(n)));
            }
        );
        var result = loader.Load("top.yaml", Encoding.UTF8.GetBytes(Chained(0)));
        Assert.NotNull(result.Runbook);
        Assert.Equal(25, RunbookLoader.Called(result.Runbook).Count());
        Assert.InRange(reads, 25, 50);

        static string Chained(int n) =>
            Some.Runbook(
                n == 25
                    ? "- {id: a, action: do.work}"
                    : $"- {{id: a, action: runbook.run, with: {{runbook: r{n + 1}}}}}\n"
                        + $"- {{id: b, action: runbook.run, with: {{runbook: r{n + 1}}}}}",
                id: $"r{n}"
            );
    }

    [Fact]
    public void No_piece_of_a_good_runbook_makes_the_reader_throw()
    {
        var text = Encoding.UTF8.GetBytes(SampleRunbook.Text);
        var loader = new RunbookLoader(FakeActivities.Infos, static _ => null);
        for (var length = 0; length < text.Length; length++)
        {
            var result = loader.Load("x.yaml", text.AsSpan(0, length));
            Assert.True(result.Runbook is not null || result.Diagnostics.Count > 0, $"{length} bytes: nothing said");
        }
    }
}
