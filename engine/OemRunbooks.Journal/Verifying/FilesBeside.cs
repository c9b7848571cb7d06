using System.Collections.Immutable;
using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Journal.Verifying;

/// <summary>Compares the files that travel with a run, its definitions and its evidence, with the digests in its journal.</summary>
/// <remarks>What lies elsewhere on the station may have changed since, rightly: that is not looked at.</remarks>
internal sealed class FilesBeside(StoredRun run)
{
    private const int MostNamed = 20;

    /// <summary>A run that keeps more files was made to exhaust whoever verifies it.</summary>
    private const int MostFiles = 100_000;

    // The newest entry that names a file is the one that counts: an attempt replaces what the attempt before had kept.
    private readonly SortedDictionary<string, (long Size, string Sha384)> evidence = new(StringComparer.Ordinal);
    private readonly List<UsedDefinition> definitions = [];
    private readonly HashSet<string> torn = new(StringComparer.Ordinal);
    private readonly List<string> absent = [];
    private readonly List<string> outside = [];
    private string prefix = "";
    private long beyond;

    internal long Checked { get; private set; }

    internal long AbsentCount => absent.Count;

    internal void Expect(RunStarted started)
    {
        prefix = $"{DirectoryStore.Runs}/{started.RunId}/evidence/";
        definitions.Add(started.Definition);
        definitions.AddRange(started.Called);
    }

    private IEnumerable<UsedPicture> Pictures =>
        definitions.SelectMany(static d => d.Pictures).Where(static p => p.Name is not null).DistinctBy(static p => p.Name);

    internal void Expect(ImmutableArray<Artefact> artefacts)
    {
        foreach (var artefact in artefacts.Where(a => a.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = artefact.Path[prefix.Length..];
            if (name.Contains('\0', StringComparison.Ordinal) || name.Split('/').Any(static part => part is "" or "." or ".."))
            {
                outside.Add(artefact.Path);
            }
            else if (evidence.Count < MostFiles || evidence.ContainsKey(name))
            {
                evidence[name] = (artefact.Size, artefact.Sha384);
            }
            else
            {
                beyond++;
            }
        }
    }

    internal void ExpectTorn(string digest) => torn.Add($"torn-{digest[..12]}.bin");

    /// <summary>Files in the run's evidence and beside its definitions that the journal does not know.</summary>
    internal IEnumerable<Failure> Unknown()
    {
        var known = definitions
            .Select(static d => $"definition/{d.Digest}.yaml")
            .Concat(Pictures.Select(static p => p.Name!))
            .ToHashSet(StringComparer.Ordinal);
        try
        {
            return
            [
                .. run
                    .Files.Where(f =>
                        f.StartsWith("evidence/", StringComparison.Ordinal)
                            ? !evidence.ContainsKey(f["evidence/".Length..]) && !torn.Contains(f["evidence/".Length..])
                            : !known.Contains(f) && !IsOwn(f)
                    )
                    .Take(MostNamed)
                    .Select(static name => Faults.EvidenceUnknown(name)),
            ];
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return [Failures.From(error)];
        }
    }

    // Reports are rendered from the journal; whoever compares them is told of those that differ.
    private static bool IsOwn(string name) =>
        name is "journal.jsonl" or "seals.txt" or "seal.txt" or "report.json"
        || (
            name.StartsWith("report.", StringComparison.Ordinal)
            && name.Split('.') is [_, "pl" or "en", "html" or "md"] or [_, "customer" or "protocol", "pl" or "en", "html" or "md"]
        );

    /// <summary>Compares; gives what differs, and what nobody can compare.</summary>
    internal IEnumerable<Failure> Changed()
    {
        foreach (var used in definitions)
        {
            var isDigest = used.Digest.Length == 64 && used.Digest.All(char.IsAsciiHexDigitLower);
            var changed = Faults.JournalDefinitionChanged(used.Id, used.Id);
            if ((isDigest ? Compare($"definition/{used.Digest}.yaml", null, used.Digest, changed) : changed) is { } found)
            {
                yield return found;
            }
        }

        foreach (var picture in Pictures)
        {
            if (Compare(picture.Name!, null, picture.Digest, Faults.EvidenceChanged(picture.Name!)) is { } found)
            {
                yield return found;
            }
        }

        foreach (var path in outside.Take(MostNamed))
        {
            yield return Faults.EvidenceOutside(path);
        }

        foreach (var (name, (size, sha384)) in evidence)
        {
            var path = "evidence/" + name;
            if (Compare(path, size, sha384, Faults.EvidenceChanged(path)) is { } found)
            {
                yield return found;
            }
        }
    }

    internal IEnumerable<Failure> Absent()
    {
        foreach (var path in absent.Take(MostNamed))
        {
            yield return Faults.EvidenceAbsent(path);
        }

        if (beyond > 0)
        {
            yield return Faults.EvidenceTooMany(MostFiles, beyond);
        }
    }

    // A file of another size is another file without being read. What can't be read may be the right one: it is not said to be changed.
    private Failure? Compare(string name, long? size, string digest, Failure changed)
    {
        try
        {
            using var file = run.Fetch(name);
            if (file is null)
            {
                absent.Add(name);
                return null;
            }

            var algorithm = size is null ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384;
            var isSame = (size is not { } expected || file.Length == expected) && file.Digest(algorithm) == digest;
            Checked++;
            return isSame ? null : changed;
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return Faults.EvidenceUnreadable(name, Errno.Of(error).Reason);
        }
    }
}
