using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>A journal without a disk; what it gives back went through the format all the same.</summary>
internal sealed class ScenarioJournal(TimeProvider clock) : IJournal
{
    private readonly List<Entry> entries = [];
    private int durable;
    private bool isBroken;

    internal IReadOnlyList<Entry> Entries => entries;

    /// <inheritdoc/>
    public string LastHash => JournalReader.NoPrevious;

    /// <inheritdoc/>
    public Entry Append(Fact fact, bool durable)
    {
        if (isBroken)
        {
            throw new Crash();
        }

        byte[] bytes;
        try
        {
            bytes = CanonicalJson.Bytes(fact.ToData());
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
        this.durable = durable ? entries.Count : this.durable;
        return entry;
    }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>Nothing more can be written.</summary>
    internal void Break() => isBroken = true;

    /// <summary>The journal as a start after a crash finds it: without what was not on disk yet.</summary>
    internal ScenarioJournal Reopen()
    {
        var next = new ScenarioJournal(clock) { durable = durable };
        next.entries.AddRange(entries.Take(durable));
        return next;
    }

    /// <summary>The engine died here.</summary>
    internal sealed class Crash : Exception;
}
