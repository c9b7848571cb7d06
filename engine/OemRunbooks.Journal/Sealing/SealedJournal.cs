using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A journal that is sealed as it grows: when the run opens, waits, stops or ends, and after every 64 entries.</summary>
/// <remarks>
/// To seal is to append a <c>sealed</c> entry and then to write a signed note over everything so far, that entry included: nothing follows
/// a
/// run's last note, and no byte of a sealed run is outside it. The run key lives in this object alone. Source: journal.md, "Seals and
/// keys".
/// </remarks>
public sealed class SealedJournal : IJournal
{
    private const int Every = 64;
    private readonly IJournal journal;
    private readonly RunDirectory directory;
    private readonly Ledger ledger;
    private readonly SigningKey key;
    private readonly MerkleTree tree;
    private long sealedAt;
    private string? before;

    /// <summary>Seals a journal.</summary>
    /// <param name="journal">The journal, whose lines so far are in <paramref name="tree"/>.</param>
    /// <param name="directory">The run's directory.</param>
    /// <param name="ledger">The station's ledger.</param>
    /// <param name="key">The run key, taken over.</param>
    /// <param name="tree">The tree over the lines so far.</param>
    public SealedJournal(IJournal journal, RunDirectory directory, Ledger ledger, SigningKey key, MerkleTree tree)
    {
        this.journal = journal;
        this.directory = directory;
        this.ledger = ledger;
        this.key = key;
        this.tree = tree;
        sealedAt = tree.Size;
        before = Seals.Mend(directory) is { } newest ? Convert.ToHexStringLower(SHA256.HashData(newest)) : null;
    }

    /// <summary>What the newest seal of this process says; null before the first.</summary>
    public Checkpoint? LastSeal { get; private set; }

    /// <inheritdoc/>
    public string LastHash => journal.LastHash;

    /// <inheritdoc/>
    public Entry Append(Fact fact, bool durable)
    {
        var reason = fact switch
        {
            RunStarted => "opened",
            RunResumed => "resumed",
            StepWaiting => "waiting",
            RunInterrupted => "interrupted",
            RunFinished => "finished",
            _ => tree.Size - sealedAt >= Every - 2 ? "count" : null,
        };
        var entry = Grow(fact, durable && reason is null);
        if (reason is not null)
        {
            Seal(reason);
        }

        return entry;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        journal.Dispose();
        key.Dispose();
    }

    private Entry Grow(Fact fact, bool durable)
    {
        var entry = journal.Append(fact, durable);
        tree.Append(Convert.FromHexString(journal.LastHash));
        return entry;
    }

    private void Seal(string reason)
    {
        Grow(new Sealed(reason, before), durable: true);
        var seal = new Checkpoint(Checkpoint.OriginOf(directory.Id), tree.Size, tree.Root());
        var note = SignedNote.Sign(seal.Text, key).ToBytes();
        try
        {
            Seals.Append(directory, note);
            ledger.Append(new LedgerSealed(directory.Id, seal.Size, Convert.ToHexStringLower(seal.Root)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(Failures.From(error));
        }

        before = Convert.ToHexStringLower(SHA256.HashData(note));
        sealedAt = tree.Size;
        LastSeal = seal;
    }
}

/// <summary>A run's signed notes: <c>seals.txt</c> holds all of them, <c>seal.txt</c> the newest.</summary>
public static class Seals
{
    private const int MostBytes = 64 << 20;

    /// <summary>Splits a file of notes into the notes, each with its exact bytes.</summary>
    /// <exception cref="FormatException">The file is none.</exception>
    public static IEnumerable<byte[]> Read(string file)
    {
        // What has no length may be a pipe, which would never end.
        var bytes = new FileInfo(file).Length switch
        {
            0 => [],
            <= MostBytes => File.ReadAllBytes(file),
            _ => throw new FormatException("too many notes"),
        };
        var start = 0;
        while (start < bytes.Length)
        {
            var length = Length(bytes.AsSpan(start));
            yield return bytes[start..(start + length)];
            start += length;
        }
    }

    /// <summary>Cuts off what a crash left of a note that was being written; gives the newest whole one.</summary>
    internal static byte[]? Mend(RunDirectory directory)
    {
        if (!File.Exists(directory.Seals))
        {
            return null;
        }

        byte[]? newest = null;
        long good = 0;
        try
        {
            foreach (var note in Read(directory.Seals))
            {
                newest = note;
                good += note.Length;
            }
        }
        catch (FormatException)
        {
            using var handle = File.OpenHandle(directory.Seals, FileMode.Open, FileAccess.Write);
            RandomAccess.SetLength(handle, good);
            Durable.Sync(handle, directory.Seals);
        }

        return newest;
    }

    internal static void Append(RunDirectory directory, byte[] note)
    {
        Durable.Append(directory.Seals, note);
        Durable.Replace(directory.Seal, note);
    }

    // A note ends with the last of its signature lines: the next one begins with its origin.
    private static int Length(ReadOnlySpan<byte> bytes)
    {
        var dash = "\n\n— "u8;
        var signatures = bytes.IndexOf(dash);
        if (signatures < 0)
        {
            throw new FormatException("a note without a signature");
        }

        var at = signatures + 2;
        while (at < bytes.Length && bytes[at..].StartsWith("— "u8))
        {
            var newline = bytes[at..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                throw new FormatException("a torn note");
            }

            at += newline + 1;
        }

        return at;
    }
}
