using System.Collections.Immutable;
using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Journal.Verifying;

/// <summary>Checks a journal: chain, seals, signatures, completeness, and the files that lie beside it.</summary>
/// <remarks>
/// Streams, in memory that does not grow with the journal. The rules are those of journal.md, "Seals and keys"; the second verifier in
/// docs/audit follows the same ones, so that nobody has to trust this program.
/// </remarks>
public sealed class JournalVerifier
{
    // Bounds on what a hostile journal can make the verifier keep; far above any real run.
    private const int MostAsked = 10_000;
    private const int MostFindings = 100;

    private readonly VerificationRequest request;
    private readonly List<Failure> invalid = [];
    private readonly List<Failure> truncated = [];
    private readonly List<Failure> open = [];
    private readonly List<Failure> unsigned = [];
    private readonly FilesBeside files;
    private readonly Dictionary<string, StepWaiting> asked = new(StringComparer.Ordinal);
    private readonly MerkleTree tree = new();
    private IEnumerator<(byte[] Bytes, SignedNote Note, Checkpoint Seal)>? notes;
    private bool hasNote;
    private RunCertificate? certificate;
    private readonly ImmutableArray<Approver>.Builder approvers = ImmutableArray.CreateBuilder<Approver>();
    private RunStarted? opened;
    private long departures;
    private long receiptEntries;
    private VerifyingKey? signer;
    private string? runId;
    private bool finished;
    private Fact? last;
    private Checkpoint? lastSeal;
    private byte[]? lastNote;
    private long seals;

    private JournalVerifier(VerificationRequest request)
    {
        this.request = request;
        files = new FilesBeside(request.Run);
    }

    /// <summary>Verifies a journal.</summary>
    public static Verification Verify(VerificationRequest request) => new JournalVerifier(request).Run();

    private Verification Run()
    {
        var reader = request.Run.Reader();
        try
        {
            using var all = Notes().GetEnumerator();
            notes = all;
            hasNote = notes.MoveNext();
            foreach (var entry in reader.Read())
            {
                tree.Append(reader.LastLeaf);
                Take(entry);
            }

            End(reader);
        }
        catch (CodedException error)
        {
            Bad(error.Failure);
        }
        catch (FormatException error)
        {
            Bad(Faults.SealMalformed(error.Message, tree.Size));
        }

        return new Verification(Worst(), [.. invalid, .. truncated, .. unsigned, .. open, .. files.Absent(), .. files.Unknown()])
        {
            Started = opened,
            IsFinished = finished,
            Departures = departures,
            ReceiptEntries = receiptEntries,
            Approvers = approvers.ToImmutable(),
            RunId = runId,
            Entries = tree.Size,
            SealedEntries = lastSeal?.Size ?? 0,
            Seals = seals,
            LastSeal = lastSeal,
            Signer = signer,
            FilesChecked = files.Checked,
            FilesAbsent = files.AbsentCount,
        };
    }

    private IEnumerable<(byte[], SignedNote, Checkpoint)> Notes()
    {
        foreach (var bytes in request.Run.Seals.Read())
        {
            var note = SignedNote.Parse(bytes);
            yield return (bytes, note, Checkpoint.Parse(note.Text));
        }
    }

    private void Take(Entry entry)
    {
        last = entry.Fact;
        switch (entry.Fact)
        {
            case RunStarted started:
                (opened, runId) = (started, started.RunId);
                Certify(entry, started.Certificate);
                files.Expect(started);
                break;
            case RunResumed resumed:
                Certify(entry, resumed.Certificate);
                if (resumed.TornDigest is { Length: 64 } digest)
                {
                    files.ExpectTorn(digest);
                }

                break;
            case Deviation deviation:
                departures += deviation.Kind == "retry" ? 0 : 1;
                finished &= deviation.Kind != "retry";
                break;
            case RunFinished:
                finished = true;
                break;
            case StepWaiting waiting when asked.Count < MostAsked || asked.ContainsKey(waiting.Path):
                asked[waiting.Path] = waiting;
                break;
            case PersonAnswered answer:
                files.Expect(answer.Artefacts);
                Consent(entry, answer);
                break;
            case UndoSucceeded undone:
                files.Expect(undone.Artefacts);
                break;
            case UndoFailed notUndone:
                files.Expect(notUndone.Artefacts);
                break;
            case StepSucceeded done:
                asked.Remove(done.Path);
                files.Expect(done.Artefacts);
                break;
            case StepFailed failed:
                asked.Remove(failed.Path);
                files.Expect(failed.Artefacts);
                break;
        }

        while (hasNote && notes!.Current.Seal.Size <= tree.Size)
        {
            Check(entry, notes.Current);
            hasNote = notes.MoveNext();
        }
    }

    private void Consent(Entry entry, PersonAnswered answer)
    {
        var question = asked.GetValueOrDefault(answer.Path);
        VerifyingKey? key = null;
        if (answer.Signature is not null)
        {
            key = question is null ? null : Approvals.SignerOf(runId ?? "", question, answer);
            if (key is null)
            {
                Bad(Faults.ApprovalSignatureWrong(answer.By, entry.Seq));
            }
        }

        if (question is { Kind: "approve" } && answer.Accepted && approvers.Count < MostAsked)
        {
            var vouching =
                key is null ? Vouching.Unsigned
                : request.Trusted.Any(k => k.ToString() == key.ToString()) ? Vouching.VouchedFor
                : Vouching.KnownOnlyHere;
            approvers.Add(new(answer.Path, answer.By, key?.ToString(), vouching));
        }
    }

