using System.Buffers;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Where a run's entries are appended: a file, or a layer over one.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Leaf hash of the newest entry, lower-case hex.</summary>
    string LastHash { get; }

    /// <summary>Appends an entry.</summary>
    /// <param name="fact">What it says.</param>
    /// <exception cref="CodedException">
    /// <c>journal.entry-too-large</c>; <c>journal.write-failed</c>, after which nothing more can be appended.
    /// </exception>
    Entry Append(Fact fact);

    /// <summary>
    /// Hands all that was appended to the system: whoever looks from outside sees it, and a process that dies does not take it along.
    /// </summary>
    /// <exception cref="CodedException"><c>journal.write-failed</c></exception>
    void Push();

    /// <summary>Waits until all that was appended is on disk.</summary>
    /// <exception cref="CodedException"><c>journal.write-failed</c></exception>
    void Sync();
}

/// <summary>A run's <c>journal.jsonl</c>, open for appending.</summary>
/// <remarks>
/// An entry that need not be on disk yet travels with the next one that must: one fsync for each durable step. Before anything is done that
/// others see, whoever appends pushes what waits.
/// </remarks>
internal sealed class JournalFile : IJournal
{
    private readonly DiskFile file;
    private readonly TimeProvider clock;
    private readonly long opened;
    private const int MostPending = 256 * 1024;
    private readonly ArrayBufferWriter<byte> line = new(4096);
    private readonly ArrayBufferWriter<byte> pending = new(4096);
    private long length;
    private long seq;
    private string prev;
    private bool isUnsynced;
    private bool broken;
    private bool closed;

    private JournalFile(DiskFile file, TimeProvider clock, long length, long seq, string prev)
    {
        this.file = file;
        this.clock = clock;
        this.length = length;
        this.seq = seq;
        this.prev = prev;
        opened = clock.GetTimestamp();
    }

    /// <summary>Begins a new journal in a file that is empty.</summary>
    internal static JournalFile Begin(DiskFile file, TimeProvider clock) => new(file, clock, 0, 0, JournalReader.NoPrevious);

    /// <summary>Goes on after the last whole entry of a journal that has been read to its end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="read">The reader that read it; a torn last line has been kept elsewhere and is cut off here.</param>
    /// <param name="clock">The clock.</param>
    internal static JournalFile Continue(DiskFile file, JournalReader read, TimeProvider clock)
    {
        if (file.Length != read.GoodLength)
        {
            file.SetLength(read.GoodLength);
            file.Sync();
        }

        return new(file, clock, read.GoodLength, read.LastSeq, read.LastHash);
    }

    /// <inheritdoc/>
    public string LastHash => prev;

    /// <inheritdoc/>
    public Entry Append(Fact fact) => Append(fact, fact.IsSynced);

    /// <summary>Appends an entry that another one follows at once, which is synced with it.</summary>
    internal Entry Append(Fact fact, bool isSynced)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (broken)
        {
            throw new CodedException(Faults.JournalWriteFailed(Path.GetFileName(file.Path)));
        }

        // Milliseconds are what the line holds; the entry in memory must say the same.
        var at = FactCodec.ParseTime(FactCodec.Time(clock.GetUtcNow()));
        var entry = new Entry(seq + 1, at, (long)clock.GetElapsedTime(opened).TotalMilliseconds, fact);
        line.ResetWrittenCount();
        try
        {
            Write(line, entry, prev);
        }
        catch (FormatException error)
        {
            line.ResetWrittenCount();
            throw new CodedException(Faults.JournalEntryMalformed(error.Message));
        }

        if (line.WrittenCount > CanonicalJson.MaxLine)
        {
            line.ResetWrittenCount();
            throw new CodedException(Faults.JournalEntryTooLarge(CanonicalJson.MaxLine));
        }

        prev = JournalReader.LeafHash(line.WrittenSpan);
        seq++;
        pending.Write(line.WrittenSpan);
        pending.Write("\n"u8);
        line.ResetWrittenCount();
        if (isSynced || pending.WrittenCount > MostPending)
        {
            Write(isSynced);
        }

        return entry;
    }

    /// <inheritdoc/>
    public void Push()
    {
        if (pending.WrittenCount > 0)
        {
            Write(isSynced: false);
        }
    }

    /// <inheritdoc/>
    public void Sync()
    {
        if (isUnsynced || pending.WrittenCount > 0)
        {
            Write(isSynced: true);
        }
    }

    /// <summary>Waits until all of it is on disk. The file belongs to whoever opened it.</summary>
    public void Dispose()
    {
        try
        {
            if (!closed && !broken)
            {
                Sync();
            }
        }
        finally
        {
            closed = true;
        }
    }

    internal static void Write(IBufferWriter<byte> output, Entry entry, string prev)
    {
        output.Write("{\"at\":\""u8);
        Span<byte> text = stackalloc byte[64];
        output.Write(text[..System.Text.Encoding.ASCII.GetBytes(FactCodec.Time(entry.At), text)]);
        output.Write("\",\"data\":"u8);
        CanonicalJson.Write(output, entry.Fact.ToData(), FactCodec.DataDepth);
        output.Write(",\"mono\":"u8);
        CanonicalJson.WriteInteger(output, entry.Mono);
        output.Write(",\"prev\":\""u8);
        output.Write(text[..System.Text.Encoding.ASCII.GetBytes(prev, text)]);
        output.Write("\",\"seq\":"u8);
        CanonicalJson.WriteInteger(output, entry.Seq);
        output.Write(",\"type\":\""u8);
        output.Write(text[..System.Text.Encoding.ASCII.GetBytes(entry.Fact.Type.Name(), text)]);
        output.Write("\"}"u8);
    }

    private void Write(bool isSynced)
    {
        try
        {
            if (pending.WrittenCount > 0)
            {
                file.Write(pending.WrittenSpan, length);
                length += pending.WrittenCount;
                pending.ResetWrittenCount();
                isUnsynced = true;
            }

            if (isSynced)
            {
                file.Sync();
                isUnsynced = false;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What reached the disk is unknown now; going on could only make it worse.
            broken = true;
            throw new CodedException(
                Failures.From(error) is { Code: Codes.DiskFull or Codes.DiskReadOnly } known
                    ? known
                    : Faults.JournalWriteFailed(Path.GetFileName(file.Path))
            );
        }
    }
}
