using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Journal.Verifying;

/// <summary>One entry with what it takes to prove, without the others, that a sealed run holds it.</summary>
/// <param name="Line">The entry's exact line.</param>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Path">The hashes from the leaf upwards.</param>
/// <param name="Note">The seal.</param>
/// <param name="Certificate">The certificate of the key that signed the seal.</param>
/// <remarks>Source: RFC 9162, 2.1.3. As a file: canonical JSON of the format <c>oem-runbooks-proof</c>.</remarks>
public sealed record InclusionProof(string Line, long Index, IReadOnlyList<byte[]> Path, string Note, string Certificate)
{
    private const string Format = "oem-runbooks-proof";
    private const int MostBytes = 1 << 20;

    /// <summary>Proves an entry of a run under its newest seal.</summary>
    /// <exception cref="CodedException"><c>proof.not-sealed</c>, <c>proof.no-entry</c>, <c>journal.damaged</c></exception>
    public static InclusionProof Prove(StoredRun run, long seq)
    {
        byte[]? note;
        try
        {
            note = run.Seals.Read().LastOrDefault();
        }
        catch (FormatException error)
        {
            throw new CodedException(Faults.SealMalformed(error.Message, 0));
        }

        if (note is null)
        {
            throw new CodedException(Faults.ProofNotSealed(seq));
        }

        var seal = Checkpoint.Parse(SignedNote.Parse(note).Text);
        if (seq < 1 || seq > seal.Size)
        {
            var entries = run.Read().LongCount();
            throw new CodedException(seq < 1 || seq > entries ? Faults.ProofNoEntry(seq, entries) : Faults.ProofNotSealed(seq, seal.Size));
        }

        var leaves = new List<byte[]>();
        string? certificate = null;
        var line = "";
        var reader = run.Reader();
        reader.KeepsLine = true;
        foreach (var entry in reader.Read().TakeWhile(e => e.Seq <= seal.Size))
        {
            leaves.Add(reader.LastLeaf);
            line = entry.Seq == seq ? System.Text.Encoding.UTF8.GetString(reader.LastLine) : line;
            certificate = (entry.Fact as RunStarted)?.Certificate ?? (entry.Fact as RunResumed)?.Certificate ?? certificate;
        }

        return leaves.Count == seal.Size && certificate is not null
            ? new(line, seq - 1, MerkleTree.Prove(leaves, seq - 1), System.Text.Encoding.UTF8.GetString(note), certificate)
            : throw new CodedException(Faults.ProofNotSealed(seq, seal.Size));
    }

    /// <summary>Checks a proof.</summary>
    /// <param name="trusted">Keys that are vouched for.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public Failure? Check(IReadOnlyList<VerifyingKey> trusted)
    {
        try
        {
            var certificate = RunCertificate.Parse(Certificate);
            var note = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(Note));
            var seal = Checkpoint.Parse(note.Text);
            var entry = CanonicalJson.Parse(System.Text.Encoding.UTF8.GetBytes(Line));
            if (!note.IsSignedBy(certificate.Key) || seal.Origin != Checkpoint.OriginOf(certificate.RunId))
            {
                return Damage.OfProof("signature");
            }

            if (entry["seq"].AsInteger() != Index + 1)
            {
                return Damage.OfProof("seq");
            }

            if (!MerkleTree.Verify(MerkleTree.Leaf(System.Text.Encoding.UTF8.GetBytes(Line)), Index, seal.Size, Path, seal.Root))
            {
                return Damage.OfProof("path");
            }

            return trusted.Any(k => k.ToString() == certificate.Signer.ToString())
                ? null
                : Faults.SealSignerUnknown(certificate.Signer.ToString());
        }
        catch (FormatException)
        {
            return Damage.OfProof("form");
        }
    }

    /// <summary>The run that the proof is about, as its certificate says.</summary>
    public string RunId => RunCertificate.Parse(Certificate).RunId;

    /// <summary>As a file.</summary>
    public string ToText() =>
        CanonicalJson.Text(
            Value.MapOf(
                ("certificate", Value.Of(Certificate)),
                ("format", Value.Of(Format)),
                ("index", Value.Of(Index)),
                ("line", Value.Of(Line)),
                ("note", Value.Of(Note)),
                ("path", Value.List(Path.Select(static h => Value.Of(Convert.ToBase64String(h))))),
                ("version", Value.Of(1))
            )
        ) + "\n";

    /// <summary>Reads a proof's file.</summary>
    /// <exception cref="CodedException"><c>proof.wrong</c></exception>
    public static InclusionProof Read(string file)
    {
        try
        {
            var bytes = Disk.All.Look(file) is { Length: <= MostBytes } ? Disk.All.ReadAll(file, MostBytes) : [];
            var value = CanonicalJson.Parse(bytes.AsSpan().TrimEnd((byte)'\n'));
            return value["format"].AsText() == Format && value["version"].AsInteger() == 1
                ? new(
                    value["line"].AsText() ?? "",
                    value["index"].AsInteger() ?? -1,
                    [.. value["path"].Items.Select(static h => Convert.FromBase64String(h.ToText()))],
                    value["note"].AsText() ?? "",
                    value["certificate"].AsText() ?? ""
                )
                : throw new FormatException("format");
        }
        catch (FormatException)
        {
            throw new CodedException(Damage.OfProof("form"));
        }
    }
}
