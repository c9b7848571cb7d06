using System.Text;
using CsCheck;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Fleet;
using Xunit;
using static OemRunbooks.Station.Tests.Support.Recorded;

namespace OemRunbooks.Station.Tests.Fleet;

/// <summary>Digests as they come from outside: what was written is read, anything else is refused with a code.</summary>
public sealed class Reading : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("digest-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static FieldDigest Digest { get; } =
        FieldDigest.Of([
            Run("a", "r1", Begun("copy"), Done("copy"), Skipped("check"), Ended()),
            Run("b", "r2", Begun("copy"), Failed("copy", "disk.full"), Ended(RunOutcome.RolledBack)),
            Run("b", "r3", Begun("copy")),
        ]);

    private static string Written { get; } = Encoding.UTF8.GetString(Digest.ToBytes());

    private FieldDigest Read(byte[] bytes)
    {
        var path = Path.Combine(root, FieldDigest.FileName);
        File.WriteAllBytes(path, bytes);
        return FieldDigest.Read(Disk.All, path);
    }

    private Failure Refused(string text) => Assert.Throws<CodedException>(() => Read(Encoding.UTF8.GetBytes(text))).Failure;

    [Fact]
    public void What_was_written_is_read_as_it_was()
    {
        Assert.Equal(Written, Encoding.UTF8.GetString(Read(Digest.ToBytes()).ToBytes()));
        Assert.Equal("{}", Encoding.UTF8.GetString(Read(FieldDigest.Empty.ToBytes()).ToBytes()).Split("\"runbooks\":")[1][..2]);
    }

    [Fact]
    public void Layout_order_a_mark_of_an_editor_and_what_a_later_program_adds_are_no_matter()
    {
        var loose =
            "\uFEFF"
            + Written
                .Replace("{", "{\n  ", StringComparison.Ordinal)
                .Replace("\"runs\":3", "\"later\":[{}],\"runs\":3", StringComparison.Ordinal);
        Assert.Equal(Written, Encoding.UTF8.GetString(Read(Encoding.UTF8.GetBytes(loose)).ToBytes()));
    }

    [Theory]
    [InlineData("\"reached\":3", "\"reached\":-3", "$.runbooks.update.steps.copy.reached")]
    [InlineData("\"reached\":3", "\"reached\":3.5", "$.runbooks.update.steps.copy.reached")]
    [InlineData("\"reached\":3", "\"reached\":\"3\"", "$.runbooks.update.steps.copy.reached")]
    [InlineData("\"reached\":3", "\"reached\":99999999999999999999", "$.runbooks.update.steps.copy.reached")]
    [InlineData("\"reached\":3", "\"reached\":4", "$.runbooks.update.steps.copy.reached")]
    [InlineData("\"reached\":3", "\"reached\":3,\"reached\":3", "$")]
    [InlineData("\"failed\":1", "\"failed\":4", "$.runbooks.update.steps.copy.failed")]
    [InlineData("\"disk.full\":1", "\"disk.full\":2", "$.runbooks.update.steps.copy.codes.disk.full")]
    [InlineData("\"disk.full\":1", "\"<b>disk</b>\":1", "$.runbooks.update.steps.copy.codes")]
    [InlineData("\"disk.full\":1", "\"disk\":1", "$.runbooks.update.steps.copy.codes")]
    [InlineData("\"median\":100", "\"median\":200", "$.runbooks.update.steps.copy.median")]
    [InlineData("\"100\":1", "\"101\":1", "$.runbooks.update.steps.copy.durations")]
    [InlineData("\"100\":1", "\"0100\":1", "$.runbooks.update.steps.copy.durations")]
    [InlineData("\"100\":1", "\"-100\":1", "$.runbooks.update.steps.copy.durations")]
    [InlineData("\"copy\":{", "\"copy[0]\":{", "$.runbooks.update.steps")]
    [InlineData("\"copy\":{", "\"co\\nⅩpy\":{", "$.runbooks.update.steps")]
    [InlineData("\"copy\":{", "\"\\ud800\":{", "\\u")]
    [InlineData("\"open\":1", "\"open\":2", "$.runbooks.update.outcomes")]
    [InlineData("\"open\":1", "\"lost\":1", "$.runbooks.update.outcomes")]
    [InlineData("[\"1.0.0\"]", "[\"1.0.0\",7]", "$.runbooks.update.versions.[]")]
    [InlineData("[\"1.0.0\"]", "[\"new\"]", "$.runbooks.update.versions")]
    [InlineData("[\"1.0.0\"]", "{}", "$.runbooks.update.versions")]
    [InlineData("\"stations\":2,", "", "$.stations")]
    [InlineData("\"from\":\"2026-03-01\"", "\"from\":\"2026-03-02\"", "$.from")]
    [InlineData("\"from\":\"2026-03-01\"", "\"from\":\"2026-13-01\"", "$.from")]
    [InlineData("\"from\":\"2026-03-01\",", "", "$.from")]
    [InlineData("\"runbooks\":{", "\"runbooks\":[],\"x\":{", "$.runbooks")]
    [InlineData("\"form\":\"field-digest\"", "\"form\":7", "$.form")]
    public void What_could_not_have_been_counted_is_refused_with_its_place(string old, string text, string at)
    {
        Assert.Contains(old, Written, StringComparison.Ordinal);
        var failure = Refused(Written.Replace(old, text, StringComparison.Ordinal));
        Assert.Equal("field-digest.malformed", failure.Code);
        Assert.StartsWith(at, failure.Arguments["at"].ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("schemaVersion: 1.0")]
    public void What_is_no_digest_at_all_is_refused(string text) => Assert.Equal("field-digest.malformed", Refused(text).Code);

    [Fact]
    public void Nesting_without_end_and_bytes_that_are_no_text_are_refused()
    {
        Assert.Equal("field-digest.malformed", Refused("{\"form\":" + new string('[', 1_000_000)).Code);
        Assert.Equal("field-digest.malformed", Assert.Throws<CodedException>(() => Read([0x7B, 0x22, 0xC3, 0x28, 0x22])).Failure.Code);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2")]
    [InlineData("field-digest", "field-diary")]
    public void Another_form_is_named_in_both_languages(string old, string text)
    {
        var failure = Refused(Written.Replace(old, text, StringComparison.Ordinal));
        Assert.Equal("field-digest.unknown-form", failure.Code);
        var words = new Messages(StationWords.All);
        Assert.Contains("której ten program nie zna", words.Words(failure.Code, failure.Arguments, Locale.Pl), StringComparison.Ordinal);
        Assert.Contains(
            "which this program does not know",
            words.Words(failure.Code, failure.Arguments, Locale.En),
            StringComparison.Ordinal
        );
        Assert.NotNull(words.Hint(failure.Code, failure.Arguments, Locale.Pl));
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read_to_its_end()
    {
        Assert.Equal("file.too-large", Refused(new string(' ', FieldDigest.MostBytes + 1)).Code);
        Assert.Equal(
            "file.missing",
            Assert.Throws<CodedException>(() => FieldDigest.Read(Disk.All, Path.Combine(root, "none"))).Failure.Code
        );
    }

    [Fact]
    public void Sums_of_forged_numbers_stay_readable()
    {
        var forged = Written.Replace("\"stations\":2", "\"stations\":1000000000000", StringComparison.Ordinal);
        var sum = FieldDigest.Merge(Enumerable.Repeat(Read(Encoding.UTF8.GetBytes(forged)), 50));
        Assert.Equal(1_000_000_000_000, Read(sum.ToBytes()).Stations);
    }

    [Fact]
    public void Cut_and_changed_bytes_are_read_or_refused_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Written.Length - 1], Gen.Byte, Gen.Int[0, 2])
            .Sample(
                (at, put, how) =>
                {
                    var bytes = Digest.ToBytes();
                    byte[] nonsense = how switch
                    {
                        0 => bytes[..at],
                        1 => [.. bytes[..at], put, .. bytes[at..]],
                        _ => [.. bytes[..at], put, .. bytes[(at + 1)..]],
                    };
                    try
                    {
                        var read = Read(nonsense);
                        Assert.Equal(read.ToBytes(), Read(read.ToBytes()).ToBytes());
                    }
                    catch (CodedException error)
                    {
                        Assert.StartsWith("field-digest.", error.Failure.Code, StringComparison.Ordinal);
                    }
                },
                iter: 2000,
                threads: 1
            );
}
