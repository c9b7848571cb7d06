using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>A journal without a disk; what it gives back went through the format all the same.</summary>
internal sealed class ScenarioJournal(string root, TimeProvider clock) : StoredRun
{
    private readonly List<Entry> entries = [];
    private int durable;
    private bool isBroken;

    internal IReadOnlyList<Entry> Entries => entries;

    public override string Id => "scenario";

    public override string Root => root;

    public override bool IsHeld => true;

    public override SealFile Seals => throw Without();

    public override IEnumerable<Entry> Read() => entries;

    public override JournalReader Reader(MerkleTree? tree = null) => throw Without();

    public override void GoOn(JournalReader read, Sitting sitting) => throw Without();

    public override byte[] Definition(UsedDefinition used) => throw Without();

    public override (long Size, string Sha384) Keep(string name, ReadOnlySpan<byte> content) => throw Without();

    public override DiskFile? Find(string name) => null;

    public override Entry Append(Fact fact)
    {
        if (isBroken)
        {
            throw new Crash();
        }

        byte[] bytes;
        try
        {
            bytes = CanonicalJson.Bytes(fact.ToData(), FactCodec.DataDepth);
        }
        catch (FormatException error)
        {
            throw new CodedException(Faults.JournalEntryMalformed(error.Message));
        }

        if (bytes.Length > CanonicalJson.MaxLine)
        {
            throw new CodedException(Faults.JournalEntryTooLarge(CanonicalJson.MaxLine));
        }

        var entry = new Entry(
            entries.Count + 1,
            FactCodec.ParseTime(FactCodec.Time(clock.GetUtcNow())),
            0,
            FactCodec.Read(fact.Type, CanonicalJson.Parse(bytes))
        );
        entries.Add(entry);
        durable = fact.IsSynced ? entries.Count : durable;
        return entry;
    }

    /// <summary>Nothing more can be written.</summary>
    internal void Break() => isBroken = true;

    /// <summary>The journal as a start after a crash finds it: without what was not on disk yet.</summary>
    internal ScenarioJournal Reopen()
    {
        var next = new ScenarioJournal(root, clock) { durable = durable };
        next.entries.AddRange(entries.Take(durable));
        return next;
    }

    protected override void Dispose(bool disposing) { }

    private static NotSupportedException Without() => new("a scenario has no disk");

    /// <summary>The engine died here.</summary>
    internal sealed class Crash : Exception;
}
