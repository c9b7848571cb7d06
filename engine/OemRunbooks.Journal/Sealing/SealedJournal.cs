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
internal sealed class SealedJournal : IJournal
{
    private const int Every = 64;
    private readonly JournalFile journal;
    private readonly SealFile notes;
    private readonly Ledger ledger;
    private readonly SigningKey signer;
    private readonly SigningKey key;
    private readonly string certificate;
    private readonly MerkleTree tree;
    private long sealedAt;
    private string? before;

    /// <summary>Seals a journal, by a key of its own for this sitting, made here and known nowhere else.</summary>
    /// <param name="journal">The journal, whose lines so far are in <paramref name="tree"/>.</param>
    /// <param name="notes">The run's notes.</param>
    /// <param name="ledger">The station's ledger.</param>
    /// <param name="signer">Who certifies the key.</param>
    /// <param name="tree">The tree over the lines so far.</param>
    internal SealedJournal(JournalFile journal, SealFile notes, Ledger ledger, SigningKey signer, MerkleTree tree)
    {
        this.journal = journal;
        this.notes = notes;
        this.ledger = ledger;
        this.signer = signer;
        this.tree = tree;
        key = SigningKey.New(Checkpoint.OriginOf(notes.RunId));
        certificate = RunCertificate.Issue(notes.RunId, key.Public, signer).ToString();
        sealedAt = tree.Size;
        before = notes.Mend() is { } newest ? Convert.ToHexStringLower(SHA256.HashData(newest)) : null;
    }

    /// <summary>What the newest seal of this process says; null before the first.</summary>
    internal Checkpoint? LastSeal { get; private set; }

    /// <inheritdoc/>
    public string LastHash => journal.LastHash;

    /// <inheritdoc/>
    public Entry Append(Fact fact)
    {
        fact = fact switch
        {
            RunStarted started => started with { Certificate = certificate },
            RunResumed resumed => resumed with { Certificate = certificate },
            _ => fact,
        };
        var reason = fact switch
        {
            RunStarted => "opened",
            RunResumed => "resumed",
            StepWaiting => "waiting",
            RunInterrupted => "interrupted",
            RunFinished => "finished",

            // What hands a case over names the receipt: it covers all that led to it.
            StepStarted { Activity: { } activity } when activity.StartsWith("escalate.", StringComparison.Ordinal) => "handover",
            _ => tree.Size - sealedAt >= Every - 2 ? "count" : null,
        };
        var entry = Grow(fact, fact.IsSynced && reason is null);
        if (reason is not null)
        {
            Seal(reason);
        }

        return entry;
    }

    /// <inheritdoc/>
    public void Push() => journal.Push();

    /// <inheritdoc/>
    public void Sync() => journal.Sync();

    /// <inheritdoc/>
    public void Dispose()
    {
        journal.Dispose();
        key.Dispose();
    }

    private Entry Grow(Fact fact, bool isSynced)
    {
        var entry = journal.Append(fact, isSynced);
        tree.Append(Convert.FromHexString(journal.LastHash));
        return entry;
    }

    private void Seal(string reason)
    {
        Grow(new Sealed(reason, before), isSynced: true);
        var seal = new Checkpoint(Checkpoint.OriginOf(notes.RunId), tree.Size, tree.Root());
        var note = SignedNote.Sign(seal.Text, key).ToBytes();
        try
        {
            notes.Append(note);
            ledger.Append(new LedgerSealed(notes.RunId, seal.Size, Convert.ToHexStringLower(seal.Root)));
            if (reason is "waiting" or "interrupted" or "finished")
            {
                ledger.Sign(signer);
            }
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
