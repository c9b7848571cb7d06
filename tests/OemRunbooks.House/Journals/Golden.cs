using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OemRunbooks.House.Journals;

/// <summary>The recorded runs of one release: <c>tests/journals/RELEASE</c>.</summary>
/// <param name="Directory">Where they lie.</param>
internal sealed partial record Golden(string Directory)
{
    internal const string Sums = "SHA256SUMS";
    private const string Definitions = "definitions/";

    /// <summary>The public keys on which the verdicts rest.</summary>
    internal string Keys => Path.Combine(Directory, "keys.txt");

    /// <summary>What the release said of each run, by <c>GOLDEN/RUN</c>, with single spaces between the words.</summary>
    internal IReadOnlyDictionary<string, string> Expected() =>
        File.ReadLines(Path.Combine(Directory, "expected.txt"))
            .Where(static l => !l.StartsWith('#'))
            .Select(static l => Spaces().Replace(l, " ").Split(' ', 2))
            .ToDictionary(static l => l[0], static l => l[1], StringComparer.Ordinal);

    /// <summary>What is not as it was recorded: changed, missing and added files.</summary>
    /// <param name="sums">SHA-256 of the list of digests, in hex.</param>
    internal IEnumerable<string> Altered(string sums)
    {
        if (Digest(Sums) != sums)
        {
            yield return $"{Sums}: changed";
        }

        var listed = Listed();
        foreach (var (name, digest) in listed)
        {
            if (Digest(name) is var found && found != digest)
            {
                yield return $"{name}: {(found is null ? "missing" : "changed")}";
            }
        }

        foreach (var name in Files().Where(n => n != Sums && !listed.ContainsKey(n)))
        {
            yield return $"{name}: added";
        }
    }

    /// <summary>Lays the runs out on the stations where they were made, definitions beside each, and gives those stations.</summary>
    internal IReadOnlyList<string> LayOut(string target)
    {
        foreach (var name in Files().Where(static n => !IsShared(n)))
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            var isOfRun = name.IndexOf('/', slash + 1) > 0;
            var file = Path.Combine(target, name[..slash], "var/runbook", isOfRun ? "runs" : "", name[(slash + 1)..]);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(Path.Combine(Directory, name), file);
            if (Path.GetFileName(file) == "journal.jsonl")
            {
                AddDefinitions(file);
            }
        }

        return [.. System.IO.Directory.GetDirectories(target).Order(StringComparer.Ordinal)];
    }

    /// <summary>Copies one golden with what belongs to it, as a release of its own that may be spoilt.</summary>
    internal Golden Copy(string golden, string target)
    {
        var kept = Listed().Where(f => IsShared(f.Key) || f.Key.StartsWith(golden + "/", StringComparison.Ordinal)).ToList();
        foreach (var (name, _) in kept)
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, name))!);
            File.Copy(Path.Combine(Directory, name), Path.Combine(target, name));
        }

        File.WriteAllText(Path.Combine(target, Sums), string.Concat(kept.Select(static f => $"{f.Value}  {f.Key}\n")));
        return new(target);
    }

    /// <summary>SHA-256 of a file in hex, or null when there is none.</summary>
    internal string? Digest(string name) =>
        Path.Combine(Directory, name) is var file && File.Exists(file)
            ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))
            : null;

    private static bool IsShared(string name) => !name.Contains('/', StringComparison.Ordinal) || IsDefinition(name);

    private static bool IsDefinition(string name) => name.StartsWith(Definitions, StringComparison.Ordinal);

    private Dictionary<string, string> Listed() =>
        File.ReadLines(Path.Combine(Directory, Sums))
            .Select(static l => l.Split("  ", 2))
            .ToDictionary(static l => l[1], static l => l[0], StringComparer.Ordinal);

    private IEnumerable<string> Files()
    {
        var all = new EnumerationOptions { AttributesToSkip = FileAttributes.None, RecurseSubdirectories = true };
        return System
            .IO.Directory.EnumerateFiles(Directory, "*", all)
            .Select(f => Path.GetRelativePath(Directory, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }

    // By the first line's text: a journal that was damaged on purpose can be read no other way.
    private void AddDefinitions(string journal)
    {
        var copies = System.IO.Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(journal)!, "definition")).FullName;
        var first = Encoding.Latin1.GetString(File.ReadAllBytes(journal)).Split('\n')[0];
        foreach (var name in Sha256().Matches(first).Select(static m => m.Groups[1].Value + ".yaml").Distinct(StringComparer.Ordinal))
        {
            if (Path.Combine(Directory, Definitions, name) is var source && File.Exists(source))
            {
                File.Copy(source, Path.Combine(copies, name));
            }
        }
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex("\"sha256\":\"([0-9a-f]{64})\"")]
    private static partial Regex Sha256();
}