    private void Bad(Failure failure)
    {
        if (invalid.Count < MostFindings)
        {
            invalid.Add(failure);
        }
    }

    private void Certify(Entry entry, string? text)
    {
        certificate = null;
        if (text is null)
        {
            return;
        }

        try
        {
            certificate = RunCertificate.Parse(text);
        }
        catch (FormatException)
        {
            Bad(Faults.SealCertificateWrong(entry.Seq));
            return;
        }

        if (certificate.RunId != runId)
        {
            Bad(Faults.SealCertificateWrong(entry.Seq));
        }

        // One signer who is not vouched for is enough: what he sealed could be anybody's.
        if (signer is null || !request.Trusted.Any(k => k.ToString() == certificate.Signer.ToString()))
        {
            signer = certificate.Signer;
        }
    }

    private Verdict Worst() =>
        (invalid.Count, truncated.Count, unsigned.Count, open.Count) switch
        {
            (> 0, _, _, _) => Verdict.Invalid,
            (_, > 0, _, _) => Verdict.Truncated,
            (_, _, > 0, _) => Verdict.Unsigned,
            (_, _, _, > 0) => Verdict.Open,
            _ => Verdict.Valid,
        };

    // In the order in which they are told: what comes first explains what follows.
    private string? ProblemOf(Entry entry, SignedNote note, Checkpoint seal)
    {
        if (seal.Size != tree.Size || (lastSeal is not null && seal.Size <= lastSeal.Size))
        {
            return "order";
        }

        if (seal.Origin != Checkpoint.OriginOf(runId ?? ""))
        {
            return "origin";
        }

        if (certificate is null || !note.IsSignedBy(certificate.Key))
        {
            return "signature";
        }

        if (!seal.Root.AsSpan().SequenceEqual(tree.Root()))
        {
            return "root";
        }

        if (entry.Fact is not Sealed sealedFact)
        {
            return "entry";
        }

        var before = lastNote is null ? null : Convert.ToHexStringLower(SHA256.HashData(lastNote));
        return sealedFact.Before == before ? null : "before";
    }

    private void Check(Entry entry, (byte[] Bytes, SignedNote Note, Checkpoint Seal) next)
    {
        var seal = next.Seal;
        if (ProblemOf(entry, next.Note, seal) is { } problem)
        {
            Bad(Faults.SealWrong(entry.Seq, problem));
            return;
        }

        if (request.Receipt is { } receipt && Checkpoint.Normalised(receipt) == Checkpoint.Normalised(seal.Receipt))
        {
            receiptEntries = seal.Size;
        }

        lastSeal = seal;
        lastNote = next.Bytes;
        seals++;
    }

    private void End(JournalReader reader)
    {
        if (tree.Size == 0 && !hasNote)
        {
            if (request.Ledger is { } ledger && File.Exists(ledger) && Ledger.Find(ledger, request.Run.Id) is { Size: > 0 } sealedOnce)
            {
                truncated.Add(Faults.JournalShorterThanLedger(0, sealedOnce.Size));
            }

            // A journal of nothing proves nothing; whoever knows the station can say that it is no damage either.
            Bad(Faults.RunNeverBegan(request.Run.Id));
            return;
        }

        if (request.RunId is { } wanted && runId is { } found && found != wanted)
        {
            Bad(Faults.JournalAnotherRun(found, wanted));
        }

        if (request.Run.Seals.Torn > 0)
        {
            open.Add(Faults.SealTorn(request.Run.Seals.Torn));
        }

        if (hasNote)
        {
            var size = notes!.Current.Seal.Size;
            while (notes.MoveNext())
            {
                size = notes.Current.Seal.Size;
            }

            truncated.Add(Faults.JournalShorterThanSeal(tree.Size, size));
        }

        if (reader.Torn.Length > 0)
        {
            open.Add(Faults.JournalTorn(reader.Torn.Length));
        }

        if (certificate is null && signer is null)
        {
            unsigned.Add(Faults.SealNone());
        }
        else if (lastSeal is null)
        {
            truncated.Add(Faults.SealMissing());
        }
        else if (!request.Trusted.Any(k => k.ToString() == signer!.ToString()))
        {
            unsigned.Add(Faults.SealSignerUnknown(signer!.ToString()));
        }

        if (!finished)
        {
            open.Add(Faults.JournalUnfinished());
        }

        if (lastSeal is not null && lastSeal.Size < tree.Size)
        {
            open.Add(Faults.SealNotToTheEnd(lastSeal.Size, tree.Size));
        }

        Outside();
        foreach (var changed in files.Changed())
        {
            Bad(changed);
        }
    }

    // What was written down elsewhere pins the journal from outside, whoever holds the key.
    private void Outside()
    {
        if (request.Receipt is { } receipt && receiptEntries == 0)
        {
            (finished && last is Sealed ? invalid : truncated).Add(Faults.ReceiptMismatch(receipt, lastSeal?.Receipt ?? "–"));
        }

        if (request.Ledger is { } file && File.Exists(file) && runId is { } run && Ledger.Find(file, run) is { } known && known.Size > 0)
        {
            if (known.Size > tree.Size)
            {
                truncated.Add(Faults.JournalShorterThanLedger(tree.Size, known.Size));
            }
            else if (lastSeal is not null && known.Size == lastSeal.Size && known.Root != Convert.ToHexStringLower(lastSeal.Root))
            {
                Bad(Faults.LedgerMismatch(known.Size));
            }
        }
    }
}
