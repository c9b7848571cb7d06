using System.Buffers.Binary;
using System.Text;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>Writes the journals that somebody would who has no program of ours: chained anew, and sealed if he has a key.</summary>
internal static class Forger
{
    /// <summary>The entries of a journal as values.</summary>
    internal static List<Value> Read(string journal) =>
        [.. File.ReadLines(journal).Select(static l => CanonicalJson.Parse(Encoding.UTF8.GetBytes(l)))];

    /// <summary>Chains entries and writes them; the seals stay as they are.</summary>
    internal static MerkleTree Chain(string journal, IEnumerable<Value> entries)
    {
        var tree = new MerkleTree();
        var (prev, seq, lines) = (JournalReader.NoPrevious, 0L, new MemoryStream());
        foreach (var entry in entries)
        {
            var line = CanonicalJson.Bytes(entry.With("prev", Value.Of(prev)).With("seq", Value.Of(++seq)));
            lines.Write(line);
            lines.WriteByte((byte)'\n');
            prev = JournalReader.LeafHash(line);
            tree.Append(MerkleTree.Leaf(line));
        }

        File.WriteAllBytes(journal, lines.ToArray());
        return tree;
    }

    /// <summary>Writes a run that is sealed at its end by a key that a signer certifies: the seal is right, whatever is said.</summary>
    internal static void Seal(string directory, string run, IEnumerable<Value> entries, SigningKey signer)
    {
        using var key = SigningKey.New("oem-runbooks/" + run);
        var certificate = Note($"oem-runbooks/run-key/v1\n{run}\n{key.Public}\n{signer.Public}\n", signer);
        var at = Value.Of("2026-11-23T19:53:12.114Z");
        var last = Value.MapOf(("at", at), ("data", Value.MapOf(("reason", Value.Of("finished")))), ("mono", Value.Of(1)));
        var all = entries
            .Where(static e => e["type"].AsText() != "sealed")
            .Select(e => Certified(e, certificate))
            .Append(last.With("type", Value.Of("sealed")));
        var tree = Chain(Path.Combine(directory, "journal.jsonl"), all);
        File.WriteAllText(
            Path.Combine(directory, "seals.txt"),
            Note(new Checkpoint("oem-runbooks/" + run, tree.Size, tree.Root()).Text, key)
        );
    }

    // What a case made of the member itself stays.
    private static Value Certified(Value entry, string certificate) =>
        entry["data"]["certificate"] is { Kind: ValueKind.Text } before
        && before.ToText().StartsWith("oem-runbooks/", StringComparison.Ordinal)
            ? entry.With("data", entry["data"].With("certificate", Value.Of(certificate)))
            : entry;

    private static string Note(string text, SigningKey key)
    {
        var raw = new byte[4 + 64];
        BinaryPrimitives.WriteUInt32BigEndian(raw, key.Public.Id);
        key.Sign(Encoding.UTF8.GetBytes(text)).CopyTo(raw, 4);
        return $"{text}\n— {key.Public.Name} {Convert.ToBase64String(raw)}\n";
    }
}
