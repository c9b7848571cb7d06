using System.Collections.Immutable;
using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Sealing;

/// <summary>Compares the files that travel with a run, its definitions and its evidence, with the digests in its journal.</summary>
/// <remarks>What lies elsewhere on the station may have changed since, rightly: that is not looked at.</remarks>
internal sealed class FilesBeside(RunDirectory directory)
{
    private const int MostNamed = 20;

    /// <summary>A run that keeps more files was made to exhaust whoever verifies it.</summary>
    private const int MostFiles = 100_000;

    // The newest entry that names a file is the one that counts: an attempt replaces what the attempt before had kept.
    private readonly SortedDictionary<string, (long Size, string Sha384)> evidence = new(StringComparer.Ordinal);
    private readonly List<UsedDefinition> definitions = [];
    private readonly List<string> absent = [];
    private string prefix = "";
    private long beyond;

    internal long Checked { get; private set; }

    internal long AbsentCount => absent.Count;

    internal void Expect(RunStarted started)
    {
        prefix = $"{RunDirectory.Runs}/{started.RunId}/evidence/";
        definitions.Add(started.Definition);
        definitions.AddRange(started.Called);
    }

    internal void Expect(ImmutableArray<Artefact> artefacts)
    {
        foreach (var artefact in artefacts.Where(a => a.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = artefact.Path[prefix.Length..];
            if (evidence.Count < MostFiles || evidence.ContainsKey(name))
            {
                evidence[name] = (artefact.Size, artefact.Sha384);
            }
            else
            {
                beyond++;
            }
        }
    }

    /// <summary>Compares; gives what differs.</summary>
    internal IEnumerable<Failure> Changed()
    {
        foreach (var used in definitions)
        {
            var path = directory.DefinitionPath(used.Digest);
            if (Digest(path, null, SHA256.Create) is not { } found)
            {
                absent.Add("definition/" + Path.GetFileName(path));
            }
            else if (found != used.Digest)
            {
                yield return Faults.JournalDefinitionChanged(used.Id, used.Id);
            }
        }

        foreach (var (name, (size, sha384)) in evidence)
        {
            // A name that a forged journal made up must not lead out of the run's directory.
            var path = Path.GetFullPath(Path.Combine(directory.Evidence, name));
            if (
                !path.StartsWith(directory.Evidence + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                || Digest(path, size, SHA384.Create) is not { } found
            )
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

    // A file of another size is another file without being read; what has no length (a pipe, a device) is never opened.
    private string? Digest(string path, long? size, Func<HashAlgorithm> algorithm)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null)
        {
            return null;
        }

        using var hash = algorithm();
        if (file.Length == 0 || (size is { } expected && file.Length != expected))
        {
            Checked++;
            return file.Length == 0 ? Convert.ToHexStringLower(hash.ComputeHash([])) : "";
        }

        using var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
                Share = FileShare.ReadWrite,
            }
        );
        Checked++;
        return Convert.ToHexStringLower(hash.ComputeHash(stream));
    }
}
