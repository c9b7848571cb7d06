using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Sealing;

/// <summary>Holds a run's entries, as they are read, against its seals and against all that the station's ledger knows of it.</summary>
/// <remarks>
/// Whoever verifies and whoever goes on with a run ask the same: what goes on unasked would be sealed anew, whatever became of it. Source:
/// journal.md, "Seals and keys".
/// </remarks>
internal sealed class SealedPast
{
    private readonly SealFile seals;
    private readonly Func<string, LedgerView?> ledger;
    private readonly NotesAhead notes;
    private readonly List<(long From, long To)> withoutKey = [];
    private ILookup<long, string>? roots;
    private bool hasNote;
    private string? run;
    private string? before;
    private long? gap;
    private long? keyless;

    /// <summary>Begins before the first entry is read: what is noted is never ahead of the journal then, whoever is at it.</summary>
    /// <param name="seals">The run's notes.</param>
    /// <param name="ledger">What the ledger knows of a run; null where none is at hand.</param>
    /// <exception cref="FormatException">The notes are none.</exception>
    internal SealedPast(SealFile seals, Func<string, LedgerView?> ledger)
    {
        (this.seals, this.ledger) = (seals, ledger);
        notes = new NotesAhead(seals.Read());
        hasNote = notes.MoveNext();
    }

    /// <summary>The certificate under which the newest entries stand, or null.</summary>
    internal RunCertificate? Certificate { get; private set; }

    /// <summary>What the newest good seal says, or null.</summary>
    internal Checkpoint? LastSeal { get; private set; }

    /// <summary>Number of good seals.</summary>
    internal long Seals { get; private set; }

    /// <summary>Whether there is any note, good or not.</summary>
    internal bool HasNotes => notes.HasAny;

    /// <summary>Bytes after the last whole note, once the journal has come so far.</summary>
    internal long Torn => notes.IsOver ? seals.Torn : 0;

    /// <summary>What the ledger knows of the run; null when none is at hand, or before the first entry.</summary>
    internal LedgerView? Known { get; private set; }

    /// <summary>Entries that nobody vouched for when they were written, though a key sealed them later.</summary>
    internal IEnumerable<(long From, long To)> WithoutKey => withoutKey;

    /// <summary>Takes the next entry; gives what does not fit.</summary>
    /// <param name="seq">Its number.</param>
    /// <param name="fact">What it says; need not be given where it neither opens nor resumes a run nor seals.</param>
    /// <param name="tree">The tree over all entries up to it.</param>
    /// <exception cref="FormatException">The notes are none.</exception>
    /// <exception cref="CodedException"><c>ledger.broken</c></exception>
    internal IEnumerable<Failure> Take(long seq, Fact? fact, MerkleTree tree) =>
        fact is RunStarted or RunResumed or Sealed || (hasNote && notes.Current.Seal.Size <= tree.Size) || IsKnown(tree.Size)
            ? Compare(seq, fact, tree)
            : [];

    private IEnumerable<Failure> Compare(long seq, Fact? fact, MerkleTree tree)
    {
        switch (fact)
        {
            case RunStarted started when run is null:
                run = started.RunId;
                Know(ledger(run));
                if (Certify(started.Certificate, seq) is { } first)
                {
                    yield return first;
                }

                break;
            case RunResumed resumed when Certify(resumed.Certificate, seq) is { } wrong:
                yield return wrong;
                break;
        }

        byte[]? root = null;
        var isNoted = false;
        while (hasNote && notes.Current.Seal.Size <= tree.Size)
        {
            isNoted = true;
            if (Check(fact, tree.Size, root ??= tree.Root()) is { } problem)
            {
                yield return Damage.OfSeal(seq, problem);
            }

            hasNote = notes.MoveNext();
        }

        // A crash between entry and note leaves a sealed entry without one; the next follows the note before, as this one does.
        if (!isNoted && fact is Sealed unnoted && unnoted.Before != before)
        {
            gap ??= seq;
        }

        if (IsKnown(tree.Size) && Convert.ToHexStringLower(root ?? tree.Root()) is var spelt && roots![tree.Size].Any(r => r != spelt))
        {
            yield return Faults.LedgerMismatch(tree.Size);
        }
    }

