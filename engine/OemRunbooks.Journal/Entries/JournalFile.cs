using System.Buffers;
using Microsoft.Win32.SafeHandles;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Where a run's entries are appended and read. Files are the embedded default; a support centre may bring another.</summary>
public interface IJournal : IDisposable
{
    /// <summary>Appends an entry.</summary>
    /// <param name="fact">What it says.</param>
    /// <param name="durable">Whether it, and everything before it, is on disk when this returns.</param>
    /// <exception cref="CodedException">
    /// <c>journal.entry-too-large</c>; <c>journal.write-failed</c>, after which nothing more can be appended.
    /// </exception>
    Entry Append(Fact fact, bool durable);

    /// <summary>Leaf hash of the newest entry, lower-case hex.</summary>
    string LastHash { get; }
}

/// <summary>A run's <c>journal.jsonl</c>, open for appending.</summary>
/// <remarks>
/// Entries that need not be on disk yet wait in memory and travel with the next one that must: one fsync for each durable step.
/// </remarks>
public sealed class JournalFile : IJournal
{
    private readonly SafeFileHandle handle;
    private readonly string path;
    private readonly TimeProvider clock;
    private readonly long opened;
    private readonly ArrayBufferWriter<byte> pending = new(4096);
    private long length;
    private long seq;
    private string prev;
    private bool broken;

    private JournalFile(SafeFileHandle handle, string path, TimeProvider clock, long length, long seq, string prev)
    {
        this.handle = handle;
        this.path = path;
        this.clock = clock;
        this.length = length;
        this.seq = seq;
        this.prev = prev;
        opened = clock.GetTimestamp();
    }

    /// <summary>Creates a new journal; its name is on disk when this returns.</summary>
    public static JournalFile Create(string path, TimeProvider clock)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Durable.SyncDirectory(Durable.ParentOf(path));
        return new(handle, path, clock, 0, 0, JournalReader.NoPrevious);
    }

    /// <summary>Opens a journal that has been read to its end, to go on after its last whole entry.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">The reader that read it; a torn last line has been kept elsewhere and is cut off here.</param>
    /// <param name="clock">The clock.</param>
    public static JournalFile Continue(string path, JournalReader read, TimeProvider clock)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        if (RandomAccess.GetLength(handle) != read.GoodLength)
        {
            RandomAccess.SetLength(handle, read.GoodLength);
            Durable.Sync(handle, path);
        }

        return new(handle, path, clock, read.GoodLength, read.LastSeq, read.LastHash);
    }

    /// <inheritdoc/>
    public string LastHash => prev;

    /// <inheritdoc/>
    public Entry Append(Fact fact, bool durable)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        if (broken)
        {
            throw new CodedException(Faults.JournalWriteFailed(Path.GetFileName(path)));
        }

        // Milliseconds are what the line holds; the entry in memory must say the same.
        var at = FactCodec.ParseTime(FactCodec.Time(clock.GetUtcNow()));
        var entry = new Entry(seq + 1, at, (long)clock.GetElapsedTime(opened).TotalMilliseconds, fact);
        var start = pending.WrittenCount;
        try
        {
            Write(pending, entry, prev);
        }
        catch (FormatException error)
        {
            TakeBack(start);
            throw new CodedException(Faults.JournalEntryMalformed(error.Message));
        }

        var line = pending.WrittenSpan[start..];
        if (line.Length > CanonicalJson.MaxLine)
        {
            TakeBack(start);
            throw new CodedException(Faults.JournalEntryTooLarge(CanonicalJson.MaxLine));
        }

        prev = JournalReader.LeafHash(line);
        seq++;
        pending.Write("\n"u8);
        if (durable || pending.WrittenCount > 256 * 1024)
        {
            Flush();
        }

        return entry;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!handle.IsClosed && !broken && pending.WrittenCount > 0)
        {
            Flush();
        }

        handle.Dispose();
    }

    internal static void Write(IBufferWriter<byte> output, Entry entry, string prev)
    {
        output.Write("{\"at\":\""u8);
        Span<byte> text = stackalloc byte[64];
        output.Write(text[..System.Text.Encoding.ASCII.GetBytes(FactCodec.Time(entry.At), text)]);
        output.Write("\",\"data\":"u8);
        CanonicalJson.Write(output, entry.Fact.ToData());
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

    // What was waiting before the refused line stays.
    private void TakeBack(int start)
    {
        var kept = pending.WrittenSpan[..start].ToArray();
        pending.ResetWrittenCount();
        pending.Write(kept);
    }

    private void Flush()
    {
        try
        {
            RandomAccess.Write(handle, pending.WrittenSpan, length);
            length += pending.WrittenCount;
            pending.ResetWrittenCount();
            Durable.Sync(handle, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What reached the disk is unknown now; going on could only make it worse.
            broken = true;
            throw new CodedException(
                Failures.From(error) is { Code: Codes.DiskFull or Codes.DiskReadOnly } known
                    ? known
                    : Faults.JournalWriteFailed(Path.GetFileName(path))
            );
        }
    }
}
