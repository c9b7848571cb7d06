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

    internal void Expect(ImmutableArray<Artefact> artefacts)
    {
        foreach (var artefact in artefacts.Where(a => a.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = artefact.Path[prefix.Length..];
            if (name.Split('/').Any(static part => part is "" or "." or ".."))
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
        var known = definitions.Select(static d => $"definition/{d.Digest}.yaml").ToHashSet(StringComparer.Ordinal);
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
        || (name.StartsWith("report.", StringComparison.Ordinal) && name.Split('.') is [_, "pl" or "en", "html" or "md"]);

    /// <summary>Compares; gives what differs.</summary>
    internal IEnumerable<Failure> Changed()
    {
        foreach (var used in definitions)
        {
            var name = $"definition/{used.Digest}.yaml";
            var isDigest = used.Digest.Length == 64 && used.Digest.All(char.IsAsciiHexDigitLower);
            if ((isDigest ? Digest(name, null, HashAlgorithmName.SHA256) : "") is not { } found)
            {
                absent.Add(name);
            }
            else if (found != used.Digest)
            {
                yield return Faults.JournalDefinitionChanged(used.Id, used.Id);
            }
        }

        foreach (var path in outside.Take(MostNamed))
        {
            yield return Faults.EvidenceOutside(path);
        }

        foreach (var (name, (size, sha384)) in evidence)
        {
            if (Digest("evidence/" + name, size, HashAlgorithmName.SHA384) is not { } found)
            {
                absent.Add("evidence/" + name);
            }
            else if (found != sha384)
            {
                yield return Faults.EvidenceChanged("evidence/" + name);
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

    // A file of another size is another file without being read; so is a link, a directory, a pipe: none of them is opened.
    private string? Digest(string name, long? size, HashAlgorithmName algorithm)
    {
        try
        {
            using var file = run.Find(name);
            if (file is null)
            {
                return run.Holds(name) ? "" : null;
            }

            Checked++;
            return size is { } expected && file.Length != expected ? "" : file.Digest(algorithm);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return "";
        }
    }
}
