using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using Xunit;

namespace OemRunbooks.Journal.Tests.Entries;

/// <summary>A journal that is scanned in blocks gives what reading it line by line gives, to its first bad line and in its words.</summary>
public sealed class Feeding
{
    [Fact]
    public void Old_journals_and_what_chance_makes_of_them_come_to_the_same()
    {
        var random = new Random(20261127);
        foreach (var journal in Golden.Journals)
        {
            Agree(journal);
            for (var i = 0; i < 5; i++)
            {
                Agree(Golden.Spoilt(journal, random));
            }

            var lines = Encoding.Latin1.GetString(journal).Split('\n');
            for (var i = 0; i < 2; i++)
            {
                var moved = lines.ToList();
                var at = random.Next(moved.Count);
                var line = moved[at];
                moved.RemoveAt(at);
                if (i > 0)
                {
                    moved.Insert(random.Next(moved.Count + 1), line);
                }

                Agree(Encoding.Latin1.GetBytes(string.Join('\n', moved)));
            }
        }
    }

    [Fact]
    public void Journals_of_many_blocks_come_to_the_same_wherever_they_are_spoilt()
    {
        var random = new Random(3);
        var chain = Chain.Of(3_000_000, random);
        var whole = chain.Bytes;
        var said = Agree(whole);
        Assert.True(said.Entries.Count > 3_000 && said.Failure is null);
        for (var i = 0; i < 15; i++)
        {
            Agree(Golden.Spoilt(whole, random));
        }

        foreach (var around in new[] { LineBatch.Size, 2 * LineBatch.Size, 5 * LineBatch.Size })
        {
            for (var at = around - 2; at <= around + 2; at++)
            {
                Agree(whole[..at]);
                var spoilt = whole.ToArray();
                spoilt[at] ^= 1;
                Agree(spoilt);
            }
        }
    }

    [Fact]
    public void Hostile_lines_that_are_chained_come_to_the_same()
    {
        string[] hostile =
        [
            "",
            " ",
            "\0",
            "{}",
            new string('[', 70_000),
            new string('[', 40),
            new string('x', CanonicalJson.MaxLine),
            new string('x', CanonicalJson.MaxLine + 1),
            new string('x', 600_000),
            Scanning.Line("{}", 9_007_199_254_740_991),
            Scanning.Line("""{"path":"a"}"""),
        ];
        foreach (var size in new[] { 0, 1000, LineBatch.Size, 4 * LineBatch.Size })
        {
            foreach (var line in hostile)
            {
                var chain = Chain.Of(size, new Random(5)).Raw(line);
                Agree([.. chain.Bytes, .. "more\n"u8]);
                Agree(chain.Bytes[..^1]);
            }

            foreach (var (type, data) in Data)
            {
                var chain = Chain.Of(size, new Random(5)).Add(type, data).Add("step.checkpoint", """{"data":1,"path":"a"}""");
                Agree(chain.Bytes);
            }
        }

        Agree(new byte[1_000_000]);
        Agree([.. Enumerable.Repeat((byte)'\n', 1_000_000)]);
    }

    [Fact]
    public void What_could_be_read_before_the_medium_fails_is_handed_over()
    {
        var whole = Chain.Of(2_000_000, new Random(9)).Bytes;
        foreach (var until in new[] { 0, 10, 100_000, LineBatch.Size, (3 * LineBatch.Size) + 17, whole.Length })
        {
            var reader = new JournalReader("run", () => new GivenFile(whole, until), static _ => { });
            var lines = 0;
            Assert.ThrowsAny<IOException>(() => reader.Scan(static (_, in _) => false, (scoped in _) => lines++));
            Assert.Equal(whole.AsSpan(0, until).Count((byte)'\n'), lines);
        }
    }

    [Fact]
    public void Whoever_takes_lines_may_stop_and_the_file_is_given_back()
    {
        var whole = Chain.Of(2_000_000, new Random(9)).Bytes;
        var isClosed = false;
        var reader = new JournalReader("run", () => new GivenFile(whole), _ => isClosed = true);
        Assert.Throws<FormatException>(() => reader.Scan(static (_, in _) => false, static (scoped in _) => throw new FormatException()));
        Assert.True(isClosed);
    }

    private static (string Type, string Data)[] Data =>
        [
            ("step.started", """{"attempt":1}"""),
            ("step.started", """{"attempt":2147483648,"path":"a"}"""),
            ("step.started", """{"attempt":1,"inputs":{"$secret":"env:A"},"path":"a"}"""),
            ("step.started", """{"attempt":1,"inputs":null,"path":"a","rerun":null}"""),
            ("step.started", """{"attempt":1,"name":{"pl":"x"},"path":"a"}"""),
            ("step.started", """{"attempt":1,"name":{"en":"x","pl":"x"},"path":"a"}"""),
            ("step.started", """{"attempt":"1","path":"a"}"""),
            ("step.started", """{"activity":1,"attempt":1,"path":"a"}"""),
            ("step.succeeded", """{"artefacts":{},"path":"a"}"""),
            ("step.succeeded", """{"artefacts":[1],"path":"a"}"""),
            ("step.succeeded", """{"outputs":[],"path":"a"}"""),
            ("step.succeeded", """{"compensation":{},"path":"a"}"""),
            ("step.succeeded", """{"path":"\n","reconciled":true}"""),
            ("step.succeeded", """{"path":"a","reconciled":1}"""),
            ("step.skipped", """{"condition":"x"}"""),
            ("step.skipped", """{"condition":"x","path":"a","seen":1}"""),
            ("sealed", """{"before":1,"reason":"x"}"""),
            ("sealed", """{"before":null,"reason":"x"}"""),
            ("sealed", """{"before":"\\","reason":"x"}"""),
            ("sealed", """{"reason":{}}"""),
            ("sealed", """{"$secret":"x"}"""),
            ("sealed", "1"),
            ("ledger.opened", """{"run":"a"}"""),
            ("ledger.sealed", """{"root":"a","run":"a","size":9007199254740991}"""),
            ("ledger.sealed", """{"root":"a","run":"a","size":"1"}"""),
            ("run.interrupted", """{"reason":"x"}"""),
            ("run.interrupted", """{}"""),
            ("run.nothing", """{}"""),
            ("run.finished", """{"outcome":"other"}"""),
        ];

