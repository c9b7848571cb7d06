using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
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
    private readonly ImmutableArray<Approver>.Builder approvers = ImmutableArray.CreateBuilder<Approver>();
    private SealedPast? past;
    private RunStarted? opened;
    private long departures;
    private long receiptEntries;
    private VerifyingKey? signer;
    private string? runId;
    private bool finished;
    private bool isWhole;
    private EntryType? last;

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
            past = new SealedPast(request.Run.Seals, Known);
            reader.Scan(Wants, Take);

            isWhole = true;
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
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // What can't be read is this run's trouble, whoever lies beside it.
            Bad(Failures.From(error));
        }

        return new Verification(Worst(), [.. invalid, .. truncated, .. unsigned, .. open, .. Remarks()])
        {
            Started = opened,
            IsFinished = finished,
            Departures = departures,
            ReceiptEntries = receiptEntries,
            Approvers = approvers.ToImmutable(),
            RunId = runId,
            Entries = tree.Size,
            SealedEntries = past?.LastSeal?.Size ?? 0,
            Seals = past?.Seals ?? 0,
            LastSeal = past?.LastSeal,
            Signer = signer,
            FilesChecked = files.Checked,
            FilesAbsent = files.AbsentCount,
        };
    }

    // What is worth knowing and changes no verdict. What lies beside a journal that breaks off may be named by the entries that are lost.
    private IEnumerable<Failure> Remarks() =>
        (past?.WithoutKey ?? [])
            .Take(MostFindings)
            .Select(static w => Faults.SealLater(w.From, w.To))
            .Concat(isWhole ? files.Absent().Concat(files.Unknown()) : []);

    private LedgerView? Known(string run)
    {
        try
        {
            return request.Ledger is { } file && Disk.All.Look(file) is not null ? Ledger.View(Disk.All, file, run) : null;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            Bad(Failures.From(error));
            return null;
        }
    }

    // Seals are many and hold two texts; what else a verifier need not know is not read.
    private static bool Wants(ReadOnlySpan<byte> line, in ScannedLine found) => false;

    private void Take(scoped in TakenLine line)
    {
        tree.Append(line.Leaf);
        last = line.Type;
        if (line.Type.IsLedgers() || (line.Type == EntryType.RunStarted) != (line.Seq == 1))
        {
            Bad(Faults.JournalMisplaced(line.Seq, line.Type.Name()));
        }

        var fact = line.Type == EntryType.Sealed ? line.Fact ?? new Sealed(line.First!, line.Second) : line.Fact;
        if (fact is not null)
        {
            Take(line.Seq, fact);
        }
        else if (line.Type == EntryType.StepSucceeded && asked.Count > 0)
        {
            asked.Remove(line.First!);
        }

        foreach (var problem in past!.Take(line.Seq, fact, tree))
        {
            Bad(problem);
        }

        Signed(fact);
    }

    private void Take(long seq, Fact fact)
    {
        switch (fact)
        {
            case RunStarted started when opened is null:
                (opened, runId) = (started, started.RunId);
                files.Expect(started);
                break;
            case RunResumed { TornDigest: { Length: 64 } digest }:
                files.ExpectTorn(digest);
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
                Consent(seq, answer);
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
    }

    private void Signed(Fact? fact)
    {
        // One signer who is not vouched for is enough: what he sealed could be anybody's.
        if (fact is RunStarted or RunResumed && past!.Certificate is { } certificate && (signer is null || !IsTrusted(certificate.Signer)))
        {
            signer = certificate.Signer;
        }

        if (
            request.Receipt is { } receipt
            && past!.LastSeal is { } seal
            && seal.Size == tree.Size
            && Checkpoint.Normalised(receipt) == Checkpoint.Normalised(seal.Receipt)
        )
        {
            receiptEntries = seal.Size;
        }
    }

    private bool IsTrusted(VerifyingKey key) => request.Trusted.Any(k => k.ToString() == key.ToString());

    private void Consent(long seq, PersonAnswered answer)
    {
        var question = asked.GetValueOrDefault(answer.Path);
        VerifyingKey? key = null;
        if (answer.Signature is not null)
        {
            key = question is null ? null : Approvals.SignerOf(runId ?? "", question, answer);
            if (key is null)
            {
                Bad(Faults.ApprovalSignatureWrong(answer.By, seq));
            }
        }

        if (question is { Kind: "approve" } && answer.Accepted && approvers.Count < MostAsked)
        {
            var vouching = key is null
                ? answer.Channel == "challenge"
                    ? Vouching.SpokenCode
                    : Vouching.Unsigned
                : IsTrusted(key)
                    ? Vouching.VouchedFor
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

    private Verdict Worst() =>
        (invalid.Count, truncated.Count, unsigned.Count, open.Count) switch
        {
            (> 0, _, _, _) => Verdict.Invalid,
            (_, > 0, _, _) => Verdict.Truncated,
            (_, _, > 0, _) => Verdict.Unsigned,
            (_, _, _, > 0) => Verdict.Open,
            _ => Verdict.Valid,
        };

    private void End(JournalReader reader)
    {
        if (tree.Size == 0 && !past!.HasNotes)
        {
            past.Know(Known(request.Run.Id));
            truncated.AddRange(past.Missing(0));

            // A journal of nothing proves nothing; whoever knows the station can say that it is no damage either.
            Bad(Faults.RunNeverBegan(request.Run.Id));
            return;
        }

        if (request.RunId is { } wanted && runId is { } found && found != wanted)
        {
            Bad(Faults.JournalAnotherRun(found, wanted));
        }

        // Runs that are older than the ledger stand in none.
        if (past!.Known is { Knows: false } && opened is { Ledger: not null })
        {
            Bad(Faults.LedgerRunUnknown(opened.RunId));
        }

        if (past.Torn > 0)
        {
            open.Add(Faults.SealTorn(past.Torn));
        }

        truncated.AddRange(past.Missing(tree.Size));
        if (reader.Torn.Length > 0)
        {
            open.Add(Faults.JournalTorn(reader.Torn.Length));
        }

        if (past.Certificate is null && signer is null)
        {
            unsigned.Add(Faults.SealNone());
        }
        else if (past.LastSeal is null)
        {
            // Notes that are there and fit nothing are told already.
            truncated.AddRange(past.HasNotes && invalid.Count > 0 ? [] : [Faults.SealMissing()]);
        }
        else if (!IsTrusted(signer!))
        {
            unsigned.Add(Faults.SealSignerUnknown(signer!.ToString()));
        }

        if (!finished)
        {
            open.Add(Faults.JournalUnfinished());
        }

        if (past.LastSeal is { } seal && seal.Size < tree.Size)
        {
            open.Add(finished ? Faults.SealEndsBefore(seal.Size, tree.Size) : Faults.SealNotToTheEnd(seal.Size, tree.Size));
        }

        // What was written down elsewhere pins the journal from outside, whoever holds the key.
        if (request.Receipt is { } receipt && receiptEntries == 0)
        {
            (finished && last is EntryType.Sealed ? invalid : truncated).Add(
                Faults.ReceiptMismatch(receipt, past.LastSeal?.Receipt ?? "–")
            );
        }

        foreach (var changed in files.Changed())
        {
            Bad(changed);
        }
    }
}
