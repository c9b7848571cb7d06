using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Journal.Store;

/// <summary>A run in a directory. Its journal is opened when it is first needed; one that is to go on stays open until the end.</summary>
internal sealed class DirectoryRun : StoredRun
{
    private const int MostDefinitionBytes = 64 << 20;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private const int MostFirstEntry = CanonicalJson.MaxLine;
    private readonly IDisk disk;
    private readonly IDisk journals;
    private readonly RunDirectory place;
    private readonly FileUse use;
    private readonly Func<LockHolder?> holder;
    private readonly Func<TimeProvider, Ledger?> ledger;
    private DiskFile? file;
    private bool isWritable;
    private IJournal? journal;
    private SealedJournal? seals;
    private Redactor? redactor;

    internal DirectoryRun(
        IDisk disk,
        IDisk journals,
        RunDirectory place,
        FileUse use,
        Func<LockHolder?> holder,
        Func<TimeProvider, Ledger?> ledger
    )
    {
        (this.disk, this.journals, this.place, this.use, this.holder, this.ledger) = (disk, journals, place, use, holder, ledger);
        Seals = new SealFile(disk, place.Root, place.Id);
    }

    public override string Id => place.Id;

    public override string Root => place.Root;

    public override string Journal => place.Journal;

    public override bool IsHeld => holder() is { } by && by.Run == Id;

    public override bool NeverBegan => HasNoEntry();

    public override bool LooksFinished => JournalTail.SaysFinished(Open);

    /// <summary>Whether its journal is empty and nothing of it was ever sealed.</summary>
    internal bool IsBlank => journals.Look(Journal) is { Length: 0 } && disk.Look(Path.Combine(Root, "seals.txt")) is null;

    public override IEnumerable<string> Files => Below(Root, "").Order(StringComparer.Ordinal);

    public override SealFile Seals { get; }

    public override Checkpoint? LastSeal => seals?.LastSeal;

    public override JournalReader Reader(MerkleTree? tree = null) => new(Id, Open, Release) { Tree = tree };

    public override void GoOn(JournalReader read, Sitting sitting)
    {
        // Evidence, seals and reports are replaced by a rename: what a death left of that beside them is nobody's.
        foreach (var room in new[] { Root, place.Evidence }.Where(r => disk.IsDirectory(r)))
        {
            foreach (var half in disk.List(room).Where(IsHalf).ToList())
            {
                disk.Remove(half);
            }
        }

        if (read.Torn.Length > 0)
        {
            disk.Replace(Path.Combine(place.Evidence, $"torn-{Convert.ToHexStringLower(SHA256.HashData(read.Torn))[..12]}.bin"), read.Torn);
        }

        if (file is null || !isWritable)
        {
            file?.Dispose();
            file = journals.Open(Journal, FileUse.Change);
            isWritable = true;
        }

        Sit(JournalFile.Continue(file, read, sitting.Clock), read.Tree, sitting);
    }

    public override Entry Append(Fact fact) => (journal ?? throw Unattended()).Append(fact);

    public override void Push() => journal?.Push();

    /// <inheritdoc/>
    public override void Sync() => journal?.Sync();

    public override byte[] Definition(UsedDefinition used)
    {
        var path = place.Definition(used.Digest);
        var bytes = disk.Look(path) is not null
            ? disk.ReadAll(path, MostDefinitionBytes)
            : throw new CodedException(Faults.JournalDefinitionMissing(used.Id));
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == used.Digest
            ? bytes
            : throw new CodedException(Faults.JournalDefinitionChanged(used.Id));
    }

    public override (long Size, string Sha384) Keep(string name, ReadOnlySpan<byte> content)
    {
        var masks = redactor ?? throw Unattended();
        var masked = masks.IsEmpty ? content : masks.Apply(content);
        disk.CreateDirectory(place.Evidence);
        disk.Replace(Path.Combine(place.Evidence, name), masked);
        return (masked.Length, Convert.ToHexStringLower(SHA384.HashData(masked)));
    }

