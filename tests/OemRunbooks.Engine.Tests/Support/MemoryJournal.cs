using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>A run without a disk; what it gives back went through the format all the same.</summary>
internal class MemoryJournal(TimeProvider clock) : StoredRun
{
    internal List<Entry> Entries { get; } = [];

    public override string Id => "r";

    public override string Root => Path.Combine(Path.GetTempPath(), "no-station", "r");

    public override bool IsHeld => false;

    public override SealFile Seals => throw new NotSupportedException();

    public override IEnumerable<Entry> Read() => Entries;

    public override JournalReader Reader(MerkleTree? tree = null) => throw new NotSupportedException();

    public override void GoOn(JournalReader read, Sitting sitting) => throw new NotSupportedException();

    public override byte[] Definition(UsedDefinition used) => throw new NotSupportedException();

    public override (long Size, string Sha384) Keep(string name, ReadOnlySpan<byte> content) => (content.Length, "");

    public override DiskFile? Find(string name) => null;

    public override Entry Append(Fact fact)
    {
        var read = FactCodec.Read(fact.Type, CanonicalJson.Parse(CanonicalJson.Bytes(fact.ToData())));
        var entry = new Entry(Entries.Count + 1, FactCodec.ParseTime(FactCodec.Time(clock.GetUtcNow())), 0, read);
        Entries.Add(entry);
        return entry;
    }

    protected override void Dispose(bool disposing) { }
}
