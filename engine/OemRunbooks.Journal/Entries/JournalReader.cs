using System.Buffers;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Reads a journal: every line canonical, every line chained to the one before.</summary>
/// <remarks>
/// Streams in bounded memory. A torn last line is set aside, damage anywhere else is an error. Source: journal.md, "Entries", "Durability".
/// </remarks>
public sealed class JournalReader
{
    /// <summary><c>prev</c> of the first entry.</summary>
    public static readonly string NoPrevious = new('0', 64);

    private static readonly byte[] NoPreviousBytes = Encoding.ASCII.GetBytes(NoPrevious);

    private readonly string run;
    private readonly Func<DiskFile?> open;
    private readonly Action<DiskFile> close;

    /// <summary>Prepares to read a journal.</summary>
    /// <param name="run">Whose it is.</param>
    /// <param name="open">Gives its file; null when there is none.</param>
    /// <param name="close">Takes the file back.</param>
    internal JournalReader(string run, Func<DiskFile?> open, Action<DiskFile> close) =>
        (this.run, this.open, this.close) = (run, open, close);

    /// <summary>Prepares to read a file in the form of a journal.</summary>
    internal JournalReader(IDisk disk, string path)
        : this(
            Path.GetFileName(Path.GetDirectoryName(path)) ?? "",
            () => disk.Look(path) is null ? null : disk.Open(path, FileUse.Read),
            static f => f.Dispose()
        ) { }

    /// <summary>Leaf hash of the newest whole entry read so far; what the next one's <c>prev</c> must be.</summary>
    public string LastHash => LastLeaf.Length == 0 ? NoPrevious : Convert.ToHexStringLower(LastLeaf);

    /// <summary>The same hash as bytes; none before the first entry.</summary>
    internal byte[] LastLeaf { get; private set; } = [];

    /// <summary>Whether the bytes of the newest line are kept.</summary>
    internal bool KeepsLine { get; set; }

    /// <summary>The newest whole line, if lines are kept.</summary>
    internal byte[] LastLine { get; private set; } = [];

    /// <summary>Number of the newest whole entry read so far.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Bytes of whole entries read so far.</summary>
    public long GoodLength { get; private set; }

    /// <summary>The bytes of a torn last line; empty when there is none.</summary>
    public byte[] Torn { get; private set; } = [];

    /// <summary>Grows with every entry that is read; null when nobody needs it.</summary>
    public MerkleTree? Tree { get; init; }