    public override async Task<bool> HandAsync(PersonAnswered answer, TimeSpan patience)
    {
        var file = Path.Combine(Handing, $"{Guid.NewGuid():n}.json");
        disk.CreateDirectory(Handing);
        disk.Replace(file, CanonicalJson.Bytes(answer.ToData(), FactCodec.DataDepth));
        for (var left = patience; left > TimeSpan.Zero; left -= Glance)
        {
            if (disk.Look(file) is null)
            {
                return true;
            }

            await Task.Delay(Glance).ConfigureAwait(false);
        }

        disk.Remove(file);
        return false;
    }

    public override PersonAnswered? TakeHanded(string path, Func<PersonAnswered, bool> fits)
    {
        try
        {
            foreach (var file in disk.IsDirectory(Handing) ? disk.List(Handing).Where(static f => !IsHalf(f)).ToList() : [])
            {
                var data = CanonicalJson.Parse(disk.ReadAll(file, CanonicalJson.MaxLine));
                if (FactCodec.Read(EntryType.PersonAnswered, data) is PersonAnswered answer && answer.Path == path && fits(answer))
                {
                    disk.Remove(file);
                    return answer;
                }
            }
        }
        catch (Exception error) when (error is FormatException or CodedException || Errno.IsSystems(error))
        {
            // What is no answer is nobody's; whoever handed it over is told that it was not taken.
            return null;
        }

        return null;
    }

    public override DiskFile? Fetch(string name)
    {
        var path = Own(name);
        try
        {
            return path is null ? null : disk.Open(path, FileUse.Read);
        }
        catch (IOException error) when (Errno.CodeOf(Errno.NumberOf(error)) is Errno.Missing or Errno.Unreadable && !disk.Has(path!))
        {
            // Nothing is there, or nothing can be: its name is longer than this disk takes.
            return null;
        }
    }

    internal override SealedPast Past()
    {
        try
        {
            return new(Seals, id => ledger(TimeProvider.System)?.ViewOf(id));
        }
        catch (FormatException error)
        {
            throw new CodedException(Faults.SealMalformed(error.Message, 0));
        }
    }

    public override DiskFile? Find(string name)
    {
        try
        {
            return Own(name) is { } path && disk.IsFile(path) ? disk.Open(path, FileUse.Read) : null;
        }
        catch (IOException error) when (Errno.CodeOf(Errno.NumberOf(error)) is Errno.Missing or Errno.Unreadable)
        {
            return null;
        }
    }

    /// <summary>Makes the run: definitions, pictures, journal and first entry.</summary>
    internal Entry Begin(RunStarted started, IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> kept, Sitting sitting)
    {
        disk.CreateDirectory(place.Definitions);
        disk.CreateDirectory(place.Evidence);
        foreach (var (name, bytes) in kept.DistinctBy(static k => k.Name))
        {
            disk.Replace(Path.Combine(Root, name), bytes.Span);
        }

        file = journals.Open(Journal, FileUse.CreateNew);
        isWritable = true;
        disk.SyncDirectory(Root);
        Sit(JournalFile.Begin(file, sitting.Clock), new MerkleTree(), sitting);
        var told = ledger(sitting.Clock);
        var pin = told?.Pin();
        if (started.Pack is { } pack)
        {
            told?.Note(pack.Id, pack.Version);
        }

        told?.Append(new LedgerOpened(Id));
        return Append(started with { Ledger = pin });
    }

    /// <summary>Whether its first entry was never written: what a death left of a run that was being made.</summary>
    private bool HasNoEntry()
    {
        if (Seals.Read().Any())
        {
            return false;
        }

        if (journals.Look(Journal) is not { } item)
        {
            return true;
        }

        if (item.Length is > 0 and <= MostFirstEntry)
        {
            using var opened = journals.Open(Journal, FileUse.Read);
            var bytes = new byte[item.Length];
            return !bytes.AsSpan(0, opened.Read(bytes, 0)).Contains((byte)'\n');
        }

        return item.Length == 0;
    }