    private sealed record Said(
        List<(long, EntryType, string)> Entries,
        Failure? Failure,
        string Torn,
        long LastSeq,
        long Good,
        string Hash
    );

    private static Said Agree(byte[] journal)
    {
        var plain = Plainly(journal);
        foreach (var other in new[] { Read(journal), Scan(journal, false), Scan(journal, true) })
        {
            Assert.Equal(plain.Entries, other.Entries);
            Assert.Equal(plain.Failure?.Code, other.Failure?.Code);
            Assert.Equal(plain.Failure?.Arguments, other.Failure?.Arguments);
            Assert.Equal(plain, other, Same);
        }

        return plain;
    }

    // Line by line, each made a value of and written again: what the format says, and nothing done to be quick.
    private static Said Plainly(byte[] journal)
    {
        var entries = new List<(long, EntryType, string)>();
        var (seq, good, hash, start) = (0L, 0L, JournalReader.NoPrevious, 0);
        Failure? failure = null;
        while (failure is null && journal.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = journal[start..(start + length)];
            try
            {
                var type = Judged(line, seq + 1, hash);
                (seq, good, hash, start) = (seq + 1, good + length + 1, JournalReader.LeafHash(line), start + length + 1);
                entries.Add((seq, type, hash));
            }
            catch (FormatException error)
            {
                failure = Damage.OfEntry(seq + 1, error.Message, "run");
            }
        }

        if (failure is null && journal.Length - start > CanonicalJson.MaxLine)
        {
            failure = Damage.OfEntry(seq + 1, "line too long", "run");
        }

        return new(entries, failure, failure is null ? Convert.ToHexStringLower(journal.AsSpan(start)) : "", seq, good, hash);
    }

    private static EntryType Judged(byte[] line, long seq, string prev)
    {
        var value = CanonicalJson.Parse(line);
        if (!CanonicalJson.Bytes(value).AsSpan().SequenceEqual(line))
        {
            throw new FormatException("not the canonical spelling");
        }

        string Text(string name) => value[name].Kind == ValueKind.Text ? value[name].ToText() : "";
        string? Wrong() =>
            value["seq"].AsInteger() is not { } number ? "no seq"
            : number != seq ? "seq is not the next number"
            : Text("prev") != prev ? "prev does not match the entry before: one of the two was changed"
            : value.Members.Count != 6 ? "members missing or foreign"
            : EntryTypes.Find(Text("type")) is null ? "unknown type"
            : null;
        if (Wrong() is { } wrong)
        {
            throw new FormatException(wrong);
        }

        FactCodec.ParseTime(Text("at"));
        var mono = value["mono"].AsInteger();
        return mono is null
            ? throw new FormatException("no mono")
            : FactCodec.Read(EntryTypes.Find(Text("type"))!.Value, value["data"]).Type;
    }

    private static bool Same(Said one, Said other) =>
        (one.Torn, one.LastSeq, one.Good, one.Hash) == (other.Torn, other.LastSeq, other.Good, other.Hash);

    private static Said Read(byte[] journal)
    {
        var reader = new JournalReader("run", () => new GivenFile(journal), static _ => { });
        return Told(
            reader,
            entries =>
            {
                foreach (var entry in reader.Read())
                {
                    entries.Add((entry.Seq, entry.Fact.Type, Convert.ToHexStringLower(reader.LastLeaf)));
                }
            }
        );
    }

    private static Said Scan(byte[] journal, bool isWanted)
    {
        var reader = new JournalReader("run", () => new GivenFile(journal), static _ => { });
        return Told(
            reader,
            entries =>
                reader.Scan(
                    (_, in _) => isWanted,
                    (scoped in line) =>
                    {
                        Assert.True(line.Fact is not null || !isWanted);
                        entries.Add((line.Seq, line.Type, Convert.ToHexStringLower(line.Leaf)));
                    }
                )
        );
    }

    private static Said Told(JournalReader reader, Action<List<(long, EntryType, string)>> read)
    {
        var entries = new List<(long, EntryType, string)>();
        Failure? failure = null;
        try
        {
            read(entries);
        }
        catch (CodedException error)
        {
            failure = error.Failure;
        }

        return new(entries, failure, Convert.ToHexStringLower(reader.Torn), reader.LastSeq, reader.GoodLength, reader.LastHash);
    }
}
