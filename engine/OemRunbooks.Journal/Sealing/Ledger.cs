using System.Buffers;
using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Sealing;

/// <summary>
/// The station's own journal: which runs were opened, and how long each was when it was sealed. A run that was deleted or cut short leaves
/// a hole in it.
/// </summary>
/// <remarks>The same format as a run's journal. Appended under the station's lock. Source: journal.md, first section.</remarks>
public sealed class Ledger
{
    private const string Place = "var/runbook/ledger.jsonl";
    private const int Chunk = 1 << 20;
    private readonly IDisk disk;
    private readonly TimeProvider clock;
    private readonly long opened;

    /// <summary>The ledger of a station.</summary>
    internal Ledger(IDisk disk, StationDirectory station, TimeProvider clock)
    {
        FilePath = Path.Combine(station.Root, Place);
        this.disk = disk;
        this.clock = clock;
        opened = clock.GetTimestamp();
    }

    /// <summary>Its file.</summary>
    internal string FilePath { get; }

    /// <summary>Appends an entry; it is on disk when this returns. Torn bytes of a crash are cut off first.</summary>
    /// <exception cref="CodedException"><c>ledger.damaged</c>: its end does not chain, so nothing is added to it.</exception>
    internal void Append(Fact fact)
    {
        disk.CreateDirectory(Durable.ParentOf(FilePath));
        var (seq, prev, length) = End();
        var output = new ArrayBufferWriter<byte>(512);
        JournalFile.Write(
            output,
            new Entry(
                seq + 1,
                FactCodec.ParseTime(FactCodec.Time(clock.GetUtcNow())),
                (long)clock.GetElapsedTime(opened).TotalMilliseconds,
                fact
            ),
            prev
        );
        output.Write("\n"u8);
        using (var file = disk.Open(FilePath, FileUse.Grow))
        {
            if (file.Length != length)
            {
                file.SetLength(length);
            }

            file.Write(output.WrittenSpan, length);
            file.Sync();
        }

        if (length == 0)
        {
            disk.SyncDirectory(Durable.ParentOf(FilePath));
        }
    }

    /// <summary>The ledger as it is: its size and the root over its whole lines.</summary>
    internal LedgerPin Pin()
    {
        var tree = TreeOf(long.MaxValue);
        return new(tree.Size, Convert.ToHexStringLower(tree.Root()));
    }

    // Over the first lines, as many as there are at most.
    private MerkleTree TreeOf(long most)
    {
        var tree = new MerkleTree();
        if (disk.Look(FilePath) is not null)
        {
            using var file = disk.Open(FilePath, FileUse.Read);
            var buffer = new byte[Chunk];
            var (at, kept) = (0L, 0);
            while (file.Read(buffer.AsSpan(kept), at + kept) is > 0 and var got)
            {
                var filled = kept + got;
                var start = 0;
                while (tree.Size < most && buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is >= 0 and var length)
                {
                    tree.Append(MerkleTree.Leaf(buffer.AsSpan(start, length)));
                    start += length + 1;
                }

                // A line is at most 64 KiB; what is longer is no ledger, and whoever verifies finds it.
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                (at, kept) = (at + start, filled - start);
                if (kept == buffer.Length || tree.Size >= most)
                {
                    break;
                }
            }
        }

        return tree;
    }

    /// <summary>Signs the ledger as it is: a note of its own, which a ledger that is cut or written anew does not fit.</summary>
    internal void Sign(SigningKey signer)
    {
        var pin = Pin();
        var seal = new Checkpoint(LedgerBook.Origin, pin.Size, Convert.FromHexString(pin.Root));
        disk.Replace(LedgerBook.NoteOf(FilePath), SignedNote.Sign(seal.Text, signer).ToBytes());
    }

    /// <summary>Notes that a pack was used, when no newer version of it was.</summary>
    internal void Note(string pack, string version)
    {
        if (NewestOf(pack) is not { } known || DottedVersion.Compare(version, known) > 0)
        {
            Append(new LedgerPack(pack, version));
        }
    }

    /// <summary>The newest version of a pack that was used on a station, or null.</summary>
    /// <exception cref="CodedException"><c>journal.damaged</c></exception>
    public static string? NewestPack(StationDirectory station, string pack) =>
        new Ledger(Disk.All, station, TimeProvider.System).NewestOf(pack);

    /// <summary>The newest version of a pack that was used here, or null.</summary>
    internal string? NewestOf(string pack)
    {
        string? newest = null;
        if (disk.Look(FilePath) is not null)
        {
            foreach (var entry in new JournalReader(disk, FilePath).Read())
            {
                newest = entry.Fact is LedgerPack used && used.Pack == pack ? used.Version : newest;
            }
        }

        return newest;
    }

