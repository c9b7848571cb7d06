using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>A journal without a disk; what it gives back went through the format all the same.</summary>
internal sealed class MemoryJournal(TimeProvider clock) : IJournal
{
    internal List<Entry> Entries { get; } = [];

    public string LastHash => JournalReader.NoPrevious;

    public Entry Append(Fact fact, bool durable)
    {
        var read = FactCodec.Read(fact.Type, CanonicalJson.Parse(CanonicalJson.Bytes(fact.ToData())));
        var entry = new Entry(Entries.Count + 1, FactCodec.ParseTime(FactCodec.Time(clock.GetUtcNow())), 0, read);
        Entries.Add(entry);
        return entry;
    }

    public void Dispose() { }
}
