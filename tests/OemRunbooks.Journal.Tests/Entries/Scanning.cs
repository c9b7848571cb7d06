using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using Xunit;

namespace OemRunbooks.Journal.Tests.Entries;

/// <summary>The scanner takes exactly the lines that are read and, written again, are the same.</summary>
public sealed class Scanning
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void Lines_of_old_journals_and_what_chance_makes_of_them_are_judged_alike()
    {
        var random = new Random(20261127);
        var (taken, refused) = (0, 0);
        Assert.All(Golden.Lines, static line => Agree(line));
        foreach (var line in Golden.Lines.Where(static (_, i) => i % 7 == 0))
        {
            for (var i = 0; i < 30; i++)
            {
                var spoilt = Golden.Spoilt(line, random);
                spoilt = i % 5 == 0 ? Golden.Spoilt(spoilt, random) : spoilt;
                _ = Agree(spoilt) ? taken++ : refused++;
            }
        }

        // Neither side is what chance hardly ever gives.
        Assert.True(taken > 5_000 && refused > 5_000, $"{taken} taken, {refused} refused");
    }

    [Theory]
    [InlineData("""{"path":"a","data":1}""", false)]
    [InlineData("""{"data":1,"path":"a"}""", true)]
    [InlineData("""{"data":1,"path":"a","path":"a"}""", false)]
    [InlineData("""{"data":1,"path":"a","path":"b"}""", false)]
    [InlineData("""{"data":1,"path":"a" }""", false)]
    [InlineData("""{"data": 1,"path":"a"}""", false)]
    [InlineData("""{"data":1,"path":"\u0061"}""", false)]
    [InlineData("""{"data":1,"path":"\u001f"}""", true)]
    [InlineData("""{"data":1,"path":"\u001F"}""", false)]
    [InlineData("""{"data":1,"path":"\u0000"}""", true)]
    [InlineData("""{"data":1,"path":"\u000a"}""", false)]
    [InlineData("""{"data":1,"path":"\n\"\\\b\t\f\r"}""", true)]
    [InlineData("""{"data":1,"path":"\/"}""", false)]
    [InlineData("""{"data":1,"path":"\ud83d\ude00"}""", false)]
    [InlineData("""{"data":1,"path":"\ud83d"}""", false)]
    [InlineData("""{"data":1,"path":"😀ł"}""", true)]
    [InlineData("""{"data":-0,"path":"a"}""", false)]
    [InlineData("""{"data":01,"path":"a"}""", false)]
    [InlineData("""{"data":+1,"path":"a"}""", false)]
    [InlineData("""{"data":1e3,"path":"a"}""", false)]
    [InlineData("""{"data":1.0,"path":"a"}""", false)]
    [InlineData("""{"data":-,"path":"a"}""", false)]
    [InlineData("""{"data":9007199254740991,"path":"a"}""", true)]
    [InlineData("""{"data":9007199254740992,"path":"a"}""", false)]
    [InlineData("""{"data":-9007199254740991,"path":"a"}""", true)]
    [InlineData("""{"data":99999999999999999999999,"path":"a"}""", false)]
    [InlineData("""{"data":nul,"path":"a"}""", false)]
    [InlineData("""{"data":[1,],"path":"a"}""", false)]
    [InlineData("""{"data":[,1],"path":"a"}""", false)]
    [InlineData("""{"data":{"a":1,},"path":"a"}""", false)]
    [InlineData("""{"data":{"b":1,"a":1},"path":"a"}""", false)]
    [InlineData("""{"data":{"\n":1," ":1},"path":"a"}""", true)]
    [InlineData("""{"data":{" ":1,"\n":1},"path":"a"}""", false)]
    [InlineData("""{"data":{"[":1,"\\":1,"]":1},"path":"a"}""", true)]
    [InlineData("""{"data":{"é":1},"path":"a"}""", false)]
    [InlineData("""{"data":{"":1},"path":"a"}""", true)]
    [InlineData("""{"data":{"$secret":"env:A"},"path":"a"}""", true)]
    [InlineData("""{"data":{"$secret":1},"path":"a"}""", false)]
    [InlineData("""{"data":{"$secret":"a","b":1},"path":"a"}""", false)]
    [InlineData("""{"data":{"":1,"$secret":"a"},"path":"a"}""", false)]
    [InlineData("""{"$secret":"a"}""", false)]
    [InlineData("""{"data":1}""", false)]
    [InlineData("""{"data":1,"path":1}""", false)]
    [InlineData("""{"data":1,"path":null}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""[]""", false)]
    [InlineData("""null""", false)]
    [InlineData("""{"data":{"a":{"b":"sealed"}""", false)]
    public void Each_value_has_one_spelling(string data, bool isGood)
    {
        var line = Encoding.UTF8.GetBytes(Line(data));
        Agree(line);
        Assert.Equal(isGood, Reads(line) is not null);
        Agree([.. line, (byte)' ']);
        Agree([.. line, 0]);
        Agree([(byte)' ', .. line]);
    }

    [Fact]
    public void Depth_and_length_end_where_they_end_for_the_reader()
    {
        foreach (var depth in Enumerable.Range(12, 8))
        {
            foreach (var inner in new[] { "", "1", "{}", "[]", "{\"$secret\":\"a\"}", "{\"a\":1}" })
            {
                Agree(Encoding.UTF8.GetBytes(Line($"{{\"data\":{new string('[', depth)}{inner}{new string(']', depth)},\"path\":\"a\"}}")));
            }
        }

        Assert.NotNull(Reads(Long(CanonicalJson.MaxLine)));
        Assert.Null(Reads(Long(CanonicalJson.MaxLine + 1)));
        Agree(Long(CanonicalJson.MaxLine));
        Agree(Long(CanonicalJson.MaxLine + 1));
        Assert.True(LineScanner.TryScan(Long(CanonicalJson.MaxLine), out var found) && found.IsChecked);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        byte[][] wrong =
        [
            [0xC0, 0x80],
            [0xE0, 0x80, 0x80],
            [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0x80],
            [0xE2, 0x82],
        ];
        foreach (var bytes in wrong)
        {
            var line = Encoding.UTF8.GetBytes(Line("""{"data":"#","path":"a"}"""));
            var at = Array.IndexOf(line, (byte)'#');
            byte[] spoilt = [.. line[..at], .. bytes, .. line[(at + 1)..]];
            Agree(spoilt);
            Assert.False(LineScanner.TryScan(spoilt, out _));
        }
    }

    [Fact]
    public void A_time_is_what_the_base_library_takes_in_this_form()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            var text = new StringBuilder("2024-02-29T23:59:59.999Z");
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = "0123456789-:TZ. \0"[random.Next(17)];
            }

            var isTime = DateTimeOffset.TryParseExact(
                text.ToString(),
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var expected
            );
            Assert.Equal(isTime, TimeSpelling.TryRead<char>(text.ToString(), out var found));
            Assert.Equal(isTime ? expected : default, found);
        }
    }

    internal static string Line(string data, long seq = 1, string prev = Zeros, string type = "step.checkpoint") =>
        $"{{\"at\":\"2026-11-23T19:53:12.114Z\",\"data\":{data},\"mono\":5120,\"prev\":\"{prev}\",\"seq\":{seq},\"type\":\"{type}\"}}";

    private static byte[] Long(int length)
    {
        var empty = Line("""{"data":"","path":"a"}""").Length;
        return Encoding.UTF8.GetBytes(Line($"{{\"data\":\"{new string('x', length - empty)}\",\"path\":\"a\"}}"));
    }

    // Gives whether the line was taken.
    private static bool Agree(byte[] line)
    {
        var read = Reads(line);
        var envelope = Envelope(line);
        var isTaken = LineScanner.TryScan(line, out var found);
        Assert.True(envelope is not null == isTaken, Encoding.UTF8.GetString(line));
        if (!isTaken)
        {
            Assert.Null(read);
            return false;
        }

        Assert.Equal(envelope, (found.Seq, found.Type));
        Assert.True(read is not null || !found.IsChecked, Encoding.UTF8.GetString(line));
        if (found.IsChecked)
        {
            var taken = new TakenLine(line, found, null, default);
            var texts = read switch
            {
                Sealed said => (said.Reason, said.Before),
                LedgerOpened opened => (opened.RunId, null),
                LedgerSealed sealedRun => (sealedRun.RunId, sealedRun.Root),
                RunInterrupted => (null, null),
                _ => (read!.StepPath, null),
            };
            Assert.Equal(texts, (taken.First, taken.Second));
            Assert.Equal((read as LedgerSealed)?.Size ?? 0, taken.Number);
        }

        return true;
    }

    // By making values of it and writing them again.
    private static (long Seq, EntryType Type)? Envelope(byte[] line)
    {
        try
        {
            var value = CanonicalJson.Parse(line);
            return
                CanonicalJson.Bytes(value).AsSpan().SequenceEqual(line)
                && value.Members.Count == 6
                && value["seq"].AsInteger() is { } seq
                && value["prev"] is { Kind: ValueKind.Text } prev
                && Encoding.UTF8.GetByteCount(prev.ToText()) == 64
                && prev.ToText().All(static c => c is >= ' ' and not ('"' or '\\'))
                && value["type"] is { Kind: ValueKind.Text } type
                && EntryTypes.Find(type.ToText()) is { } known
                && value["at"] is { Kind: ValueKind.Text } at
                && FactCodec.ParseTime(at.ToText()) >= DateTimeOffset.MinValue
                && value["mono"].AsInteger() is not null
                && value.Members.ContainsKey("data")
                ? (seq, known)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Fact? Reads(byte[] line)
    {
        try
        {
            return Envelope(line) is var (_, type) ? FactCodec.Read(type, CanonicalJson.Parse(line)["data"]) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