    /// <summary>Reads all entries in order.</summary>
    /// <exception cref="CodedException"><c>journal.missing</c>, <c>journal.damaged</c> with the entry's number and the reason.</exception>
    public IEnumerable<Entry> Read()
    {
        var file = open() ?? throw new CodedException(Faults.JournalMissing(run));
        var buffer = ArrayPool<byte>.Shared.Rent(CanonicalJson.MaxLine + 2);
        try
        {
            var filled = 0;
            long offset = 0;
            while (true)
            {
                var read = file.Read(buffer.AsSpan(filled, CanonicalJson.MaxLine + 1 - filled), offset);
                filled += read;
                offset += read;
                var start = 0;
                int newline;
                while ((newline = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0)
                {
                    yield return Parse(buffer.AsSpan(start, newline));
                    start += newline + 1;
                }

                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                if (read == 0)
                {
                    Torn = buffer.AsSpan(0, filled).ToArray();
                    yield break;
                }

                if (filled > CanonicalJson.MaxLine)
                {
                    throw Damaged("line too long");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            close(file);
        }
    }

    /// <summary>Hands over all entries in order, for whoever needs the values of few: the others are checked as they lie there.</summary>
    /// <param name="wants">Of which the values are needed; asked on any thread.</param>
    /// <param name="take">Takes an entry, on this thread.</param>
    /// <exception cref="CodedException"><c>journal.missing</c>, <c>journal.damaged</c>, as reading does.</exception>
    internal void Scan(LineWants wants, LineTaker take)
    {
        var file = open() ?? throw new CodedException(Faults.JournalMissing(run));
        try
        {
            using var feed = new LineFeed(file, wants);
            while (feed.Next() is { } batch)
            {
                HandOver(batch, wants, take);
                feed.Return(batch);
            }

            if (feed.IsTooLong)
            {
                throw Damaged("line too long");
            }

            Torn = feed.Rest.ToArray();
        }
        finally
        {
            close(file);
        }
    }

    private void HandOver(LineBatch batch, LineWants wants, LineTaker take)
    {
        while (true)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                ref readonly var found = ref batch.Found(i);
                var line = batch.Bytes(i);

                // Among themselves they are chained; to what came before, the first of them is not yet.
                if (i == 0 && (found.Seq != LastSeq + 1 || !IsLast(line.Slice(found.PrevAt, NoPrevious.Length))))
                {
                    Parse(line);
                    throw new InvalidOperationException("a chain that is whole and is not");
                }

                LastSeq = found.Seq;
                GoodLength += line.Length + 1;
                take(new TakenLine(line, found, batch.FactOf(i), batch.Leaf(i)));
            }

            if (batch.Count > 0)
            {
                LastLeaf = batch.Leaf(batch.Count - 1).ToArray();
            }

            if (batch.StopAt < 0)
            {
                return;
            }

            // The reader's word counts, whether it refuses the line or not.
            var stopped = batch.Stopped;
            var entry = Parse(stopped);
            take(new TakenLine(entry, LastLeaf));
            batch.Scan(batch.StopAt + stopped.Length + 1, wants);
        }
    }

    private bool IsLast(ReadOnlySpan<byte> prev) =>
        LastLeaf.Length == 0 ? prev.SequenceEqual(NoPreviousBytes) : LineBatch.IsHash(prev, LastLeaf);

    /// <summary>The leaf hash of a line without its newline: SHA-256(0x00 ‖ line), RFC 9162.</summary>
    public static string LeafHash(ReadOnlySpan<byte> line)
    {
        return Convert.ToHexStringLower(MerkleTree.Leaf(line));
    }

    private Entry Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            // What was scanned need not be looked at again but for what it says.
            var entry =
                LineScanner.TryScan(line, out var found) && found.Seq == LastSeq + 1 && IsLast(line.Slice(found.PrevAt, NoPrevious.Length))
                    ? new Entry(found.Seq, found.At, found.Mono, FactCodec.Read(found.Type, CanonicalJson.Parse(line[found.Data])))
                    : Judge(line);
            LastLeaf = MerkleTree.Leaf(line);
            LastSeq = entry.Seq;
            LastLine = KeepsLine ? line.ToArray() : [];
            Tree?.Append(LastLeaf);
            GoodLength += line.Length + 1;
            return entry;
        }
        catch (FormatException error)
        {
            throw Damaged(error.Message);
        }
    }

    // Says what is wrong with a line, in the order in which it matters.
    private Entry Judge(ReadOnlySpan<byte> line)
    {
        var value = CanonicalJson.Parse(line);
        var seq = value["seq"].AsInteger() ?? throw new FormatException("no seq");
        if (seq != LastSeq + 1)
        {
            throw new FormatException("seq is not the next number");
        }

        if (!IsLast(Encoding.UTF8.GetBytes(Text(value, "prev"))))
        {
            throw new FormatException("prev does not match the entry before: one of the two was changed");
        }

        if (value.Members.Count != 6)
        {
            throw new FormatException("members missing or foreign");
        }

        var type = EntryTypes.Find(Text(value, "type")) ?? throw new FormatException("unknown type");
        var at = FactCodec.ParseTime(Text(value, "at"));
        var mono = value["mono"].AsInteger() ?? throw new FormatException("no mono");
        return new Entry(seq, at, mono, FactCodec.Read(type, value["data"]));
    }

    // A reference to a secret is no text, though it holds one.
    private static string Text(Value entry, string name) => entry[name].Kind == ValueKind.Text ? entry[name].ToText() : "";

    private CodedException Damaged(string reason) => new(Damage.OfEntry(LastSeq + 1, reason, run));
}