    /// <summary>What the ledger knows of a run; null when there is no ledger. A note over it must fit: a new one will replace it.</summary>
    /// <exception cref="CodedException">
    /// <c>ledger.broken</c>, <c>ledger.note-wrong</c>, <c>ledger.shorter-than-note</c>, <c>ledger.rewritten</c>
    /// </exception>
    internal LedgerView? ViewOf(string runId)
    {
        if (disk.Look(FilePath) is null)
        {
            return null;
        }

        DemandNoted();
        return View(disk, FilePath, runId);
    }

    private void DemandNoted()
    {
        var place = LedgerBook.NoteOf(FilePath);
        if (disk.Look(place) is null)
        {
            return;
        }

        Checkpoint noted;
        try
        {
            noted = Checkpoint.Parse(SignedNote.Parse(disk.ReadAll(place, LedgerBook.MostNoteBytes)).Text);
        }
        catch (FormatException)
        {
            throw new CodedException(Faults.LedgerNoteWrong());
        }

        var tree = TreeOf(noted.Size);
        if (tree.Size < noted.Size)
        {
            throw new CodedException(Faults.LedgerShorterThanNote(noted.Size, tree.Size));
        }

        if (noted.Origin != LedgerBook.Origin || !tree.Root().AsSpan().SequenceEqual(noted.Root))
        {
            throw new CodedException(Faults.LedgerRewritten(noted.Size));
        }
    }

    /// <summary>What a ledger knows of a run. The whole ledger is checked on the way.</summary>
    /// <exception cref="CodedException"><c>ledger.broken</c></exception>
    internal static LedgerView View(IDisk disk, string file, string runId)
    {
        var seals = new List<(long Size, string Root)>();
        var knows = false;
        var reader = new JournalReader(disk, file);
        var own = Encoding.UTF8.GetBytes(runId);
        try
        {
            reader.Scan(
                static (_, in _) => false,
                (scoped in line) =>
                {
                    DemandOwn(line.Type, line.Seq);
                    switch (line.Fact)
                    {
                        case null when line.IsOf(own) && line.Type == EntryType.LedgerSealed:
                            seals.Add((line.Number, line.Second!));
                            break;
                        case LedgerSealed sealedRun when sealedRun.RunId == runId:
                            seals.Add((sealedRun.Size, sealedRun.Root));
                            break;
                    }

                    knows |= line.Fact is null ? line.IsOf(own) : line.Fact is LedgerOpened opened && opened.RunId == runId;
                }
            );
        }
        catch (CodedException error) when (error.Failure.Code == Codes.JournalDamaged)
        {
            throw new CodedException(Faults.LedgerBroken(reader.LastSeq + 1));
        }

        return new(knows || seals.Count > 0, seals);
    }

    /// <summary>Only the ledger's own entries stand in it.</summary>
    /// <exception cref="CodedException"><c>ledger.broken</c></exception>
    internal static void DemandOwn(EntryType type, long seq)
    {
        if (!type.IsLedgers())
        {
            throw new CodedException(Faults.LedgerBroken(seq));
        }
    }

    // Only the end is read: a ledger grows for years, and whoever verifies reads it whole.
    private (long Seq, string Prev, long Length) End()
    {
        if (disk.Look(FilePath) is null)
        {
            return (0, JournalReader.NoPrevious, 0);
        }

        using var file = disk.Open(FilePath, FileUse.Read);
        var size = file.Length;
        var tail = new byte[(int)Math.Min(size, 2 * CanonicalJson.MaxLine)];
        file.Read(tail, size - tail.Length);
        var last = tail.AsSpan().LastIndexOf((byte)'\n');
        if (last < 0)
        {
            return size <= CanonicalJson.MaxLine ? (0, JournalReader.NoPrevious, 0) : throw Damaged();
        }

        var start = tail.AsSpan(0, last).LastIndexOf((byte)'\n') + 1;
        try
        {
            var line = tail.AsSpan(start, last - start);
            return (
                CanonicalJson.Parse(line)["seq"].AsInteger() ?? throw new FormatException("seq"),
                JournalReader.LeafHash(line),
                size - tail.Length + last + 1
            );
        }
        catch (FormatException)
        {
            throw Damaged();
        }
    }

    private CodedException Damaged() =>
        new CodedException(
            Faults.LedgerDamaged(Path.GetFileName(FilePath), (disk.Look(FilePath)?.Length ?? 0).ToString(CultureInfo.InvariantCulture))
        );
}

/// <summary>What a ledger knows of one run.</summary>
/// <param name="Knows">Whether it was opened there at all.</param>
/// <param name="Seals">Each time it was sealed, in the ledger's order: none may be forgotten.</param>
internal sealed record LedgerView(bool Knows, IReadOnlyList<(long Size, string Root)> Seals);