    // Whether the ledger says what the root was at this size.
    private bool IsKnown(long size) => roots is not null && roots.Contains(size);

    /// <summary>What was sealed once and is not there; the longer it was, the first.</summary>
    internal IEnumerable<Failure> Missing(long entries)
    {
        if (hasNote)
        {
            var size = notes.Current.Seal.Size;
            while (notes.MoveNext())
            {
                size = notes.Current.Seal.Size;
            }

            hasNote = false;
            yield return Faults.JournalShorterThanSeal(entries, size);
        }

        if (LongestKnown > entries)
        {
            yield return Faults.JournalShorterThanLedger(entries, LongestKnown);
        }
    }

    /// <summary>Knows of a run that has no entry.</summary>
    internal void Know(LedgerView? view)
    {
        Known = view;
        roots = view?.Seals.ToLookup(static s => s.Size, static s => s.Root);
    }

    /// <summary>Takes the next entry of a run that is to go on; refuses one that is not what was sealed.</summary>
    /// <exception cref="CodedException"><c>journal.not-as-sealed</c>, <c>seal.malformed</c>, <c>ledger.broken</c></exception>
    internal void Demand(string name, Entry entry, MerkleTree tree) =>
        Demand(name, entry.Seq, () => Take(entry.Seq, entry.Fact, tree).FirstOrDefault());

    /// <summary>The same at the journal's end: nothing that was sealed once may be missing.</summary>
    /// <exception cref="CodedException"><c>journal.not-as-sealed</c>, <c>seal.malformed</c></exception>
    internal void DemandWhole(string name, long entries)
    {
        // Whoever seals on top of notes that are gone makes a journal that nobody can verify any more.
        Demand(name, gap ?? entries, () => Missing(entries).FirstOrDefault() ?? (gap is null ? null : Faults.SealMissing()));
    }

    private static void Demand(string name, long entry, Func<Failure?> find)
    {
        try
        {
            if (find() is { } found)
            {
                throw new CodedException(Faults.JournalNotAsSealed(name, entry, found.Code));
            }
        }
        catch (FormatException error)
        {
            throw new CodedException(Faults.SealMalformed(error.Message, entry));
        }
    }

    private long LongestKnown => Known?.Seals.Select(static s => s.Size).DefaultIfEmpty().Max() ?? 0;

    private Failure? Certify(string? text, long seq)
    {
        var wrong = CertifiedBy(text, seq);
        notes.Expect(Certificate?.Key);
        return wrong;
    }

    private Failure? CertifiedBy(string? text, long seq)
    {
        Certificate = null;
        if (text is null)
        {
            keyless ??= seq;
            return null;
        }

        if (keyless is { } from)
        {
            withoutKey.Add((from, seq - 1));
            keyless = null;
        }

        try
        {
            Certificate = RunCertificate.Parse(text);
        }
        catch (FormatException)
        {
            return Faults.SealCertificateWrong(seq);
        }

        return Certificate.RunId == run ? null : Faults.SealCertificateWrong(seq);
    }

    private string? Check(Fact? fact, long size, byte[] root)
    {
        if (ProblemOf(fact, notes.Current.Seal, size, root) is { } problem)
        {
            return problem;
        }

        (LastSeal, before) = (notes.Current.Seal, Convert.ToHexStringLower(SHA256.HashData(notes.Current.Bytes)));
        Seals++;
        return null;
    }

    // In the order in which they are told: what comes first explains what follows.
    private string? ProblemOf(Fact? fact, Checkpoint seal, long size, byte[] root)
    {
        if (seal.Size != size || (LastSeal is not null && seal.Size <= LastSeal.Size))
        {
            return "order";
        }

        if (seal.Origin != Checkpoint.OriginOf(run ?? ""))
        {
            return "origin";
        }

        if (Certificate is null || !notes.IsSignedBy(Certificate.Key))
        {
            return "signature";
        }

        if (!seal.Root.AsSpan().SequenceEqual(root))
        {
            return "root";
        }

        if (fact is not Sealed said)
        {
            return "entry";
        }

        if (gap is not null)
        {
            return "gap";
        }

        return said.Before == before ? null : "before";
    }
}
