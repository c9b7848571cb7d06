using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Entries;

/// <summary>The directory of one run: <c>var/runbook/runs/ID</c> of the station.</summary>
/// <remarks>Source: journal.md, first section.</remarks>
public sealed class RunDirectory
{
    /// <summary>Where all runs lie, relative to the station.</summary>
    public const string Runs = "var/runbook/runs";

    /// <summary>The directory of a run.</summary>
    /// <param name="path">Absolute path.</param>
    public RunDirectory(string path) => Root = Path.GetFullPath(path);

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    /// <summary>The run's id.</summary>
    public string Id => Path.GetFileName(Root);

    /// <summary>The journal's file.</summary>
    public string Journal => Path.Combine(Root, "journal.jsonl");

    /// <summary>The signed notes, one after another.</summary>
    public string Seals => Path.Combine(Root, "seals.txt");

    /// <summary>The newest signed note.</summary>
    public string Seal => Path.Combine(Root, "seal.txt");

    /// <summary>What activities kept.</summary>
    public string Evidence => Path.Combine(Root, "evidence");

    /// <summary>The directory of a run of a station.</summary>
    public static RunDirectory Of(StationDirectory station, string runId) => new(Path.Combine(station.Root, Runs, runId));

    /// <summary>All runs of a station, newest first.</summary>
    public static IReadOnlyList<RunDirectory> All(StationDirectory station)
    {
        var runs = Path.Combine(station.Root, Runs);
        return Directory.Exists(runs)
            ?
            [
                .. Directory
                    .EnumerateDirectories(runs)
                    .Select(static d => new RunDirectory(d))
                    .Where(static d => File.Exists(d.Journal))
                    .OrderByDescending(static d => d.Started(), StringComparer.Ordinal)
                    .ThenByDescending(static d => d.Id, StringComparer.Ordinal),
            ]
            : [];
    }

    /// <summary>Makes the directory with the exact bytes of every definition that the run uses, all on disk.</summary>
    /// <param name="definitions">Digest (SHA-256, lower-case hex) and bytes of each; the same one may come twice.</param>
    public void Create(IEnumerable<(string Digest, ReadOnlyMemory<byte> Bytes)> definitions)
    {
        Durable.CreateDirectory(Path.Combine(Root, "definition"));
        Durable.CreateDirectory(Evidence);
        foreach (var definition in definitions.DistinctBy(static d => d.Digest))
        {
            Durable.Replace(DefinitionPath(definition.Digest), definition.Bytes.Span);
        }
    }

    /// <summary>Where the copy of a definition lies.</summary>
    public string DefinitionPath(string digest) => Path.Combine(Root, "definition", digest + ".yaml");

    /// <summary>The bytes of a definition that the run used.</summary>
    /// <exception cref="CodedException"><c>journal.definition-missing</c>, <c>journal.definition-changed</c></exception>
    public byte[] Definition(UsedDefinition used)
    {
        var path = DefinitionPath(used.Digest);
        if (!File.Exists(path))
        {
            throw new CodedException(Faults.JournalDefinitionMissing(used.Id));
        }

        var bytes = File.ReadAllBytes(path);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == used.Digest
            ? bytes
            : throw new CodedException(Faults.JournalDefinitionChanged(used.Id));
    }

    // When the first entry was written, as it stands in every journal's first bytes; ids may be given by people and tell nothing.
    private string Started()
    {
        const string key = "{\"at\":\"";
        const int length = 24;
        try
        {
            using var file = new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[key.Length + length];
            var text = Encoding.Latin1.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            return text.StartsWith(key, StringComparison.Ordinal) ? text[key.Length..] : WrittenLast();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return WrittenLast();
        }
    }

    // A damaged journal is listed all the same.
    private string WrittenLast() =>
        File.GetLastWriteTimeUtc(Journal).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Keeps the bytes of a torn last line.</summary>
    public void KeepTorn(byte[] torn) =>
        Durable.Replace(Path.Combine(Evidence, $"torn-{Convert.ToHexStringLower(SHA256.HashData(torn))[..12]}.bin"), torn);
}
