using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Store;

/// <summary>A journal into which no secret gets.</summary>
internal sealed class MaskedJournal(IJournal journal, Redactor redactor) : IJournal
{
    public string LastHash => journal.LastHash;

    public Entry Append(Fact fact) => journal.Append(FactMask.Apply(fact, redactor));

    public void Push() => journal.Push();

    /// <inheritdoc/>
    public void Sync() => journal.Sync();

    public void Dispose() => journal.Dispose();
}