    /// <summary>Takes back what was made of a run that could not be begun.</summary>
    internal void Discard()
    {
        try
        {
            Dispose();
        }
        catch (CodedException)
        {
            // What could not be written then can't be written now; it goes anyway.
        }

        try
        {
            disk.Remove(Root);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // The error that brought us here is the one to report; lists pass over a directory without a journal.
        }
    }

    /// <summary>
    /// When the first entry was written, as every journal's first bytes say; ids may be given by people and tell nothing.
    /// </summary>
    /// <param name="keepsOpen">Whether the journal stays open for whoever reads it next.</param>
    internal string Began(bool keepsOpen)
    {
        const string key = "{\"at\":\"";
        const int length = 24;
        try
        {
            var opened = Open();
            var bytes = new byte[key.Length + length];
            var text = opened is null ? "" : Encoding.Latin1.GetString(bytes, 0, opened.Read(bytes, 0));
            if (!keepsOpen)
            {
                Close();
            }

            return text.StartsWith(key, StringComparison.Ordinal) ? text[key.Length..] : WrittenLast();
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return WrittenLast();
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            journal?.Dispose();
        }
        finally
        {
            journal = null;
            Close();
        }
    }

    // The one place in which the layers are put together: masked, then sealed, then written.
    private void Sit(JournalFile written, MerkleTree? tree, Sitting sitting)
    {
        redactor = sitting.Redactor;
        seals =
            sitting.Signer is not { } signer ? null
            : ledger(sitting.Clock) is { } told && tree is not null ? new SealedJournal(written, Seals, told, signer, tree)
            : throw new InvalidOperationException("a run without a ledger, or read without a tree, can't be sealed");
        journal = new MaskedJournal(seals is null ? written : seals, sitting.Redactor);
    }

    // A name that a forged journal made up must not lead out of the run's directory.
    private string? Own(string name) =>
        Path.GetFullPath(Path.Combine(Root, name)) is var path
        && path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : null;

    // Where another process lays an answer for the one that asks.
    private string Handing => Path.Combine(Root, "answers");

    private IEnumerable<string> Below(string directory, string before)
    {
        foreach (var path in disk.List(directory).ToList())
        {
            var name = before + Path.GetFileName(path);
            if (disk.IsDirectory(path))
            {
                foreach (var inner in Below(path, name + "/"))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return name;
            }
        }
    }

    private DiskFile? Open()
    {
        if (file is not null)
        {
            return file;
        }

        if (journals.Look(Journal) is null)
        {
            return null;
        }

        try
        {
            (file, isWritable) = (journals.Open(Journal, use), use == FileUse.Change);
        }
        catch (IOException error) when (use == FileUse.Change && Errno.CodeOf(Errno.NumberOf(error)) is Errno.Denied or Errno.ReadOnly)
        {
            // It can be looked at all the same; going on says what is in the way.
            file = journals.Open(Journal, FileUse.Read);
        }
        catch (IOException error) when (Errno.CodeOf(Errno.NumberOf(error)) == Errno.Special)
        {
            throw new CodedException(Failures.From(error));
        }

        return file;
    }

    private void Release(DiskFile opened)
    {
        if (use != FileUse.Change)
        {
            Close();
        }
    }

    private void Close()
    {
        file?.Dispose();
        (file, isWritable) = (null, false);
    }

    private static InvalidOperationException Unattended() => new("nobody sits at this run");

    // A damaged journal is listed all the same.
    private string WrittenLast() => FactCodec.Time(journals.Look(Journal)?.Written ?? default);

    private static bool IsHalf(string path) => Path.GetFileName(path) is ['.', ..] name && name.EndsWith(".tmp", StringComparison.Ordinal);
}
