using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A station's ledger, read whole: what it knows of each run, and whether it is the one that was signed and pinned.</summary>
/// <remarks>
/// Each run holds the ledger's size and root as they were when it began; when a run ends, the ledger gets a signed note. What can't be
/// seen: that the newest run is gone together with its lines and the note over them, when nobody outside noted its receipt. Source:
/// journal.md.
/// </remarks>
public sealed class LedgerBook
{
    internal const string Origin = "oem-runbooks/ledger";
    internal const int MostNoteBytes = 64 << 10;
    private readonly string file;
    private readonly List<byte[]> roots = [];
    private readonly OrderedDictionary<string, long> sizes = new(StringComparer.Ordinal);
    private readonly List<string> doubled = [];
    private readonly Failure? damage;

    /// <summary>Reads a ledger.</summary>
    public LedgerBook(string file)
    {
        this.file = file;
        var tree = new MerkleTree();
        var reader = new JournalReader(Disk.All, file);
        roots.Add(tree.Root());
        try
        {
            foreach (var entry in reader.Read())
            {
                Ledger.DemandOwn(entry.Fact.Type, entry.Seq);
                tree.Append(reader.LastLeaf);
                roots.Add(tree.Root());
                Take(entry.Fact);
            }
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            damage = Failures.From(error);
        }
        catch (CodedException error)
        {
            damage = error.Failure.Code == Codes.JournalDamaged ? Faults.LedgerBroken(tree.Size + 1) : error.Failure;
        }
    }

    /// <summary>Where the signed note over a ledger lies.</summary>
    internal static string NoteOf(string file) => Path.Combine(Path.GetDirectoryName(file)!, "ledger.note");

    /// <summary>The runs that it knows, in the order in which they were opened, with the newest size that was sealed; 0 for none.</summary>
    public IEnumerable<(string RunId, long Size)> Runs => sizes.Select(static r => (r.Key, r.Value));

    /// <summary>Whether it knows a run.</summary>
    public bool Knows(string runId) => sizes.ContainsKey(runId);

    /// <summary>
    /// What is wrong with the ledger itself: what was sealed or pinned and is not there comes second, what is not the same first.
    /// </summary>
    /// <param name="trusted">Keys that are vouched for, and those that certified the runs.</param>
    /// <param name="pins">What the runs say of it.</param>
    /// <param name="mustBeSigned">Whether a run has ended that must have signed it.</param>
    public (IReadOnlyList<Failure> Wrong, IReadOnlyList<Failure> Short) Check(
        IReadOnlyList<VerifyingKey> trusted,
        IEnumerable<(string RunId, LedgerPin Pin)> pins,
        bool mustBeSigned
    )
    {
        var (wrong, cut) = (new List<Failure>(), new List<Failure>());
        if (damage is not null)
        {
            wrong.Add(damage);
            return (wrong, cut);
        }

        CheckNote(trusted, mustBeSigned, wrong, cut);
        foreach (var (run, pin) in pins)
        {
            if (pin.Size >= roots.Count)
            {
                cut.Add(Faults.LedgerShorterThanPin(run, pin.Size, roots.Count - 1));
            }
            else if (Convert.ToHexStringLower(roots[(int)pin.Size]) != pin.Root)
            {
                wrong.Add(Faults.LedgerPinWrong(run, pin.Size));
            }
        }

        wrong.AddRange(doubled.Select(static r => Faults.LedgerRunDoubled(r)));
        return (wrong, cut);
    }

    private void CheckNote(IReadOnlyList<VerifyingKey> trusted, bool mustBeSigned, List<Failure> wrong, List<Failure> cut)
    {
        try
        {
            var path = NoteOf(file);
            if (Disk.All.Look(path) is null)
            {
                cut.AddRange(mustBeSigned ? [Faults.LedgerUnsigned()] : []);
                return;
            }

            var note = SignedNote.Parse(Disk.All.ReadAll(path, MostNoteBytes));
            var seal = Checkpoint.Parse(note.Text);
            if (seal.Origin != Origin || !trusted.Any(note.IsSignedBy))
            {
                wrong.Add(Faults.LedgerNoteWrong());
            }
            else if (seal.Size >= roots.Count)
            {
                cut.Add(Faults.LedgerShorterThanNote(seal.Size, roots.Count - 1));
            }
            else if (!seal.Root.AsSpan().SequenceEqual(roots[(int)seal.Size]))
            {
                wrong.Add(Faults.LedgerRewritten(seal.Size));
            }
        }
        catch (Exception error) when (error is FormatException || Errno.IsSystems(error))
        {
            wrong.Add(Faults.LedgerNoteWrong());
        }
    }

    private void Take(Fact fact)
    {
        switch (fact)
        {
            case LedgerOpened opened:
                // One that could not be begun is opened once more; one that was sealed is not.
                if (sizes.TryGetValue(opened.RunId, out var before) && before > 0 && !doubled.Contains(opened.RunId))
                {
                    doubled.Add(opened.RunId);
                }

                sizes.TryAdd(opened.RunId, 0);
                break;
            case LedgerSealed sealedRun:
                sizes[sealedRun.RunId] = sealedRun.Size;
                break;
        }
    }
}
